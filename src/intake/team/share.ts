import { markOf } from '../../base/index.js';
import { placeOf } from '../layouts/index.js';
import { layoutPath } from '../paths.js';
import { readMember } from '../read-member.js';
import { Reading } from '../reading.js';
import { FORMATS } from '../registry.js';
import { Meter } from '../source/meter.js';
import { rootsOf } from '../source/roots.js';
import { members } from '../source/walk.js';
import { Claims } from './claims.js';
import type { Share, Shares, Task } from './task.js';

/** So many shares are sent at once. */
const AT_ONCE = 256;

/**
 * Reads what of a capture a helper may take: sources of which little has to be sent back (logs, which are folded),
 * and which need nothing that other sources tell.
 */
export async function readShare(task: Task, send: (shares: Shares) => void): Promise<void> {
  const claims = new Claims(task.claims);
  const meter = new Meter(task.budget);
  let shares: Share[] = [];
  let count = 0;
  for (const root of await rootsOf(task.paths, meter)) {
    for await (const member of members(root, meter)) {
      const id = count++;
      if (member.refused !== undefined || member.broken !== undefined) continue;
      if (claims.isTaken(id)) {
        await member.skip();
        continue;
      }
      const mine = (): boolean => claims.take(id);
      const reading = new Reading(id, member.path, placeOf(layoutPath(member)), FORMATS, { mine });
      const isLimited = await readMember(member, reading);
      if (reading.isDeclined) {
        await member.skip();
        continue;
      }
      // The place is told by the path, to whoever has that.
      const outcome = { ...reading.outcome, place: {} };
      shares.push({ member: id, mark: markOf(member.path), outcome, isLimited });
      if (shares.length < AT_ONCE) continue;
      send(shares);
      shares = [];
    }
  }
  if (shares.length > 0) send(shares);
  send([]);
}
