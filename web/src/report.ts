// SPDX-License-Identifier: Apache-2.0
// One report: its text with claims marked and coloured by voice, and the claims beside it.
import type { Claim, Record } from './api';
import { count, el } from './dom';
import { reviewing, verdictButtons } from './reviews';
import { positions, voicesOf, type Voice, type Voices } from './voices';

const COLOURS = 8; // classes v1 … v8 in style.css; later voices share them but keep their number

function colour(voice: Voice): string {
  return voice.number === 0 ? 'v0' : `v${((voice.number - 1) % COLOURS) + 1}`;
}

interface Piece {
  start: number;
  end: number;
  voice?: Voice;
  claims: Claim[];
}

// Cuts the text at every edge of a content or trigger; the shortest content around a piece decides its voice.
function pieces(record: Record, voices: Voices): Piece[] {
  const length = [...record.text].length;
  const edges = new Set([0, length]);
  const contents: { start: number; end: number; voice: Voice }[] = [];
  for (const a of record.attributions) {
    const voice = voices.ofAttribution.get(a.id);
    for (const c of a.content) {
      edges.add(c.start);
      edges.add(c.end);
      if (voice) contents.push({ start: c.start, end: c.end, voice });
    }
  }
  for (const c of record.claims) {
    edges.add(c.trigger.start);
    edges.add(c.trigger.end);
  }
  contents.sort((a, b) => a.end - a.start - (b.end - b.start) || a.start - b.start);
  const sorted = [...edges].sort((a, b) => a - b);
  const out: Piece[] = [];
  for (let i = 0; i + 1 < sorted.length; i++) {
    const start = sorted[i] as number;
    const end = sorted[i + 1] as number;
    const inside = contents.find((c) => c.start <= start && end <= c.end);
    const claims = record.claims.filter((c) => c.trigger.start <= start && end <= c.trigger.end);
    out.push({ start, end, claims, ...(inside ? { voice: inside.voice } : {}) });
  }
  return out;
}

function figureWords(record: Record, claim: Claim): string {
  return claim.figures
    .map((id) => record.figures.find((f) => f.id === id))
    .map((f) => (f ? `${f.words}${f.counts ? ' ' + f.counts : ''}` : ''))
    .filter(Boolean)
    .join(', ');
}

function names(record: Record, ids: string[]): string {
  return ids.map((id) => record.entities.find((e) => e.id === id)?.name ?? '').filter(Boolean).join(', ');
}

function what(record: Record, claim: Claim): string {
  const who = names(record, claim.actors);
  const whom = names(record, claim.recipients);
  if (claim.kind === 'control') return `${names(record, claim.holder ? [claim.holder] : [])} · ${claim.status ?? 'held'}`;
  return whom ? `${who} → ${whom}`.trim() : who;
}

function card(record: Record, claim: Claim, voice: Voice): HTMLElement {
  const title = claim.kind === 'event' ? [claim.type, claim.mode].filter(Boolean).join(' · ') : claim.kind.toUpperCase();
  const place = claim.place ? names(record, [claim.place]) : '';
  const time = record.times.find((t) => t.id === claim.time);
  const signs = [claim.realis, claim.certainty === 'certain' ? '' : claim.certainty, claim.forecast ? 'forecast' : ''].filter((s) => s && s !== 'actual');
  return el(
    'li',
    { class: `claim ${colour(voice)} ${claim.realis}`, tabindex: 0, id: `claim-${claim.id}`, 'data-claim': claim.id, 'data-target': `${record.id}/${claim.id}` },
    el('span', { class: 'what' }, title, ...signs.map((s) => el('em', { class: 'sign' }, s))),
    el('span', {}, what(record, claim)),
    el('span', { class: 'detail' }, [figureWords(record, claim), place, time?.value ?? ''].filter(Boolean).join(' · ')),
    el('span', { class: 'voice' }, el('b', {}, voice.number ? `[${voice.number}] ` : ''), voice.name, voice.chain ? ` (${voice.chain})` : ''),
    claim.rule ? el('span', { class: 'rule' }, claim.rule) : null,
    verdictButtons(),
  );
}

