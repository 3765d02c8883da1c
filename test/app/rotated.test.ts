import { describe, expect, it } from 'vitest';
import { filesOf, said, type CaptureFile } from '../support/captures.js';
import type { Analysis } from '../../src/model/index.js';

/**
 * Logs rarely begin before the fault and end after it. The recordings with their logs, event streams and audit log
 * cut in time: what is then missing may make an answer vaguer, never another one.
 */
const DAY = '2026-11-20T';
const KLOG = /^[IWEF]1120 (\d\d:\d\d:\d\d)/;
const ISO = /2026-11-20T(\d\d:\d\d:\d\d)/;

/** Snapshots and what was printed at the time of the capture: these have no lines of their own time. */
const STATE = /(?:^|\/)(?:during|after)\/|iptables-nat|ip-addr|kubectl-get|etcdctl|alerts\.json/;

function timeOf(line: string): string | undefined {
  const time = KLOG.exec(line)?.[1] ?? ISO.exec(line)?.[1];
  return time === undefined ? undefined : `${DAY}${time}`;
}

/** Lines with a time, and what follows them up to the next, by whether the time passes. */
function linesWhere(text: string, keeps: (time: string) => boolean): string {
  let kept = false;
  return text
    .split('\n')
    .filter((line) => {
      const time = timeOf(line);
      if (time !== undefined) kept = keeps(time);
      return kept;
    })
    .join('\n');
}

/** kubectl's watch prints objects one after the other, each closed at the start of a line. */
function eventsWhere(text: string, keeps: (time: string) => boolean): string {
  return text
    .split(/(?<=^\})\n(?=\{)/m)
    .filter((one) => {
      const { lastTimestamp, eventTime, metadata } = JSON.parse(one) as Record<string, unknown>;
      const created = (metadata as Record<string, unknown>)['creationTimestamp'];
      const time = [lastTimestamp, eventTime, created].find((x) => typeof x === 'string');
      return typeof time === 'string' && keeps(time.slice(0, 19));
    })
    .join('\n');
}

async function cut(
  recording: string,
  keeps: (time: string) => boolean,
  keepsState: (name: string) => boolean,
): Promise<Analysis> {
  const files = (await filesOf(recording)).flatMap((f): CaptureFile[] => {
    if (STATE.test(f.name)) return keepsState(f.name) ? [f] : [];
    const text = /events-watch/.test(f.name) ? eventsWhere(f.text, keeps) : linesWhere(f.text, keeps);
    return text.trim() === '' ? [] : [{ name: f.name, text }];
  });
  return said(files);
}

/** Logs from this time on, the state of the end. */
function rotatedAt(recording: string, time: string): Promise<Analysis> {
  return cut(
    recording,
    (t) => t >= `${DAY}${time}`,
    (name) => !name.includes('during/'),
  );
}

/** Logs up to this time, no state. */
function endedAt(recording: string, time: string): Promise<Analysis> {
  return cut(
    recording,
    (t) => t <= `${DAY}${time}`,
    () => false,
  );
}

function rootsOf(a: Analysis): string[] {
  return a.incidents.flatMap((i) =>
    i.rootCauses.map((r) => `${r.condition} ${r.entity.kind}/${r.entity.name}`),
  );
}

describe('logs that begin in the middle of the outage', () => {
  it('registry-node-outage: the edge log begins with failures, and does not tell since when', async () => {
    const a = await rotatedAt('registry-node-outage', '22:59:30');
    const [first] = a.incidents;
    expect(rootsOf({ ...a, incidents: a.incidents.slice(0, 1) })).toEqual([
      'cni-agent-crashloop NodeNetwork/worker-2',
      'node-dns-failing NodeService/worker-2/dns',
    ]);
    const surface = first?.surfaces.find((s) => s.host === 'lastplayed.io');
    // true: the first request failed at 22:57:41, found 185 s later, back after 302 to 305 s
    expect(surface?.from.lo?.localeCompare(`${DAY}22:57:41Z`)).toBe(-1);
    expect(surface?.from.hi?.localeCompare(`${DAY}22:57:42Z`)).toBe(1);
    expect(first?.figures.timeToDetect?.lo).toBeLessThan(185);
    expect(first?.figures.timeToDetect?.hi).toBeGreaterThan(185);
    expect(first?.figures.timeToMitigate?.lo).toBeLessThan(302);
    expect(first?.figures.timeToMitigate?.hi).toBeGreaterThan(305);
  });

  it('autoscaler-etcd-storm: three faults are still told apart, members of etcd by their files', async () => {
    const a = await rotatedAt('autoscaler-etcd-storm', '22:27:30');
    expect(rootsOf(a).sort()).toEqual([
      'etcd-heartbeat-late Component/etcd',
      'hpa-changed HorizontalPodAutoscaler/api-gateway',
      'runtime-hung NodeService/worker-1/containerd',
    ]);
    const members = a.incidents
      .flatMap((i) => i.conditions)
      .filter((x) => x.entity.kind === 'EtcdMember')
      .map((x) => x.entity.name);
    expect(members).not.toContain('etcd');
  });

  it('admission-deadlock: the preemption is told from what the state keeps of it', async () => {
    const a = await rotatedAt('admission-deadlock', '23:11:30');
    expect(rootsOf(a)).toEqual(['priority-preemptor DaemonSet/runtime-scanner']);
  });
});

describe('logs that end before the fault', () => {
  it.each([
    ['admission-deadlock', '23:08:50'],
    ['service-vip-unreachable', '22:35:25'],
    ['autoscaler-etcd-storm', '22:25:30'],
  ])('%s: a cluster that starts is no incident', async (recording, time) => {
    const a = await endedAt(recording, time);
    expect(a.incidents.map((i) => i.title)).toEqual([]);
  });

  it('registry-node-outage: only the images that never existed are told', async () => {
    const a = await endedAt('registry-node-outage', '22:57:35');
    expect(rootsOf(a).sort()).toEqual([
      'image-not-found Deployment/bookmarks',
      'image-not-found Deployment/recipes',
      'image-not-found Deployment/wiki',
    ]);
  });

  it('multi-site-cascade: only the jobs that failed all along are told, as not over', async () => {
    const a = await endedAt('multi-site-cascade', '23:37:25');
    expect(rootsOf(a).sort()).toEqual([
      'app-read-only CronJob/snapshot-cleanup',
      'app-read-only CronJob/trim',
    ]);
    expect(a.incidents.map((i) => i.status)).toEqual(['active', 'active']);
  });
});
