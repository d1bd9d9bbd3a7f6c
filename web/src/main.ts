// SPDX-License-Identifier: Apache-2.0
// Routes of the page. The whole state is in the address: #/reports?text=…, #/report/ID/CLAIM, #/conflicts.
import './style.css';
import { report } from './api';
import { el, say } from './dom';
import { conflictsView, reportsView } from './lists';
import { reportView } from './report';

const main = document.getElementById('main') as HTMLElement;
let turn = 0;

async function view(): Promise<{ node: HTMLElement; title: string; at: string }> {
  const [path = '', query = ''] = location.hash.replace(/^#/, '').split('?');
  const [, what = '', id = '', claim] = path.split('/').map(decodeURIComponent);
  if (what === 'report') {
    const record = await report(id);
    return { node: reportView(record, claim), title: record.title ?? id, at: '#/reports' };
  }
  if (what === 'conflicts') return { node: await conflictsView(), title: 'Contested', at: '#/conflicts' };
  const find = new URLSearchParams(query).get('text') ?? '';
  return { node: await reportsView(find), title: 'Reports', at: '#/reports' };
}

async function show(): Promise<void> {
  const mine = ++turn;
  say('Loading');
  try {
    const { node, title, at } = await view();
    if (mine !== turn) return;
    main.replaceChildren(node);
    document.title = `${title} · sayso`;
    for (const link of document.querySelectorAll('nav a')) {
      if (link.getAttribute('href') === at) link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
    }
    if (!location.hash.match(/^#\/report\/[^/]+\/./)) window.scrollTo(0, 0);
    say(title);
  } catch (error) {
    if (mine !== turn) return;
    main.replaceChildren(el('p', { class: 'fault' }, `Could not be shown: ${(error as Error).message}`));
    say('Failed');
  }
}

// Moves the focus along what can be chosen on this view.
function move(step: number): void {
  const items = [...main.querySelectorAll<HTMLElement>('a.row, summary.row, li.claim')];
  if (!items.length) return;
  const now = items.indexOf(document.activeElement as HTMLElement);
  const next = now < 0 ? (step > 0 ? 0 : items.length - 1) : Math.min(items.length - 1, Math.max(0, now + step));
  items[next]?.focus();
  items[next]?.scrollIntoView({ block: 'nearest' });
}

const search = document.getElementById('search') as HTMLFormElement;
const field = search.elements.namedItem('text') as HTMLInputElement;
search.addEventListener('submit', (e) => {
  e.preventDefault();
  location.hash = field.value ? `#/reports?${new URLSearchParams({ text: field.value }).toString()}` : '#/reports';
});

document.addEventListener('keydown', (e) => {
  if (e.ctrlKey || e.metaKey || e.altKey || (e.target as HTMLElement).tagName === 'INPUT') {
    if (e.key === 'Escape') (e.target as HTMLElement).blur();
    return;
  }
  if (e.key === 'j') move(1);
  else if (e.key === 'k') move(-1);
  else if (e.key === 'g') location.hash = '#/reports';
  else if (e.key === 'c') location.hash = '#/conflicts';
  else if (e.key === '/') field.focus();
  else if (e.key === 'Escape') history.back();
  else return;
  e.preventDefault();
});

document.querySelector('.skip')?.addEventListener('click', (e) => {
  e.preventDefault();
  main.focus();
});
window.addEventListener('hashchange', () => void show());
void show();