// Fills `text` with the marked report.
function fillText(box: HTMLElement, record: Record, voices: Voices): void {
  const at = positions(record.text);
  for (const piece of pieces(record, voices)) {
    const words = record.text.slice(at[piece.start], at[piece.end]);
    const classes: string[] = [];
    if (piece.voice) classes.push('said', colour(piece.voice));
    if (piece.claims.length === 0) {
      box.append(piece.voice ? el('span', { class: classes.join(' '), title: piece.voice.name }, words) : words);
      continue;
    }
    const first = piece.claims[0] as Claim;
    const voice = voices.ofClaim(first);
    classes.push('trigger', colour(voice), first.realis);
    const label = piece.claims.map((c) => `${c.type ?? c.kind}, ${c.realis}, voice ${voices.ofClaim(c).name}`).join('; ');
    box.append(
      el(
        'mark',
        { class: classes.join(' '), 'data-claims': piece.claims.map((c) => c.id).join(' '), title: label, tabindex: 0, role: 'button', 'aria-label': `${words}: ${label}` },
        words,
        el('sup', { 'aria-hidden': true }, voice.number ? String(voice.number) : '·'),
      ),
    );
  }
}

// Lights a claim in the text and in the list together.
function light(root: HTMLElement, id: string | null): void {
  for (const lit of root.querySelectorAll('.lit')) lit.classList.remove('lit');
  if (!id) return;
  root.querySelector(`[data-claim="${CSS.escape(id)}"]`)?.classList.add('lit');
  for (const mark of root.querySelectorAll<HTMLElement>('[data-claims]'))
    if ((mark.dataset['claims'] ?? '').split(' ').includes(id)) mark.classList.add('lit');
}

export function reportView(record: Record, focus?: string): HTMLElement {
  const voices = voicesOf(record);
  const body = el('div', { class: 'text', lang: 'en' });
  fillText(body, record, voices);
  const used = new Set(record.claims.map((c) => voices.ofClaim(c).number));
  const legend = el('ul', { class: 'legend', 'aria-label': 'Voices' });
  for (const voice of voices.all) {
    if (voice.number !== 0 && !used.has(voice.number) && ![...voices.ofAttribution.values()].includes(voice)) continue;
    legend.append(el('li', { class: colour(voice) }, el('b', {}, voice.number ? `${voice.number} ` : '· '), voice.name));
  }
  const claims = el('ol', { class: 'claims', 'aria-label': 'Claims' }, ...record.claims.map((c) => card(record, c, voices.ofClaim(c))));
  const root = el(
    'article',
    { class: 'report' },
    el('div', { class: 'reading' },
      el('p', { class: 'meta' }, [record.outlet, record.published, record.author].filter(Boolean).join(' · ')),
      el('h2', {}, record.title ?? record.id),
      body,
      el('h3', {}, 'Voices'), legend),
    el('section', { class: 'side', 'aria-label': 'Claims of this report' }, el('h3', {}, count(record.claims.length, 'claim')), claims),
  );
  const point = (e: Event): void => {
    const target = (e.target as HTMLElement).closest<HTMLElement>('[data-claim],[data-claims]');
    const over = target?.dataset['claim'] ?? target?.dataset['claims']?.split(' ')[0];
    light(root, over ?? focus ?? null); // what the address names stays lit while nothing else is pointed at
  };
  reviewing(root, record.id);
  root.addEventListener('mouseover', point);
  root.addEventListener('focusin', point);
  const jump = (e: Event): void => {
    const mark = (e.target as HTMLElement).closest<HTMLElement>('[data-claims]');
    if (!mark) return;
    const id = (mark.dataset['claims'] ?? '').split(' ')[0] ?? '';
    root.querySelector<HTMLElement>(`[data-claim="${CSS.escape(id)}"]`)?.focus();
    e.preventDefault();
  };
  root.addEventListener('click', jump);
  root.addEventListener('keydown', (e) => {
    if (e.key === 'Enter') jump(e);
  });
  if (focus) requestAnimationFrame(() => {
    const mark = [...root.querySelectorAll<HTMLElement>('[data-claims]')].find((m) => (m.dataset['claims'] ?? '').split(' ').includes(focus));
    light(root, focus);
    (mark ?? root).scrollIntoView({ block: 'center' });
  });
  return root;
}
