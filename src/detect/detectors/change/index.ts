import type { Detector } from '../../detector.js';
import { declaredChange } from './declared-change.js';
import { imageTagMoved } from './image-tag-moved.js';
import { manualHostChange } from './manual-host-change.js';
import { nodeCordoned } from './node-cordoned.js';
import { nodeDeleted } from './node-deleted.js';
import { nodeUpgraded } from './node-upgraded.js';
import { objectCollected } from './object-collected.js';
import { settingReadLate } from './setting-read-late.js';

export const changeDetectors: readonly Detector[] = [
  declaredChange,
  imageTagMoved,
  manualHostChange,
  nodeCordoned,
  nodeDeleted,
  nodeUpgraded,
  objectCollected,
  settingReadLate,
];
