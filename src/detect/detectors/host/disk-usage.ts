import { digList, digNumber, digText } from '../../../base/index.js';
import { ref, type ConditionType } from '../../../model/index.js';
import type { Detector } from '../../detector.js';

const full: ConditionType = { id: 'disk-full', nature: 'fault', title: 'Disk full', selfExplaining: true };

/** df counts blocks reserved for root as free; from here on ordinary processes get "no space". */
const FULL = 98;
const SYSTEM = /^\/(?:proc|sys|dev|run\/(?:user|lock)|snap|boot\/efi)\b|^\/snap\//;

/** A file system that df shows full. */
export const diskUsage: Detector = {
  id: 'disk-usage',
  layer: 'host',
  what: 'The table of df shows a file system of a node with (nearly) no space left: writes to it fail.',
  lookAlikes: 'Read-only images (snap, squashfs) are always at 100 %. Too few inodes need df -i.',
  sources: ['coreutils df'],
  emits: [full],
  *detect(c) {
    for (const report of c.reportsOf('disk-usage')) {
      if (report.node === undefined) continue;
      for (const fs of digList(report.data, 'filesystems')) {
        const used = digNumber(fs, 'usedPercent');
        const mount = digText(fs, 'mount') ?? '';
        const device = digText(fs, 'device') ?? '';
        if (
          used === undefined ||
          used < FULL ||
          SYSTEM.test(mount) ||
          /^\/dev\/loop|squashfs|iso9660/.test(device)
        )
          continue;
        yield {
          type: full.id,
          entity: ref('Node', undefined, report.node),
          onset: { lo: report.at.lo, hi: report.at.hi, grade: 'C' },
          severity: 3,
          statement: `File system ${mount} of node ${report.node} is ${used} % full.`,
          evidence: [{ ...report.evidence, at: report.at.lo, excerpt: `${device} ${used}% ${mount}` }],
          attrs: { mount, used },
        };
      }
    }
  },
};
