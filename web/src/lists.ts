// SPDX-License-Identifier: Apache-2.0
// The list of reports, and the list of conflicts with every value under its voice.
import { list, type Row } from './api';
import { count, el, text } from './dom';

export async function reportsView(find: string): Promise<HTMLElement> {
  const rows = await list('reports', find ? { text: find } : {});
  const items = rows.map((r) =>
    el('li', {},
      el('a', { class: 'row', href: `#/report/${encodeURIComponent(text(r['id']))}` },
        el('time', {}, text(r['published']).slice(0, 10)),
        el('span', { class: 'outlet' }, text(r['outlet'])),
        el('span', { class: 'title' }, text(r['title']) || text(r['id'])),
        el('span', { class: 'count' }, count(r['claims'], 'claim')))));
  return el('section', { class: 'list' },
    el('h2', {}, find ? `${count(rows.length, 'report')} with “${find}”` : count(rows.length, 'report')),
    rows.length ? el('ol', { class: 'rows' }, ...items) : el('p', {}, find ? 'No report holds these words.' : 'The store is empty: sayso read PATH fills it.'));
}

function valueItem(value: Row, claims: Row[]): HTMLElement {
  const links = claims.map((c) =>
    el('a', { href: `#/report/${encodeURIComponent(text(c['report']))}/${encodeURIComponent(text(c['id']).split('/').pop() ?? '')}`, title: text(c['words']) },
      text(c['outlet']) || text(c['report'])));
  return el('li', { class: 'value' },
    el('b', {}, text(value['value'])),
    el('span', { class: 'voice' }, text(value['voice'])),
    el('span', { class: 'count' }, `${count(value['reports'], 'report')}, ${count(value['origins'], 'origin')}`),
    el('span', { class: 'links' }, ...links.flatMap((a, i) => (i ? [' · ', a] : [a]))));
}

export async function conflictsView(): Promise<HTMLElement> {
  const [conflicts, values] = await Promise.all([list('conflicts'), list('values')]);
  const items: HTMLElement[] = [];
  for (const c of conflicts) {
    const id = text(c['id']);
    const mine = values.filter((v) => text(v['conflict']) === id);
    const box = el('ul', { class: 'values' });
    const details = el('details', { class: 'conflict', id: `conflict-${id}` },
      el('summary', { class: 'row' },
        el('time', {}, text(c['date'] ?? c['since'])),
        el('span', { class: 'outlet' }, text(c['place'])),
        el('span', { class: 'title' }, `${text(c['field'])}${c['counted'] ? ' · ' + text(c['counted']) : ''}: ${mine.map((v) => text(v['value'])).join(' / ')}`),
        el('span', { class: 'count' }, count(c['reports'], 'report'))),
      box);
    details.addEventListener('toggle', () => {
      if (!details.open || box.childElementCount) return;
      void list('conflict_claims', { id }).then((claims) => {
        for (const v of mine) box.append(valueItem(v, claims.filter((k) => text(k['position']) === text(v['position']))));
      });
    });
    items.push(el('li', {}, details));
  }
  return el('section', { class: 'list' },
    el('h2', {}, `${conflicts.length} contested`),
    el('p', { class: 'about' }, 'Claims about one happening, or one place, that cannot all be right. sayso gives no verdict.'),
    conflicts.length ? el('ol', { class: 'rows' }, ...items) : el('p', {}, 'No claims contradict one another.'));
}
