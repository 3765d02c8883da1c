import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lineDiff, updated } from '../../src/verify/index.js';

const samples = join(import.meta.dirname, '../../samples');

const TEXT = `# Why this incident is held.
count: 1
incidents:
  - name: outage
    status: resolved # seen on the dashboard
    rootCauses:
      - entity: Node/a
        condition: [node-unreachable, host-down]
      - { entity: Node/b, condition: [disk-full] }
    notAffected: [Node/c]
    figures:
      timeToDetect: { seconds: 100, within: 3 }
`;

describe('an update of expected.yaml', () => {
  it('without changes gives the very text back, whatever its spelling', () => {
    expect(updated(TEXT, [])).toBe(TEXT);
    for (const name of readdirSync(samples)) {
      const text = readFileSync(join(samples, name, 'expected.yaml'), 'utf8');
      expect(updated(text, []), name).toBe(text);
    }
  });

  it('changes one word and keeps the remark beside it', () => {
    const text = updated(TEXT, [{ path: ['incidents', 0, 'status'], set: 'mitigated' }]);
    expect(lineDiff(TEXT, text).filter((l) => !l.startsWith(' '))).toEqual([
      '-     status: resolved # seen on the dashboard',
      '+     status: mitigated # seen on the dashboard',
    ]);
  });

  it('replaces an entry, adds one, and puts a list into the order of the ranks', () => {
    const roots = ['incidents', 0, 'rootCauses'];
    const text = updated(TEXT, [
      { path: [...roots, 0], set: { entity: 'Node/d', condition: ['host-down'] } },
      { path: roots, add: { entity: 'Node/e', condition: ['host-down'] } },
      { path: roots, order: [1, 0, 2] },
    ]);
    expect(text.split('\n').filter((l) => l.includes('Node/'))).toEqual([
      '      - { entity: Node/b, condition: [disk-full] }',
      '      - { entity: Node/d, condition: [host-down] }',
      '      - { entity: Node/e, condition: [host-down] }',
      '    notAffected: [Node/c]',
    ]);
  });

  it('takes entries out without shifting the others, and the list that it leaves empty', () => {
    const text = updated(TEXT, [
      { path: ['incidents', 0, 'rootCauses', 0], drop: true },
      { path: ['incidents', 0, 'rootCauses', 1], drop: true },
      { path: ['incidents', 0, 'notAffected', 0], drop: true },
    ]);
    expect(text).not.toContain('Node/');
    expect(text).not.toContain('rootCauses');
    expect(text).not.toContain('notAffected');
    expect(text).toContain('timeToDetect: { seconds: 100, within: 3 }');
  });
});

describe('a diff of lines', () => {
  it('is empty for equal texts and shows what surrounds a change', () => {
    expect(lineDiff('a\nb', 'a\nb')).toEqual([]);
    expect(lineDiff('1\n2\n3\n4\n5\n6\n7', '1\n2\n3\n4\n5\nsix\n7')).toEqual([
      '  ...',
      '  4',
      '  5',
      '- 6',
      '+ six',
      '  7',
    ]);
  });
});
