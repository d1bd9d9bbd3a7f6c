// SPDX-License-Identifier: Apache-2.0
// What the program answers, and how to ask. Field names are those of docs/schema/report.json.

export interface Span {
  start: number;
  end: number;
}

export interface Entity {
  id: string;
  name: string;
  kind: string;
}

export interface Attribution {
  id: string;
  source: Span[];
  source_entity?: string;
  source_kind: string;
  cue: Span[];
  content: Span[];
  form: string;
  verb?: string;
  within?: string;
}

export interface Figure extends Span {
  id: string;
  counts?: string;
  low?: number | null;
  high?: number | null;
  best?: number | null;
  words: string;
}

export interface Time extends Span {
  id: string;
  value: string;
  from?: string;
  to?: string;
}

export interface Claim extends Span {
  id: string;
  kind: string;
  type?: string;
  mode?: string;
  actors: string[];
  recipients: string[];
  place?: string;
  time?: string;
  figures: string[];
  holder?: string;
  status?: string;
  voice: string | null;
  chain: string[];
  realis: string;
  certainty: string;
  trigger: Span;
  rule?: string;
  forecast?: boolean;
  by?: string;
}

export interface Record {
  id: string;
  outlet?: string;
  title?: string;
  author?: string;
  url?: string;
  published?: string;
  published_from?: string;
  text: string;
  entities: Entity[];
  times: Time[];
  figures: Figure[];
  attributions: Attribution[];
  claims: Claim[];
}

export type Row = { [column: string]: string | number | boolean | null };

async function get<T>(path: string): Promise<T> {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(`${answer.status} ${answer.statusText}`);
  return (await answer.json()) as T;
}

export async function list(name: string, filter: { [key: string]: string } = {}): Promise<Row[]> {
  const query = new URLSearchParams(filter).toString();
  return (await get<{ rows: Row[] }>(`api/list/${name}${query ? '?' + query : ''}`)).rows;
}

// Keeps a verdict on a record.
export async function review(fields: { [key: string]: string }): Promise<void> {
  const answer = await fetch('api/review?' + new URLSearchParams(fields).toString(), { method: 'POST', headers: { 'X-Sayso': 'review' } });
  if (!answer.ok) throw new Error(((await answer.json()) as { error?: string }).error ?? answer.statusText);
}

export function report(id: string): Promise<Record> {
  return get<Record>('api/report?' + new URLSearchParams({ id }).toString());
}
