import { describe, expect, it } from 'vitest';
import { inventory, inventoryLines } from '../../src/app/index.js';
import { streamOf, tarOf, type ArchiveEntry } from '../support/archives.js';

async function screen(entries: readonly ArchiveEntry[]): Promise<string[]> {
  const found = await inventory([{ path: '-', stream: streamOf(tarOf(entries)) }], {});
  return inventoryLines(found, false);
}

const node = (name: string) => ({ apiVersion: 'v1', kind: 'Node', metadata: { name } });
const nodes = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: ['n1', 'n2', 'n3', 'n4'].map(node) });

describe('the inventory as a screen for a person', () => {
  it('puts what is alike into one line, the broken before the empty', async () => {
    const lines = await screen([
      { name: 'nodes.json', content: nodes },
      { name: 'a/empty.json', content: '' },
      { name: 'b/empty.json', content: '' },
      { name: 'c/link', type: '2', target: '../x' },
      { name: 'd/link', type: '2', target: '../y' },
      { name: `${'deep/'.repeat(30)}strange`, content: 'nothing that anyone knows\nat all\n' },
    ]);
    const from = lines.indexOf('not, or not wholly, read:') + 1;
    expect(lines.slice(from, lines.indexOf('', from))).toEqual([
      expect.stringMatching(/^ {2}….{90,100}strange: unrecognised \(no reader/),
      '  c/link and 1 more: refused (link to ../x, not followed)',
      '  a/empty.json and 1 more: empty',
    ]);
  });

  it('names a gap of many nodes once', async () => {
    const lines = await screen([{ name: 'nodes.json', content: nodes }]);
    expect(lines.filter((line) => line.includes('no kubelet log'))).toEqual([
      '  no kubelet log of n1, n2 and 2 more: would tell probe failures, container and volume work on each: `journalctl -u kubelet -o short-iso-precise`',
    ]);
  });
});
