import { counted, fromTime } from '../../../base/index.js';
import { nodeOf } from '../../../world/index.js';
import { saidBy } from '../../said.js';
import { ref, type MessageRecord } from '../../../model/index.js';

/** The kubelet cannot reach the socket of the container runtime. */
export const runtimeDown = saidBy({
  id: 'runtime-down',
  layer: 'runtime',
  what: 'The socket of containerd, CRI-O or Docker does not exist or refuses: nothing can be started or stopped on the node, its status goes stale.',
  lookAlikes: 'During a restart of the runtime the socket is away for a second or two.',
  sources: ['kubernetes pkg/kubelet (runtime sanity check)', 'gRPC dial errors'],
  type: { id: 'runtime-down', nature: 'fault', title: 'Container runtime down', selfExplaining: true },
  says: ['runtime-down'],
  when: (m) => /\.sock/.test(m.text) && !/DeadlineExceeded|deadline exceeded/.test(m.text),
  about: (m, c) => ref('NodeService', undefined, `${nodeOf(c, m.origin)?.name ?? 'node'}/${runtimeName(m)}`),
  least: 3,
  severity: () => 3,
  statement: (s, e) =>
    `The container runtime ${e.name} does not answer on its socket (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
  names: (s, c) => s.sayings.slice(0, 1).flatMap((x) => nodeOf(c, x.message.origin) ?? []),
});

function runtimeName(m: MessageRecord): string {
  return /crio\.sock/.test(m.text) ? 'crio' : /docker(?:shim)?\.sock/.test(m.text) ? 'docker' : 'containerd';
}
