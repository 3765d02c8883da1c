import { DRAWN_LETTER, groupBy, MINUTE, type Instant, type Stamp } from '../../base/index.js';
import { keyOf, ref, type Evidence, type MetricRecord, type Ref } from '../../model/index.js';
import type { Case } from '../case.js';
import { workloadOfPod } from './speakers.js';

/** What exporters say of the platform: kube-state-metrics, cAdvisor, node-exporter, the kubelet, etcd. */

type Labels = Readonly<Record<string, string>>;

/** A stretch of samples for which something held. */
export interface HeldSpell {
  readonly onset: Stamp;
  /** Undefined where it still held at the last sample that the capture has. */
  readonly end: Stamp | undefined;
  /** From its first to its last sample. */
  readonly lasted: number;
  readonly last: number;
}

/** All series of a metric. */
export function metricsNamed(c: Case, ...names: readonly string[]): readonly MetricRecord[] {
  return names.flatMap((name) => c.fact(byName).get(name) ?? []);
}

function byName(c: Case): ReadonlyMap<string, readonly MetricRecord[]> {
  return groupBy(c.metrics, (m) => m.name);
}

function newestSample(c: Case): Instant {
  return c.metrics.reduce((at, m) => Math.max(at, m.points.at(-1)?.[0] ?? at), -Infinity);
}

/** Scrapes are half a minute to a minute apart; exports are often thinned to five minutes. */
const FRESH = 6 * MINUTE;

/** Stretches of a series in which its value met a test. */
export function heldSpells(
  c: Case,
  points: MetricRecord['points'],
  holds: (value: number) => boolean,
): readonly HeldSpell[] {
  const out: HeldSpell[] = [];
  const newest = c.fact(newestSample);
  let from = -1;
  points.forEach(([at, value], i) => {
    if (holds(value)) {
      if (from < 0) from = i;
      if (i < points.length - 1) return;
    } else if (from < 0) return;
    const until = holds(value) ? i : i - 1;
    const [first = at] = points[from] ?? [];
    const [last = at, said = value] = points[until] ?? [];
    const before = points[from - 1]?.[0];
    const after = points[until + 1]?.[0];
    const open = after === undefined && newest - last <= FRESH;
    out.push({
      onset:
        before === undefined ? { lo: first, hi: first, grade: 'C' } : { lo: before, hi: first, grade: 'B' },
      end: open ? undefined : { lo: last, hi: after ?? last, grade: 'B' },
      lasted: last - first,
      last: said,
    });
    from = -1;
  });
  return out;
}

/** By how much a counter grew from one sample to the next; it starts anew with its process. */
export function increases(points: MetricRecord['points']): MetricRecord['points'] {
  return points.slice(1).map(([at, value], i) => {
    const before = points[i]?.[1] ?? value;
    return [at, value >= before ? value - before : value] as const;
  });
}

/** One series divided by another, sample by sample; where the divisor is zero there is no value. */
export function quotient(
  over: MetricRecord['points'],
  under: MetricRecord['points'],
): MetricRecord['points'] {
  const known = new Map(under);
  return over.flatMap(([at, value]) => {
    const by = known.get(at);
    return by === undefined || by <= 0 ? [] : [[at, value / by] as const];
  });
}

/** The series of another metric with the same labels. */
export function partner(c: Case, m: MetricRecord, name: string): MetricRecord | undefined {
  const wanted = Object.entries(m.labels);
  return metricsNamed(c, name).find((x) => wanted.every(([k, v]) => x.labels[k] === v));
}

/** A line on a series, as evidence. */
export function citeSeries(m: MetricRecord, at: Instant, words: string): Evidence {
  return { ...m.evidence, at, excerpt: `${m.name} ${words}`.slice(0, 400) };
}

const KINDS: readonly (readonly [string, string])[] = [
  ['deployment', 'Deployment'],
  ['statefulset', 'StatefulSet'],
  ['daemonset', 'DaemonSet'],
];

/** The workload that labels name, by itself or by a pod of it. */
export function workloadLabelled(c: Case, labels: Labels): Ref | undefined {
  const namespace = labels['exported_namespace'] ?? labels['namespace'];
  for (const [label, kind] of KINDS) {
    const name = labels[label];
    if (name !== undefined && namespace !== undefined) return ref(kind, namespace, name);
  }
  const pod = labels['exported_pod'] ?? labels['pod'];
  if (pod === undefined || namespace === undefined) return undefined;
  const known = workloadOfPod(c, ref('Pod', namespace, pod));
  if (known.kind !== 'Pod') return known;
  return c.fact(labelledWorkloads).find((w) => w.namespace === namespace && isPodOf(w, pod)) ?? known;
}

/** Workloads that series or alerts name, where the capture may have no object of them. */
function labelledWorkloads(c: Case): readonly Ref[] {
  const all = [...c.metrics, ...c.alerts].flatMap(({ labels }) =>
    KINDS.flatMap(([label, kind]) => {
      const name = labels[label];
      const namespace = labels['exported_namespace'] ?? labels['namespace'];
      return name === undefined || namespace === undefined ? [] : [ref(kind, namespace, name)];
    }),
  );
  return [...new Map(all.map((r) => [keyOf(r), r])).values()];
}

const TAILS: Readonly<Record<string, RegExp>> = {
  Deployment: new RegExp(`^-${DRAWN_LETTER}{6,10}-${DRAWN_LETTER}{5}$|^-[a-f0-9]{8,10}-${DRAWN_LETTER}{5}$`),
  StatefulSet: /^-\d+$/,
  DaemonSet: new RegExp(`^-${DRAWN_LETTER}{5}$`),
};

function isPodOf(w: Ref, pod: string): boolean {
  return pod.startsWith(`${w.name}-`) && (TAILS[w.kind]?.test(pod.slice(w.name.length)) ?? false);
}

/** The node that labels name: by name, or by the host of the exporter that was scraped. */
export function nodeLabelled(c: Case, labels: Labels): Ref | undefined {
  const said = labels['node'] ?? labels['nodename'] ?? labels['kubernetes_node'];
  if (said !== undefined) return ref('Node', undefined, said);
  const host = labels['instance']?.replace(/:\d+$/, '');
  if (host === undefined) return undefined;
  const named = c.all('Node').find((n) => n.ref.name === host);
  if (named) return named.ref;
  const at = c.fact(nodeTexts).find(({ text }) => text.includes(`"${host}"`));
  return at?.node ?? ref('Node', undefined, host);
}

/** Every node, with all that its object says. */
function nodeTexts(c: Case): readonly { readonly node: Ref; readonly text: string }[] {
  return c.all('Node').map((n) => ({ node: n.ref, text: JSON.stringify(n.object ?? null) }));
}

/** True where the capture has the thing itself: then its own state speaks. */
export function isDescribed(c: Case, at: Ref): boolean {
  return (c.entity(at)?.snapshots.length ?? 0) > 0;
}
