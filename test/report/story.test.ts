import { describe, expect, it } from 'vitest';
import type { Analysis, ConditionEntry, Incident, LinkEntry } from '../../src/model/index.js';
import { folding } from '../../src/report/fold.js';
import { chainFrom, mainPath, sideLinks } from '../../src/report/paths.js';
import { storyOf } from '../../src/report/story.js';
import { bare, bareIncident } from './fixture.js';
import { at, NEVER, r } from './fixture/build.js';

function condition(
  id: string,
  entity: string,
  type: string,
  second: number,
  extra: Partial<ConditionEntry> = {},
): ConditionEntry {
  const onset = at(`10:00:${String(second).padStart(2, '0')}`);
  return {
    id,
    entity: r(entity),
    condition: type,
    onset,
    end: NEVER,
    role: 'symptom',
    tags: [],
    statement: id,
    evidence: [`e-${id}`],
    severity: 2,
    ...extra,
  };
}

function link(from: string, to: string, strength = 0.8, extra: Partial<LinkEntry> = {}): LinkEntry {
  return {
    id: `${from}>${to}`,
    from,
    to,
    rule: 'r',
    mechanism: 'm',
    lag: { lo: 1, hi: 2 },
    strength,
    verdict: 'accepted',
    guards: [],
    why: 'w',
    ...extra,
  };
}

function analysisOf(
  conditions: readonly ConditionEntry[],
  links: readonly LinkEntry[],
): readonly [Analysis, Incident] {
  const incident = { ...bareIncident, conditions, links };
  return [{ ...bare, incidents: [incident] }, incident];
}

describe('folding', () => {
  const workloads = [
    'Deployment/shop/web',
    'Deployment/shop/web-api',
    'StatefulSet/shop/db',
    'DaemonSet/net/agent',
    'CronJob/shop/sync',
    'Job/shop/load',
  ];
  const [analysis] = analysisOf(
    workloads.map((w, i) => condition(`w${i}`, w, 'x', i)),
    [],
  );
  const fold = folding(analysis);

  it.each([
    ['Pod/shop/web-5c88c4f677-jbppr', 'Deployment/shop/web'],
    ['Pod/shop/web-api-5c88c4f677-jbppr', 'Deployment/shop/web-api'],
    ['ReplicaSet/shop/web-5c88c4f677', 'Deployment/shop/web'],
    ['Pod/shop/db-0', 'StatefulSet/shop/db'],
    ['Pod/net/agent-zx97g', 'DaemonSet/net/agent'],
    ['Job/shop/sync-1795215480', 'CronJob/shop/sync'],
    ['Pod/shop/sync-1795215480-pf7b5', 'CronJob/shop/sync'],
    ['Pod/shop/load-pf7b5', 'Job/shop/load'],
  ])('tells %s under %s', (own, told) => {
    expect(fold(r(own))).toEqual(r(told));
  });

  it.each([
    'Pod/other/web-5c88c4f677-jbppr',
    'Pod/shop/website-1',
    'Service/shop/web',
    'Pod/shop/web-gateway-of-another-team',
    'Pod/shop/db-zero',
  ])('leaves %s as it is', (own) => {
    expect(fold(r(own))).toEqual(r(own));
  });
});

