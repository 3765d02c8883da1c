import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { analyze, renderFiles } from '../../src/app/index.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const names = [
  'admission-deadlock',
  'autoscaler-etcd-storm',
  'multi-site-cascade',
  'registry-node-outage',
  'service-vip-unreachable',
];

describe('the committed drafts', () => {
  it.each(names)('%s is what the program writes today (npm run drafts writes them anew)', async (name) => {
    const { analysis } = await analyze([`${root}samples/${name}/capture.tar.gz`]);
    for (const file of await renderFiles(analysis, { formats: ['md', 'html', 'json'] })) {
      if (file.path.endsWith('.png')) continue;
      const committed = `${root}reports/${name}/${file.path}`;
      expect(existsSync(committed), file.path).toBe(true);
      expect(readFileSync(committed, 'utf8') === file.bytes.toString(), `${name}/${file.path}`).toBe(true);
    }
  });
});
