// SPDX-License-Identifier: Apache-2.0
// Verdicts of people on claims: buttons on each card, and the keys a, x, u, n and z on the claim that has the focus.
import { list, review } from './api';
import { el, say, text } from './dom';

const keys: { [key: string]: string } = { a: 'right', x: 'wrong', u: 'unsure', z: 'withdrawn' };
const names: { [verdict: string]: string } = { right: 'right', wrong: 'wrong', unsure: 'unsure', withdrawn: 'take back' };

// What holds: the last verdict on the claim as a whole.
function mark(card: HTMLElement, verdict: string, note: string): void {
  card.dataset['verdict'] = verdict === 'withdrawn' ? '' : verdict;
  const box = card.querySelector('.verdict');
  if (box) box.textContent = verdict === 'withdrawn' ? '' : note;
  for (const button of card.querySelectorAll<HTMLElement>('button[data-set]'))
    button.setAttribute('aria-pressed', String(button.dataset['set'] === card.dataset['verdict']));
}

async function keep(card: HTMLElement, verdict: string, note: string): Promise<void> {
  try {
    await review({ target: card.dataset['target'] ?? '', verdict, ...(note ? { note } : {}) });
    mark(card, verdict, note);
    say(`Kept: ${names[verdict] ?? verdict}`);
  } catch (error) {
    const box = card.querySelector('.verdict');
    if (box) box.textContent = `not kept: ${(error as Error).message}`;
    say('Not kept');
  }
}

// A field for the reason; Enter keeps it with the verdict that stands, Escape leaves it.
function askNote(card: HTMLElement): void {
  if (card.querySelector('.note')) return;
  const field = el('input', { class: 'note', type: 'text', 'aria-label': 'Note', placeholder: 'note, then Enter' });
  field.addEventListener('keydown', (e) => {
    if (e.key !== 'Enter' && e.key !== 'Escape') return;
    e.preventDefault();
    e.stopPropagation();
    if (e.key === 'Enter' && field.value) void keep(card, card.dataset['verdict'] || 'unsure', field.value);
    field.remove();
    card.focus();
  });
  card.append(field);
  field.focus();
}

export function verdictButtons(): HTMLElement {
  return el('span', { class: 'verdicts', role: 'group', 'aria-label': 'Verdict' },
    ...['right', 'wrong', 'unsure'].map((v) => el('button', { type: 'button', 'data-set': v, 'aria-pressed': 'false' }, v)),
    el('span', { class: 'verdict', 'aria-live': 'polite' }));
}

// Fills in the verdicts that are kept, and listens. A verdict by key goes on to the next claim.
export function reviewing(root: HTMLElement, report: string): void {
  const cards = (): HTMLElement[] => [...root.querySelectorAll<HTMLElement>('li.claim')];
  void list('reviews', { report }).then((rows) => {
    for (const row of rows) {
      const card = cards().find((c) => c.dataset['target'] === text(row['target']));
      if (card && !row['field']) mark(card, text(row['verdict']), text(row['note']));
    }
  }, () => say('The verdicts could not be read'));
  root.addEventListener('click', (e) => {
    const button = (e.target as HTMLElement).closest<HTMLElement>('button[data-set]');
    const card = button?.closest<HTMLElement>('li.claim');
    if (!button || !card) return;
    void keep(card, button.getAttribute('aria-pressed') === 'true' ? 'withdrawn' : (button.dataset['set'] ?? ''), '');
  });
  root.addEventListener('keydown', (e) => {
    const card = e.target as HTMLElement;
    if (e.ctrlKey || e.metaKey || e.altKey || !card.matches('li.claim')) return;
    const verdict = keys[e.key];
    if (e.key === 'n') askNote(card);
    else if (verdict) void keep(card, verdict, '');
    else return;
    e.preventDefault();
    const next = cards()[cards().indexOf(card) + 1];
    if (verdict && verdict !== 'withdrawn' && next) next.focus();
  });
}
