import { groupBy, type Stamp } from '../../base/index.js';
import { keyOf, ref, type Evidence, type Ref } from '../../model/index.js';
import type { Case } from '../case.js';
import { cite } from '../entity.js';
import { firstTry } from './first-try.js';
import { earliest, latest } from './onset.js';
import { pods, workloadOf } from './pods.js';
import { podNamed } from './workloads.js';

/** A Secret, ConfigMap or key of one that a pod needs to start and that is not there. */
export interface MissingConfig {
  readonly workload: Ref;
  readonly pods: readonly Ref[];
  readonly what: 'secret' | 'config-map' | 'key';
  readonly object: Ref;
  readonly key: string | undefined;
  /** How it is used: as a variable, or mounted. */
  readonly how: 'environment' | 'volume';
  readonly since: Stamp;
  readonly last: Stamp;
  readonly count: number;
  /** When no pod waited for it any more. */
  readonly end: Stamp | undefined;
  readonly evidence: readonly Evidence[];
}

interface Sighting {
  readonly pod: Ref;
  readonly text: string;
  readonly first: Stamp;
  readonly last: Stamp;
  readonly count: number;
  readonly evidence: Evidence;
}

/** Reads what is missing out of the kubelet's words (kubelet_pods.go, volume/secret, volume/configmap). */
export function missingIn(
  text: string,
  namespace: string | undefined,
): { what: MissingConfig['what']; object: Ref; key: string | undefined } | undefined {
  const named = /\b(secret|configmap) "([^"]+)" not found/i.exec(text);
  if (named) {
    const secret = named[1]?.toLowerCase() === 'secret';
    return {
      what: secret ? 'secret' : 'config-map',
      object: ref(secret ? 'Secret' : 'ConfigMap', namespace, named[2] ?? ''),
      key: undefined,
    };
  }
  const key = /couldn't find key (\S+) in (Secret|ConfigMap) (?:([\w.-]+)\/)?([\w.-]+)/.exec(text);
  if (key) {
    return { what: 'key', object: ref(key[2] ?? '', key[3] ?? namespace, key[4] ?? ''), key: key[1] };
  }
  const item = /references non-existent (secret|config) key: (\S+)/.exec(text);
  if (item)
    return {
      what: 'key',
      object: ref(item[1] === 'secret' ? 'Secret' : 'ConfigMap', namespace, ''),
      key: item[2],
    };
  return undefined;
}

/** All missing configuration, by workload and object, oldest first. */
export function missingConfig(c: Case): readonly MissingConfig[] {
  return c.fact(allMissing);
}

function allMissing(c: Case): readonly MissingConfig[] {
  const groups = groupBy(
    sightings(c).flatMap((s) => {
      const missing = missingIn(s.text, s.pod.namespace);
      return missing ? [{ s, missing, workload: workloadOf(c, s.pod) }] : [];
    }),
    (x) => `${keyOf(x.workload)} ${x.missing.what} ${keyOf(x.missing.object)} ${x.missing.key ?? ''}`,
  );
  return [...groups.values()]
    .flatMap((list): MissingConfig[] => {
      const first = list[0];
      const since = earliest(list.map((x) => x.s.first));
      const last = latest(list.map((x) => x.s.last));
      if (!first || !since || !last) return [];
      const affected = [...new Map(list.map((x) => [keyOf(x.s.pod), x.s.pod])).values()];
      return [
        {
          workload: first.workload,
          pods: affected,
          ...first.missing,
          how: /MountVolume|volume/i.test(first.s.text) ? 'volume' : 'environment',
          since,
          last,
          count: list.reduce((n, x) => n + x.s.count, 0),
          end: affected.some((p) => waits(c, p)) ? undefined : endOf(c, affected, last),
          evidence: list.slice(0, 4).map((x) => x.s.evidence),
        },
      ];
    })
    .sort((a, b) => a.since.lo - b.since.lo);
}

function sightings(c: Case): Sighting[] {
  const events = c.eventsOf('Failed', 'FailedMount', 'FailedSync').flatMap((e) =>
    e.about.kind === 'Pod' && !e.message.includes('not registered')
      ? [
          {
            pod: e.about,
            text: e.message,
            first: firstTry(c, e),
            last: e.last,
            count: e.count,
            evidence: c.citeEvent(e),
          },
        ]
      : [],
  );
  const states = pods(c).flatMap((p) =>
    p.containers.flatMap((x) => {
      if (x.waiting?.reason !== 'CreateContainerConfigError' || x.waiting.message === undefined) return [];
      const since = p.entity.created ?? { ...p.snapshot.at, grade: 'X' as const };
      const first: Stamp = { lo: since.lo, hi: p.snapshot.at.hi, grade: 'B' };
      return [
        {
          pod: p.ref,
          text: x.waiting.message,
          first,
          last: p.snapshot.at,
          count: 1,
          evidence: cite(p.snapshot, ...x.statusPath, 'state'),
        },
      ];
    }),
  );
  const logged = c.messagesOf('config-missing', 'mount-setup-failed').flatMap((m) => {
    const at = m.fields['pod']?.split('/');
    if (at?.length !== 2) return [];
    return [
      {
        pod: ref('Pod', at[0], at[1] ?? ''),
        text: m.text.replace(/\\+"/g, '"'),
        first: m.at,
        last: m.until,
        count: m.count,
        evidence: c.citeMessage(m),
      },
    ];
  });
  return [...events, ...states, ...logged];
}

function waits(c: Case, pod: Ref): boolean {
  const view = podNamed(c, pod);
  if (!view || view.entity.deleted) return false;
  return (
    view.containers.some((x) => x.waiting !== undefined) ||
    (view.phase === 'Pending' && view.containers.length === 0)
  );
}

function endOf(c: Case, affected: readonly Ref[], last: Stamp): Stamp {
  const started = affected.flatMap(
    (p) => podNamed(c, p)?.containers.flatMap((x) => x.runningSince ?? []) ?? [],
  );
  const after = latest(started);
  if (after && after.hi >= last.lo) return after;
  return { lo: last.lo, hi: Math.max(last.hi, c.asOf.hi), grade: 'B' };
}
