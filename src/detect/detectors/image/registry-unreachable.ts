import { groupBy, listed } from '../../../base/index.js';
import { keyOf, labelOf, ref, type Ref } from '../../../model/index.js';
import {
  earliest,
  latest,
  pullFailures,
  registryOf,
  servesOthers,
  severityOf,
  type Case,
  type PullFailure,
  type PullFault,
} from '../../../world/index.js';
import type { Detector } from '../../detector.js';

interface Kind {
  readonly type: string;
  readonly words: string;
}

const KINDS: Readonly<Partial<Record<PullFault, Kind>>> = {
  unreachable: { type: 'registry-unreachable', words: 'cannot be reached' },
  'dns-timeout': { type: 'registry-unreachable', words: 'cannot be looked up: DNS does not answer' },
  'server-error': { type: 'registry-down', words: 'answers with a server error' },
  'rate-limited': { type: 'registry-rate-limited', words: 'limits the rate of pulls' },
  certificate: { type: 'registry-tls-failed', words: 'shows a certificate that is not trusted' },
  'plain-http': { type: 'registry-plain-http', words: 'speaks plain HTTP where HTTPS is asked' },
};

/** Pulls that fail tell of the registry from its clients' side only. */
const UNSEEN: ReadonlySet<string> = new Set(['registry-unreachable', 'registry-down']);

/** A registry that is there and cannot serve, or cannot be reached from the nodes. */
export const registryUnreachable: Detector = {
  id: 'registry-unreachable',
  layer: 'image',
  what: 'Pulls from a registry fail for a reason that has nothing to do with the image: no way to it, no answer of DNS, a server error, a pull limit, a certificate, HTTP for HTTPS. Whoever must pull from it is hit, and nobody who already runs.',
  lookAlikes:
    'Failures on a single node point at the node (its DNS, its network). A name that does not exist is a wrong reference. A registry inside the cluster is down when its Service has no endpoints.',
  sources: [
    'signatures.md 12 registry-unreachable, registry-down, registry-rate-limited',
    'containerd remotes/docker',
  ],
  emits: [
    { id: 'registry-unreachable', nature: 'fault', title: 'Registry cannot be reached' },
    { id: 'registry-down', nature: 'fault', title: 'Registry answers with errors' },
    { id: 'registry-rate-limited', nature: 'fault', title: 'Registry limits pulls', selfExplaining: true },
    {
      id: 'registry-tls-failed',
      nature: 'fault',
      title: 'Registry certificate not trusted',
      selfExplaining: true,
    },
    { id: 'registry-plain-http', nature: 'fault', title: 'Registry speaks plain HTTP', selfExplaining: true },
  ],
  *detect(c) {
    for (const list of groupBy(
      pullFailures(c).filter((p) => p.fault !== 'unreachable' || !servesOthers(c, p)),
      (p) => `${registryOf(p.image)} ${KINDS[p.fault]?.type ?? ''}`,
    ).values()) {
      const first = list[0];
      const kind = first && KINDS[first.fault];
      const onset = earliest(list.map((p) => p.since));
      if (!first || !kind || !onset) continue;
      const open = list.some((p) => p.end === undefined);
      const end = latest(list.map((p) => p.end));
      const users = [...new Map(list.map((p) => [keyOf(p.workload), p.workload])).values()];
      const at = nodesOf(c, list);
      yield {
        type: kind.type,
        entity: ref('Registry', undefined, registryOf(first.image)),
        onset,
        ...(open || !end ? {} : { end }),
        severity: users.reduce<1 | 2 | 3>((n, u) => worse(n, severityOf(c, u, open, onset)), 1),
        statement: `Registry ${first.host} ${kind.words}${at.length > 0 ? ` from ${listed(at.slice(0, 4).map((n) => n.name))}` : ''}; images of ${listed(users.slice(0, 4).map(labelOf))} cannot be pulled.`,
        evidence: list.flatMap((p) => p.evidence).slice(0, 6),
        attrs: { host: first.host, fault: first.fault, pods: list.length, nodes: at.length },
        names: [...at, ...users.slice(0, 10)],
        ...(UNSEEN.has(kind.type) ? { unseen: 'no log of the registry or of the way to it' } : {}),
      };
    }
  },
};

function worse(a: 1 | 2 | 3, b: 1 | 2 | 3): 1 | 2 | 3 {
  return a > b ? a : b;
}

function nodesOf(c: Case, list: readonly PullFailure[]): Ref[] {
  const keys = new Map<string, Ref>();
  for (const p of list) {
    for (const r of c.from(p.pod, 'runs-on')) {
      const node = c.entity(r.to);
      if (node) keys.set(node.key, node.ref);
    }
  }
  return [...keys.values()];
}
