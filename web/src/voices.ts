// SPDX-License-Identifier: Apache-2.0
// Voices of a report: each gets a number and a colour, so that colour is never the only sign.
import type { Claim, Record } from './api';

export interface Voice {
  number: number; // 0 = the outlet's own voice
  name: string;
  chain: string;
}

export interface Voices {
  all: Voice[];
  ofAttribution: Map<string, Voice>;
  ofClaim(claim: Claim): Voice;
}

// Code points to JavaScript's UTF-16 positions.
export function positions(words: string): Uint32Array {
  const at: number[] = [];
  let i = 0;
  for (const c of words) {
    at.push(i);
    i += c.length;
  }
  at.push(i);
  return Uint32Array.from(at);
}

export function voicesOf(record: Record): Voices {
  const at = positions(record.text);
  const names = new Map(record.entities.map((e) => [e.id, e.name]));
  const own: Voice = { number: 0, name: `${record.outlet ?? 'The outlet'} (own voice)`, chain: '' };
  const all = [own];
  const byName = new Map<string, Voice>();
  const ofAttribution = new Map<string, Voice>();
  for (const a of record.attributions) {
    const words = a.source.map((s) => record.text.slice(at[s.start], at[s.end])).join(' … ');
    const name = (a.source_entity && names.get(a.source_entity)) || words || 'not named';
    let voice = byName.get(name);
    if (!voice) {
      voice = { number: all.length, name, chain: '' };
      byName.set(name, voice);
      all.push(voice);
    }
    ofAttribution.set(a.id, voice);
  }
  for (const a of record.attributions) {
    const voice = ofAttribution.get(a.id);
    const outer = a.within ? ofAttribution.get(a.within) : undefined;
    if (voice && outer && outer !== voice) voice.chain = `relayed by ${outer.name}`;
  }
  return { all, ofAttribution, ofClaim: (claim) => (claim.voice && ofAttribution.get(claim.voice)) || own };
}
