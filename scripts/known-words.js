// Writes src/redact/known-words.ts: every word that inquest itself is written with. Nothing that the analysis
// reads may be renamed, and by the rule of the house no name of anybody's cluster stands in the sources.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const src = fileURLToPath(new URL('../src', import.meta.url));
const words = new Set();
for (const file of readdirSync(src, { recursive: true }).sort()) {
  if (!/\.tsx?$/.test(file) || file.startsWith('redact/')) continue;
  const text = readFileSync(`${src}/${file}`, 'utf8').replace(/\\[a-z]/g, ' ');
  for (const token of text.match(/[A-Za-z]+/g) ?? []) {
    if (/^(?:[A-Z]?[a-z]+|[A-Z]+)$/.test(token)) words.add(token.toLowerCase());
    for (const part of token.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g) ?? []) words.add(part.toLowerCase());
  }
}
// People of examples in comments.
for (const person of ['alice', 'bob', 'carol', 'dave', 'erin']) words.delete(person);
// API groups, resources and controllers of every cluster.
const every =
  'admissionregistration aggregation apiextensions apiregistration bootstrapper certificatesigningrequest cleaner clusterrole clusterrolebinding crd delegator endpointslicemirroring exempt flowschema heapster nodeclient prioritylevelconfiguration publisher rolebinding selfnodeclient signer';
for (const word of every.split(' ')) words.add(word).add(`${word}s`);
const list = [...words].filter((w) => w.length > 2 && w.length < 25).sort();
const lines = [];
for (const w of list) {
  const last = lines.at(-1);
  if (last !== undefined && last.length + w.length < 380) lines[lines.length - 1] = `${last} ${w}`;
  else lines.push(w);
}
writeFileSync(
  `${src}/redact/known-words.ts`,
  `/** Words that name nobody: those that inquest itself is written with. Written by scripts/known-words.js. */
export const KNOWN_WORDS: ReadonlySet<string> = new Set(
  \`
${lines.join('\n')}
\`
    .trim()
    .split(/\\s+/),
);
`,
);
console.log(`${list.length} words`);
