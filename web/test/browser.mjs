// SPDX-License-Identifier: Apache-2.0
// The page in a real browser: browser.mjs PROGRAM REPORTS-FOLDER [SCREENSHOT-FOLDER]. Exit 77 = skipped (no browser).
import { spawn, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createRequire } from 'node:module';

const [program, reports, shots] = process.argv.slice(2);
const browserPath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
const here = path.dirname(new URL(import.meta.url).pathname);
if (!browserPath || !existsSync(path.join(here, '../node_modules/playwright-core'))) {
  console.log('no browser or no playwright-core');
  process.exit(77);
}
const { chromium } = createRequire(import.meta.url)('playwright-core');

let checks = 0;
function check(what, ok) {
  checks++;
  if (!ok) throw new Error('failed: ' + what);
}

const folder = mkdtempSync(path.join(tmpdir(), 'sayso-web-'));
const db = path.join(folder, 'test.db');
execFileSync(program, ['read', '-q', '--db', db, reports], { stdio: 'inherit' });
const server = spawn(program, ['serve', '--db', db, '--port', '0', '-q'], { stdio: ['ignore', 'pipe', 'inherit'] });
const address = await new Promise((done, fail) => {
  server.stdout.once('data', (bytes) => done(String(bytes).trim()));
  server.once('exit', () => fail(new Error('the server ended')));
});

function plain(host, method = 'GET') {
  return new Promise((done, fail) => {
    const url = new URL(address);
    const request = http.request({ host: url.hostname, port: url.port, path: '/api/about', method, headers: { Host: host } }, (answer) => {
      answer.resume();
      done(answer);
    });
    request.on('error', fail);
    request.end();
  });
}

let browser;
try {
  check('a foreign Host header is refused', (await plain('evil.example')).statusCode === 421);
  check('a foreign port in the Host header is refused', (await plain('127.0.0.1:1')).statusCode === 421);
  check('POST from elsewhere is refused', (await plain(new URL(address).host, 'POST')).statusCode === 405);
  const policy = (await plain(new URL(address).host)).headers['content-security-policy'];
  check('content security policy', policy.includes("default-src 'none'") && !policy.includes('unsafe'));

  browser = await chromium.launch({
    executablePath: browserPath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  const outside = [];
  const faults = [];
  page.on('request', (r) => { if (!r.url().startsWith(address)) outside.push(r.url()); });
  page.on('pageerror', (e) => faults.push(String(e)));
  page.on('console', (m) => { if (m.type() === 'error') faults.push(m.text()); });
  const shot = async (name) => {
    if (!shots) return;
    mkdirSync(shots, { recursive: true });
    await page.screenshot({ path: path.join(shots, name + '.png') });
  };

  await page.goto(address);
  await page.waitForSelector('a.row');
  const rows = await page.locator('a.row').count();
  check('the list of reports is filled', rows > 10);
  await shot('reports');

  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.report .text');
  check('a report opens by keyboard', page.url().includes('#/report/'));

  await page.goto(address + '#/reports');
  await page.waitForSelector('a.row');
  await page.locator('#search input').fill('helicopters');
  await page.keyboard.press('Enter');
  // The page's policy forbids eval, so waiting for a condition is asking again.
  let found = rows;
  for (let n = 0; n < 100 && found >= rows; n++) {
    await page.waitForTimeout(50);
    found = await page.locator('a.row').count();
  }
  check('search narrows the list', found > 0 && found < rows);
  await page.locator('a.row').first().click();
  await page.waitForSelector('mark.trigger');
  check('claims are marked in the text', (await page.locator('mark.trigger').count()) > 2);
  check('claims stand beside the text', (await page.locator('.side .claim').count()) > 2);
  check('more than one voice has a colour', (await page.locator('.legend li').count()) > 1);
  await page.locator('mark.trigger').nth(1).hover();
  check('hover lights mark and claim together', (await page.locator('.claim.lit').count()) === 1 && (await page.locator('mark.lit').count()) >= 1);
  await shot('report');

  const card = page.locator('.side .claim').first();
  await card.focus();
  await page.keyboard.press('a');
  await page.waitForSelector('.claim[data-verdict="right"]');
  check('a verdict by key goes on to the next claim', await page.locator('.side .claim').nth(1).evaluate((e) => e === document.activeElement));
  await page.locator('.side .claim').nth(1).getByRole('button', { name: 'wrong' }).click();
  await page.waitForSelector('.claim[data-verdict="wrong"]');
  await page.locator('.side .claim').nth(1).focus();
  await page.keyboard.press('n');
  await page.locator('.note').fill('the sides are swapped');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.verdict:has-text("swapped")');
  await page.reload();
  await page.waitForSelector('.claim[data-verdict="wrong"]');
  check('verdicts are kept', (await page.locator('.claim[data-verdict="right"]').count()) === 1);
  await shot('verdicts');
  await page.locator('.side .claim').first().focus();
  await page.keyboard.press('z');
  for (let n = 0; n < 100 && (await page.locator('.claim[data-verdict="right"]').count()); n++) await page.waitForTimeout(50);
  check('a verdict is taken back', (await page.locator('.claim[data-verdict="right"]').count()) === 0);
  const kept = execFileSync(program, ['reviews', '--db', db, '-f', 'jsonl']).toString().trim().split('\n').map((l) => JSON.parse(l).verdict);
  check('every verdict stays in the store: ' + kept.join(' '), kept.join(' ') === 'right wrong wrong withdrawn');

  await page.keyboard.press('c');
  await page.waitForSelector('details.conflict');
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.value a');
  check('a conflict shows at least two values with their voices', (await page.locator('details[open] .value').count()) >= 2);
  await shot('conflicts');
  await page.locator('details[open] .value a').first().click();
  await page.waitForSelector('mark.lit');
  check('a value leads to its words', page.url().includes('#/report/'));
  await shot('evidence');

  await page.emulateMedia({ colorScheme: 'dark' });
  await shot('dark');
  await page.setViewportSize({ width: 390, height: 800 });
  check('no sideways scrolling on a phone', await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
  await shot('phone');

  check('nothing outside was asked for: ' + outside.join(' '), outside.length === 0);
  check('no errors on the page: ' + faults.join(' '), faults.length === 0);
  console.log(`${checks} checks passed`);
} catch (error) {
  if (shots && browser) await browser.contexts()[0]?.pages()[0]?.screenshot({ path: path.join(shots, 'failed.png') });
  throw error;
} finally {
  if (browser) await browser.close();
  server.kill('SIGINT');
  await new Promise((done) => server.once('exit', done));
  rmSync(folder, { recursive: true, force: true });
}
