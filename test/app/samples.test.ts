import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { incidentFolders, outcomeLines, verify } from '../../src/app/index.js';

const samples = fileURLToPath(new URL('../../samples', import.meta.url));

describe('the recorded incidents', async () => {
  const folders = await incidentFolders([samples]);

  it('are all there', () => {
    expect(folders.map((f) => f.split('/').at(-1))).toEqual([
      'admission-deadlock',
      'autoscaler-etcd-storm',
      'multi-site-cascade',
      'registry-node-outage',
      'service-vip-unreachable',
    ]);
  });

  it.each(folders.map((f) => [f.split('/').at(-1), f]))('%s comes out as expected', async (_, folder) => {
    const [outcome] = await verify([folder ?? '']);
    expect(outcome && outcomeLines(outcome).join('\n')).toMatch(/^ok /);
  });
});
