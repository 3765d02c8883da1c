import { counted, fromTime } from '../../../base/index.js';
import { nodeOf } from '../../../world/index.js';
import { saidBy } from '../../said.js';

/** The kubelet cannot parse a manifest in its static pod folder. */
export const badStaticPodManifest = saidBy({
  id: 'bad-static-pod-manifest',
  layer: 'node',
  what: 'A control-plane component that runs as a static pod is not started, or not replaced, because its manifest is broken.',
  lookAlikes: 'A path that does not exist on a worker is ordinary.',
  sources: ['kubernetes pkg/kubelet/config/file_linux.go'],
  type: {
    id: 'bad-static-pod-manifest',
    nature: 'fault',
    title: 'Static pod manifest cannot be read',
    selfExplaining: true,
  },
  says: ['bad-static-pod-manifest'],
  about: (m, c) => nodeOf(c, m.origin),
  least: 3,
  statement: (s, e) =>
    `A static pod manifest on node ${e.name} cannot be read (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
  when: (m) => !m.text.includes('path does not exist, ignoring'),
});
