import { beforeAll, describe, expect, it } from 'vitest';
import type { Analysis } from '../../src/model/index.js';
import { filesOf, recordings, said, type CaptureFile } from '../support/captures.js';

/**
 * What must stay when a capture changes in a way that leaves the incident as it was (Chen's metamorphic
 * relations): other days, other names, two captures in one; and what may only sink when a source is missing.
 */

const DAY = 86_400;

/** A text of 2026-11-20 as it would read a day later, in every notation that the recordings use. */
function aDayLater(text: string): string {
  return text
    .replace(/2026([-/])11([-/])20/g, (_, a: string, b: string) => `2026${a}11${b}21`)
    .replace(/\b([IWEF])1120 /g, (_, level: string) => `${level}1121 `)
    .replace(/Fri Nov 20/g, 'Sat Nov 21')
    .replace(/Nov 20/g, 'Nov 21')
    .replace(/20\/Nov\/2026/g, '21/Nov/2026')
    .replace(/Fri, 20 Nov/g, 'Sat, 21 Nov')
    .replace(
      /\.(1[89a-f][0-9a-f]{14})\b/g,
      (_, nanos: string) => `.${(BigInt(`0x${nanos}`) + BigInt(DAY) * 1_000_000_000n).toString(16)}`,
    )
    .replace(
      /(?<![-\w])(17[0-9]{8})(\d{3}|\d{6}|\d{9})?\b/g,
      (_, seconds: string, rest?: string) => String(Number(seconds) + DAY) + (rest ?? ''),
    );
}

/** Other names for the things of the recordings; none of the new ones means anything to the program. */
const NAMES: readonly (readonly [RegExp, string])[] = [
  [/worker-(?=\d)/g, 'minion-'],
  [/lastplayed/g, 'stageleft'],
  [/api-gateway/g, 'front-door'],
  [/runtime-scanner/g, 'quay-walker'],
  [/external-dns(?=[^:]*$|\b)/g, 'name-keeper'],
  [/grafana-agent/g, 'shipper-bee'],
];

const renamed = (text: string): string => NAMES.reduce((t, [from, to]) => t.replace(from, to), text);

type Entity = Analysis['incidents'][number]['rootCauses'][number]['entity'];
const nameOf = (e: Entity): string => [e.kind, e.namespace ?? '', e.name].join('/');

const ORDER = ['low', 'medium', 'high'];

/** The best confidence with which each entity is called a root cause. */
function blamed(a: Analysis): Map<string, number> {
  const found = new Map<string, number>();
  for (const r of a.incidents.flatMap((i) => i.rootCauses))
    found.set(nameOf(r.entity), Math.max(found.get(nameOf(r.entity)) ?? 0, ORDER.indexOf(r.confidence)));
  return found;
}

/** Incidents as sets of what is said of whom, without times and ids. */
function story(a: Analysis): string[][] {
  return a.incidents.map((i) =>
    i.conditions.map((c) => `${c.condition} ${c.role} ${nameOf(c.entity)}`).sort(),
  );
}

const roots = (a: Analysis): string[][] =>
  a.incidents.map((i) =>
    i.rootCauses.map((r) => `${r.condition} ${nameOf(r.entity)} ${r.confidence}`).sort(),
  );

/** Sources that a capture may well lack. */
const SOURCES: Readonly<Record<string, RegExp>> = {
  'kubelet logs': /kubelet/,
  'the audit log': /audit/,
  notes: /notes/,
  'the log of the edge': /edge\//,
  events: /events/,
  'anything from the nodes': /\/nodes\//,
  'the logs of the control plane': /control-plane\//,
  'the first of two snapshots': /during\//,
};

describe.each(recordings)('%s', (recording) => {
  let files: CaptureFile[] = [];
  let full: Analysis;

  beforeAll(async () => {
    files = await filesOf(recording);
    full = await said(files);
  }, 60_000);

  it.each(Object.entries(SOURCES))(
    'without %s is told with no more confidence, and blames nobody new',
    async (_, source) => {
      const left = files.filter((f) => !source.test(f.name));
      const before = blamed(full);
      const now = blamed(await said(left));
      const worse = [...now].filter(([name, how]) => how > (before.get(name) ?? 0));
      expect(
        worse.map(
          ([name, how]) =>
            `${name}: ${ORDER[how] ?? ''}, was ${ORDER[before.get(name) ?? -1] ?? 'not blamed'}`,
        ),
      ).toEqual([]);
    },
    60_000,
  );

  it('a day later has the same explanation', async () => {
    const later = await said(files.map((f) => ({ name: f.name, text: aDayLater(f.text) })));
    expect(story(later)).toEqual(story(full));
    expect(roots(later)).toEqual(roots(full));
  }, 60_000);

  it('with other names has the same explanation, with the new names', async () => {
    const other = await said(files.map((f) => ({ name: renamed(f.name), text: renamed(f.text) })));
    expect(roots(other)).toEqual(roots(full).map((list) => list.map(renamed).sort()));
    expect(story(other)).toEqual(story(full).map((list) => list.map(renamed).sort()));
  }, 60_000);
});

describe('two captures in one', () => {
  it('are two incidents, and nobody is blamed who would not be alone', async () => {
    const one = await filesOf('registry-node-outage');
    const two = (await filesOf('admission-deadlock')).map((f) => ({
      name: renamed(f.name),
      text: renamed(f.text),
    }));
    const [first, second, both] = await Promise.all([said(one), said(two), said([...one, ...two])]);
    const alone = new Map([...blamed(first), ...blamed(second)]);
    for (const [name, how] of blamed(both)) expect(how, name).toBeLessThanOrEqual(alone.get(name) ?? -1);
    const [overlay = '', preemptor = ''] = [first, second].map((a) => roots(a)[0]?.at(-1));
    expect(roots(both).map((list) => [list.includes(overlay), list.includes(preemptor)])).toEqual(
      expect.arrayContaining([
        [true, false],
        [false, true],
      ]),
    );
    expect(roots(both).filter((list) => list.includes(overlay) && list.includes(preemptor))).toEqual([]);
  }, 60_000);
});
