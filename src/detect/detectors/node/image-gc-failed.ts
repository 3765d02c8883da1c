import { counted, fromTime } from '../../../base/index.js';
import { nodeOf } from '../../../world/index.js';
import { saidBy } from '../../said.js';

/** The kubelet cannot free disk by removing images. */
export const imageGcFailed = saidBy({
  id: 'image-gc-failed',
  layer: 'node',
  what: 'Image garbage collection failed several times in a row: the disk goes on filling.',
  lookAlikes: '"failed once" and InvalidDiskCapacity at a start are harmless.',
  sources: ['kubernetes pkg/kubelet/images/image_gc_manager.go'],
  type: { id: 'image-gc-failed', nature: 'symptom', title: 'Image garbage collection fails' },
  says: ['image-gc-failed'],
  hears: { reasons: ['ImageGCFailed', 'FreeDiskSpaceFailed'], pattern: /./ },
  about: (m, c) => nodeOf(c, m.origin),
  least: 2,
  severity: () => 1,
  statement: (s, e) =>
    `Image garbage collection fails on node ${e.name} (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
  when: (m) => !/failed once|invalid capacity 0/.test(m.text),
});
