import type { Instant } from '../base/index.js';
import { digList, digText, parseTime } from '../base/index.js';

/** The newest time that an object's own fields speak of: it was seen then or later. */
export function newestTime(object: unknown): Instant | undefined {
  let newest: Instant | undefined;
  const take = (value: unknown): void => {
    const at = typeof value === 'string' ? parseTime(value)?.lo : undefined;
    if (at !== undefined && (newest === undefined || at > newest)) newest = at;
  };
  take(digText(object, 'metadata', 'creationTimestamp'));
  for (const entry of digList(object, 'metadata', 'managedFields')) take(digText(entry, 'time'));
  for (const condition of digList(object, 'status', 'conditions')) {
    take(digText(condition, 'lastHeartbeatTime'));
    take(digText(condition, 'lastTransitionTime'));
    take(digText(condition, 'lastUpdateTime'));
    take(digText(condition, 'lastProbeTime'));
  }
  take(digText(object, 'spec', 'renewTime'));
  take(digText(object, 'status', 'startTime'));
  take(digText(object, 'status', 'completionTime'));
  for (const list of ['containerStatuses', 'initContainerStatuses']) {
    for (const status of digList(object, 'status', list)) {
      for (const state of ['state', 'lastState']) {
        take(digText(status, state, 'running', 'startedAt'));
        take(digText(status, state, 'terminated', 'finishedAt'));
      }
    }
  }
  return newest;
}
