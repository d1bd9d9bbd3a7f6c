// SPDX-License-Identifier: Apache-2.0
// Small makers of elements: text is always text, never markup.

type Child = Node | string | null | undefined | false;
type Attributes = { [name: string]: string | number | boolean | undefined };

export function el<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Attributes = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    made.setAttribute(name, value === true ? '' : String(value));
  }
  for (const child of children) if (child) made.append(child);
  return made;
}

export function text(value: unknown): string {
  return value === null || value === undefined ? '' : String(value);
}

export function say(words: string): void {
  const status = document.getElementById('status');
  if (status) status.textContent = words;
}

export function count(value: unknown, noun: string): string {
  return `${text(value)} ${noun}${Number(value) === 1 ? '' : 's'}`;
}
