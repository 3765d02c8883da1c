import type { Place } from '../format.js';
import type { Layout } from '../layout.js';
import { Repeats, detached } from '../interner.js';
import { calico, cilium, insights } from './cluster-collectors.js';
import { eks, microk8s, rancher, sosreport } from './host-collectors.js';
import { looseFiles } from './loose-files.js';
import { mustGather } from './must-gather.js';
import { podLogs } from './pod-logs.js';
import { supportBundle } from './support-bundle.js';
import { transcripts } from './transcripts.js';

/** Every bundle shape, the most particular first: the first that knows a path places it. */
export const LAYOUTS: readonly Layout[] = [
  podLogs,
  supportBundle,
  mustGather,
  calico,
  cilium,
  insights,
  sosreport,
  transcripts,
  rancher,
  eks,
  microk8s,
  looseFiles,
];

/** Host names that archives of one host carry; the number of a support case may stand behind it. */
const HOST =
  /(?:^|\/)(?:sosreport-(?<sos>.+?)(?:-\d{5,})?-\d{4}-\d\d-\d\d-[a-z]{7}|eks_(?<eks>i-[0-9a-f]+)_[^/]*|(?<rancher>[a-z0-9][-a-z0-9.]*)-\d{4}-\d\d-\d\d_\d\d_\d\d_\d\d)\//;

/** Nodes, namespaces and containers have many files. */
const names = new Repeats(detached);

/** What a path tells; nothing when no layout knows it. */
export function placeOf(path: string): Place {
  const { node, namespace, pod, podUid, container, program, ...rest } = placeIn(path);
  return {
    ...rest,
    ...(node === undefined ? {} : { node: names.of(node) }),
    ...(namespace === undefined ? {} : { namespace: names.of(namespace) }),
    ...(pod === undefined ? {} : { pod: detached(pod) }),
    ...(podUid === undefined ? {} : { podUid: detached(podUid) }),
    ...(container === undefined ? {} : { container: names.of(container) }),
    ...(program === undefined ? {} : { program: names.of(program) }),
  };
}

function placeIn(path: string): Place {
  const host = HOST.exec(path)?.groups ?? {};
  const node = host['sos'] ?? host['eks'] ?? host['rancher'];
  const base: Place = node === undefined ? {} : { node };
  for (const layout of LAYOUTS) {
    const place = layout.place(path);
    if (place !== undefined) return { ...place, ...base };
  }
  return base;
}
