import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { incidentFolders, isGreen, outcomeLines, verify } from '../../src/app/index.js';
import { readCapture } from '../../src/intake/index.js';

/**
 * Parts of captures of clusters that nobody here has run (ORIGIN.md in each): they hold the layouts and
 * formats of other collectors, and what may be said of them.
 */
const real = join(import.meta.dirname, '../fixtures/real');

/** Format → objects, alerts or answers that one counts in the files by hand. */
const FORMATS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'alertmanager-answers': { 'alertmanager-alerts': 24, 'alertmanager-silences': 6 },
  'insights-parts': { 'alertmanager-alerts': 9, 'kube-json': 5, journal: 4 },
  'kernel-oom': { dmesg: 3 },
  'must-gather-dns': { 'kube-yaml': 116, 'timestamped-log': 2, 'capture-time': 1 },
  'rollout-stream': { 'kube-yaml': 26 },
  'sosreport-pull-rate': {
    'kube-json': 68,
    'kubectl-describe': 11,
    'kubectl-table': 2,
    'kubectl-version': 1,
  },
};

describe('real captures of others', async () => {
  for (const folder of await incidentFolders([real])) {
    it(`${folder.slice(real.length + 1)}: as its expectations say`, async () => {
      const outcomes = await verify([folder]);
      expect(outcomes.every(isGreen), outcomes.flatMap(outcomeLines).join('\n')).toBe(true);
    });
  }

  it.each(readdirSync(real).sort())('%s: is read, every file of it', async (name) => {
    const { sources } = await readCapture([join(real, name, 'capture.tar.gz')]);
    const odd = sources.filter((s) => s.status !== 'read' && s.status !== 'empty').map((s) => s.path);
    // The version file of a must-gather says nothing that anybody asks for.
    expect(odd.filter((path) => !path.endsWith('/version'))).toEqual([]);
    const records = new Map<string, number>();
    for (const s of sources)
      if (s.records > 0) records.set(s.format, (records.get(s.format) ?? 0) + s.records);
    if (FORMATS[name]) expect(Object.fromEntries(records)).toEqual(FORMATS[name]);
  });

  it('audit-events: every request that was answered, once, with early and late fields', async () => {
    const { records } = await readCapture([join(real, 'audit-events/capture.tar.gz')]);
    const requests = records.flatMap((r) => (r.kind === 'request' ? [r] : []));
    // Of exec and attach only the beginning stands there.
    expect(requests).toHaveLength(12);
    expect(new Set(requests.map((r) => r.user))).toContain('system:anonymous');
  });
});
