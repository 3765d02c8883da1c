import { counted, fromTime, groupBy, oneLine } from '../../../base/index.js';
import { keyOf, labelOf, type ConditionType } from '../../../model/index.js';
import { nodeOfPod } from '../../../world/index.js';
import type { Detector } from '../../detector.js';
import { isSaidOften, saidInEvent, spellsOf, whole } from '../../spells.js';

const create: ConditionType = {
  id: 'sandbox-create-failed',
  nature: 'symptom',
  title: 'Sandbox of a pod fails',
};
const changed: ConditionType = {
  id: 'sandbox-changed',
  nature: 'symptom',
  title: 'Sandbox of a pod was lost',
};

/** The words of the network plugin's errors, which have a detector of their own. */
const NETWORK =
  /failed to set ?up (?:pod )?network|failed \(add\)|cni plugin|CNI request failed|assign an IP|setup network/i;

/** The runtime could not make a pod's sandbox, or found that it was gone. */
export const sandboxCreateFailed: Detector = {
  id: 'sandbox-create-failed',
  layer: 'runtime',
  what:
    'A pod’s sandbox (its shared namespaces) could not be created for a reason other than the network: the runtime is ' +
    'away, the pause image is missing, a name is reserved; or it vanished and is made anew.',
  lookAlikes: 'Sandboxes change after a reboot of the node. Errors of the network plugin are told as such.',
  sources: ['kubelet FailedCreatePodSandBox and SandboxChanged events'],
  emits: [create, changed],
  *detect(c) {
    const failed = c.eventsOf('FailedCreatePodSandBox').filter((e) => !NETWORK.test(e.message));
    const lost = c.eventsOf('SandboxChanged');
    for (const [type, events, least] of [
      [create, failed, 2],
      [changed, lost, 1],
    ] as const) {
      for (const list of groupBy(events, (e) => keyOf(e.about)).values()) {
        const first = list[0];
        const all = whole(spellsOf(list.map((e) => saidInEvent(c, e))));
        if (!first || !all || !isSaidOften(all, least)) continue;
        const node = nodeOfPod(c, first.about);
        yield {
          type: type.id,
          entity: first.about,
          onset: all.onset,
          ...(all.end ? { end: all.end } : {}),
          severity: type === create ? 2 : 1,
          statement: `The sandbox of ${labelOf(first.about)} ${type === create ? 'could not be made' : 'was lost and made anew'} (${counted(
            all.count,
            'time',
          )} ${fromTime(all.onset)}): ${oneLine(first.message, 140).replace(/[. ]+$/, '')}.`,
          evidence: all.evidence,
          attrs: { count: all.count },
          ...(node ? { names: [node] } : {}),
        };
      }
    }
  },
};
