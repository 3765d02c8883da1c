import { describe, expect, it } from 'vitest';
import type { Analysis } from '../../src/model/index.js';
import { analysed, clock, event } from '../support/capture.js';
import { app, cluster, fullDisk, podAt, unplaced } from '../support/cluster.js';
import { object, over, type Fields } from '../support/objects.js';

/** An event of the kubelet of wk-c as it was stored: its own stamp against that of the API server. */
function pulled(n: number, byNode: string, stored: string): Fields {
  const about = event(`Pod/shop/job-${n}`, 'Pulled', `Container image "job:${n}" already present`, byNode);
  return over(about, {
    metadata: { uid: `e-${n}`, creationTimestamp: clock(stored) },
    source: { component: 'kubelet', host: 'wk-c' },
    type: 'Normal',
  });
}

/** A pod that the kubelet of wk-c began to run, by its own clock, some seconds after it was created. */
function begun(n: number, created: string, started: string): Fields {
  return object('Pod', `shop/job-${n}`, {
    metadata: { uid: `u-${n}`, creationTimestamp: clock(created) },
    spec: { nodeName: 'wk-c', containers: [{ name: 'job', image: `job:${n}` }] },
    status: { phase: 'Succeeded', startTime: clock(started) },
  });
}

const none = '0/3 nodes are available: 1 node(s) had untolerated taint {node.kubernetes.io/disk-pressure: }.';
const incident = [
  ...cluster({ nodes: { 'wk-b': fullDisk('11:10:12') } }),
  ...app('pay/thumbs', ['wk-b'], { 0: unplaced('11:10:41', none) }),
];
const story = [
  event(podAt('pay/thumbs'), 'FailedScheduling', none, '11:10:41', '11:56:00', 10),
  pulled(1, '11:20:30', '11:20:01'),
  pulled(2, '11:24:31', '11:24:02'),
];

function told(a: Analysis): readonly (readonly string[])[] {
  return a.incidents.flatMap((i) => i.contradictions.map(({ claims }) => claims));
}

describe('a clock that was set during the capture', () => {
  it('is told as the two claims that clash, with their evidence', async () => {
    const objects = [...incident, begun(3, '11:30:00', '11:30:01')];
    const a = await analysed({ objects, events: story });
    expect(told(a)).toEqual([
      [
        expect.stringMatching(
          /^clock of wk-c: Pulled of Pod \S+: 2026-03-04T11:2\d:3\dZ by the node, 2026-03-04T11:2\d:0\dZ by the API server$/,
        ),
        expect.stringMatching(/^clock of wk-c: start of Pod job-3: /),
      ],
    ]);
    const [contradiction] = a.incidents.flatMap((i) => i.contradictions);
    expect(contradiction?.evidence).toHaveLength(2);
    for (const id of contradiction?.evidence ?? []) expect(a.evidence[id]).toBeDefined();
    const files = (contradiction?.evidence ?? []).map(
      (id) => a.capture.sources.find((s) => s.id === a.evidence[id]?.source)?.path,
    );
    expect(files.map((path) => path?.split('/').at(-1))).toEqual(['events.json', 'pods.json']);
  });

  it('is not told of a clock that is wrong all the time', async () => {
    const objects = [...incident, begun(3, '11:30:00', '11:30:30')];
    expect(told(await analysed({ objects, events: story }))).toEqual([]);
  });

  it('is not told of a clock that drifts by less than a second', async () => {
    const objects = [...incident, begun(3, '11:30:00', '11:30:27')];
    expect(told(await analysed({ objects, events: story }))).toEqual([]);
  });
});
