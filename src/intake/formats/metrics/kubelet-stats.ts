import { dig, digList, digNumber, digText, parseTime } from '../../../base/index.js';
import type { Locator } from '../../../model/index.js';
import type { Format, ReadContext } from '../../format.js';
import { jsonHead } from '../../json-head.js';
import { parseSpanned } from '../json-spans.js';
import { wholeBytes } from '../whole-text.js';

/** The kubelet's own account of its node (/stats/summary), under the names of its /metrics/resource. */
const OF_NODE = [
  ['node_cpu_usage_nanocores', 'cpu', 'usageNanoCores'],
  ['node_memory_working_set_bytes', 'memory', 'workingSetBytes'],
  ['node_memory_available_bytes', 'memory', 'availableBytes'],
  ['node_filesystem_used_bytes', 'fs', 'usedBytes'],
  ['node_filesystem_capacity_bytes', 'fs', 'capacityBytes'],
  ['node_filesystem_inodes_free', 'fs', 'inodesFree'],
  ['node_image_filesystem_used_bytes', 'runtime', 'imageFs', 'usedBytes'],
  ['node_processes', 'rlimit', 'curproc'],
] as const;
const OF_POD = [
  ['pod_cpu_usage_nanocores', 'cpu', 'usageNanoCores'],
  ['pod_memory_working_set_bytes', 'memory', 'workingSetBytes'],
  ['pod_ephemeral_storage_used_bytes', 'ephemeral-storage', 'usedBytes'],
] as const;

export const kubeletStats: Format = {
  id: 'kubelet-stats',
  title: "kubelet's /stats/summary",
  grammar: 'k8s.io/kubelet/pkg/apis/stats/v1alpha1/types.go',
  samples: [
    '{"node":{"nodeName":"worker-1","systemContainers":[],"memory":{"time":"2026-07-01T19:22:41Z","availableBytes":16035168256,"workingSetBytes":737718272},"fs":{"time":"2026-07-01T19:22:41Z","capacityBytes":77851254784,"usedBytes":61173555200}},"pods":[{"podRef":{"name":"web-0","namespace":"shop","uid":"7d05"},"memory":{"time":"2026-07-01T19:22:40Z","workingSetBytes":10485760}}]}\n',
  ],
  sniff(head) {
    const keys = jsonHead(head)?.keys;
    return keys?.has('node.nodeName') === true && keys.has('node.memory.workingSetBytes') ? 0.98 : 0;
  },
  open: (context) => wholeBytes(context, (bytes) => readStats(bytes, context)),
};

function readStats(bytes: Buffer, context: ReadContext): void {
  const { value, brokenAt, spanOf } = parseSpanned(bytes);
  if (brokenAt !== undefined) context.problem({ message: 'JSON breaks off', offset: brokenAt });
  const spot = (part: unknown): Locator => ({
    source: context.source,
    ...(spanOf(part) ?? { offset: 0, length: bytes.length }),
  });
  const node = dig(value, 'node');
  emit(node, OF_NODE, { node: digText(node, 'nodeName') ?? '' }, spot(node), context);
  for (const pod of digList(value, 'pods')) {
    const labels = {
      namespace: digText(pod, 'podRef', 'namespace') ?? '',
      pod: digText(pod, 'podRef', 'name') ?? '',
    };
    emit(pod, OF_POD, labels, spot(pod), context);
  }
}

function emit(
  part: unknown,
  series: readonly (readonly [name: string, ...path: string[]])[],
  labels: Readonly<Record<string, string>>,
  evidence: Locator,
  context: ReadContext,
): void {
  for (const [name, ...path] of series) {
    const value = digNumber(part, ...path);
    const at = parseTime(digText(part, path[0] ?? '', 'time') ?? '')?.lo;
    if (value === undefined || at === undefined) continue;
    context.emit({ kind: 'metric', name, labels, points: [[at, value]], evidence });
  }
}