describe('storyOf', () => {
  const a = condition('a', 'Node/n1', 'node-down', 0, { role: 'root-cause', severity: 3 });
  const p1 = condition('p1', 'Pod/shop/web-5c88c4f677-aaaaa', 'probe-failing', 5);
  const p2 = condition('p2', 'Pod/shop/web-5c88c4f677-bbbbb', 'probe-failing', 3);
  const w = condition('w', 'Deployment/shop/web', 'deployment-unavailable', 6, { severity: 3 });
  const s = condition('s', 'Surface/shop.example', 'surface-outage', 7, { severity: 3 });

  it('tells the same condition of two pods once, from when the first met it', () => {
    const story = storyOf(
      ...analysisOf(
        [a, p1, p2, w],
        [link('a', 'p1'), link('a', 'p2', 0.95), link('p1', 'w'), link('p2', 'w')],
      ),
    );
    const node = story.node(story.nodeOf('p1'));
    expect(node?.members.map((m) => m.id)).toEqual(['p2', 'p1']);
    expect(node?.entity).toEqual(r('Deployment/shop/web'));
    expect(node?.onset).toEqual(p2.onset);
    expect(node?.evidence).toEqual(['e-p2', 'e-p1']);
    expect(story.links.map((l) => [l.from, l.to, l.strength])).toEqual([
      ['a', 'p2', 0.95],
      ['p2', 'w', 0.8],
    ]);
  });

  it('keeps a cause apart from symptoms of the same kind', () => {
    const root = { ...p1, role: 'root-cause' as const };
    expect(storyOf(...analysisOf([root, p2], [])).nodes).toHaveLength(2);
  });

  it('leaves out a link that stronger ones imply, and keeps one that they do not', () => {
    const weak = storyOf(
      ...analysisOf([a, w, s], [link('a', 'w', 0.8), link('w', 's', 0.9), link('a', 's', 0.5)]),
    );
    expect(weak.links.map((l) => l.id)).toEqual(['a>w', 'w>s']);
    const strong = storyOf(
      ...analysisOf([a, w, s], [link('a', 'w', 0.4), link('w', 's', 0.9), link('a', 's', 0.95)]),
    );
    expect(strong.links.map((l) => l.id)).toEqual(['a>w', 'w>s', 'a>s']);
  });

  it('tells what only kept an effect going apart from what started it, in the order of time', () => {
    const pull = condition('pull', 'Registry/registry.example', 'registry-unreachable', 30);
    const kept = { lag: { lo: -24, hi: -23 } };
    const story = storyOf(
      ...analysisOf(
        [a, pull, w, s],
        [link('a', 'w', 0.6), link('a', 'pull', 0.9), link('pull', 'w', 0.9, kept), link('w', 's', 0.9)],
      ),
    );
    expect(story.links.filter((l) => l.keeps).map((l) => l.id)).toEqual(['pull>w']);
    expect(story.links.map((l) => l.id)).toContain('a>w');
    expect(chainFrom(story, 'a').map((x) => x.node.id)).toEqual(['a', 'w', 's', 'pull']);
    expect(mainPath(story, 'a').map((l) => l.to)).toEqual(['pull', 'w', 's']);
    expect(mainPath(story, 'a', 'starts').map((l) => l.to)).toEqual(['w', 's']);
  });

  it('tells with the chain what started an effect that the chain only kept going', () => {
    const node = condition('node', 'Node/n2', 'node-not-ready', 5);
    const links = [link('a', 'p1'), link('p1', 'w', 0.9, { lag: { lo: -9, hi: -8 } }), link('node', 'w', 0.7), link('w', 's')]; // prettier-ignore
    const story = storyOf(...analysisOf([a, p1, node, w, s], links));
    expect(chainFrom(story, 'a').map((x) => x.node.id)).toEqual(['a', 'node', 'p1', 'w', 's']);
  });

  it('takes the earliest of late causes to have started an effect: something must have', () => {
    const late = (seconds: number) => ({ lag: { lo: -seconds, hi: -seconds } });
    const story = storyOf(
      ...analysisOf([a, p1, w], [link('p1', 'w', 0.9, late(4)), link('a', 'w', 0.9, late(20))]),
    );
    expect(story.links.map((l) => [l.from, l.keeps])).toEqual([
      ['p1', false],
      ['a', true],
    ]);
  });

  it('never loses the way to a node, loop or not', () => {
    const loop = storyOf(
      ...analysisOf([a, w, s], [link('a', 'w'), link('w', 's'), link('s', 'w'), link('a', 's')]),
    );
    const reached = new Set(loop.links.map((l) => l.to));
    expect(reached).toEqual(new Set(['w', 's']));
    expect(chainFrom(loop, 'a').map((x) => x.node.id)).toEqual(['a', 'w', 's']);
  });

  it('keeps what was refuted, but not beside the same link accepted', () => {
    const story = storyOf(
      ...analysisOf(
        [a, w, s],
        [
          link('a', 'w'),
          link('a', 'w', 0.2, { id: 'x', verdict: 'refuted' }),
          link('w', 's', 0.2, { verdict: 'refuted' }),
        ],
      ),
    );
    expect(story.rejected.map((l) => [l.from, l.to])).toEqual([['w', 's']]);
  });

  it('tells both branches that meet, and the side branch apart', () => {
    const b = condition('b', 'Service/shop/registry', 'service-no-endpoints', 2);
    const side = condition('side', 'CronJob/shop/sync', 'job-failed', 9);
    const story = storyOf(
      ...analysisOf(
        [a, b, w, s, side],
        [link('a', 'b'), link('a', 'w'), link('b', 'w', 0.6), link('w', 's'), link('s', 'side')],
      ),
    );
    expect(chainFrom(story, 'a').map((x) => [x.node.id, x.links.map((l) => l.from)])).toEqual([
      ['a', []],
      ['b', ['a']],
      ['w', ['a', 'b']],
      ['s', ['w']],
    ]);
    expect(mainPath(story, 'a').map((l) => l.to)).toEqual(['w', 's']);
    expect(sideLinks(story, new Set(['a', 'b', 'w', 's'])).map((l) => l.to)).toEqual(['side']);
  });
});
