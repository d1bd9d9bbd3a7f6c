// SPDX-License-Identifier: Apache-2.0
// wink-nlp's default pipeline over JSONL texts: wink.mjs FILE. Prints the number of tokens; whole-process time is measured outside.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(new URL('./npm/package.json', import.meta.url));
const winkNLP = require('wink-nlp');
const model = require('wink-eng-lite-web-model');

const nlp = winkNLP(model);
const its = nlp.its;
let tokens = 0;
for (const line of readFileSync(process.argv[2], 'utf8').split('\n')) {
  if (!line) continue;
  const doc = nlp.readDoc(JSON.parse(line).text);
  tokens += doc.tokens().out(its.pos).length + doc.entities().length() * 0 + doc.sentences().length() * 0;
}
console.log(tokens);
