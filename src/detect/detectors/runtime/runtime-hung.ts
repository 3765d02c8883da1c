import { counted, groupBy, inWords, iso, MINUTE } from '../../../base/index.js';
import { ref, type ConditionType } from '../../../model/index.js';
import { nodeOf, type Case } from '../../../world/index.js';
import type { Detector } from '../../detector.js';
import { saidInEvent, saidInLog, spellsOf, type Saying } from '../../spells.js';

const hung: ConditionType = {
  id: 'runtime-hung',
  nature: 'fault',
  title: 'Container runtime does not answer',
  selfExplaining: true,
};
const slow: ConditionType = { id: 'runtime-slow', nature: 'fault', title: 'Container runtime answers late' };

/** CRI calls have a deadline of two minutes or more: several in a row mean that nothing gets through. */
const HUNG = 3;

const WORDS = /DeadlineExceeded|context deadline exceeded|failed to reserve (?:sandbox|container) name/;

/** The runtime's process lives but its answers do not come: kubelet calls run into their deadline. */
export const runtimeHung: Detector = {
  id: 'runtime-hung',
  layer: 'runtime',
  what:
    'Calls of the kubelet to the container runtime run into their deadline although its socket is there: the ' +
    'runtime hangs on storage, a lock or a stopped process. Pods neither start nor end and PLEG goes stale.',
  lookAlikes:
    'A socket that does not exist or refuses is a runtime that is down. "failed to reserve name" is the echo of ' +
    'an earlier call that timed out. Pull progress deadlines are the registry’s.',
  sources: ['kubernetes pkg/kubelet/cri/remote', 'containerd pkg/cri', 'kubelet pleg'],
  emits: [hung, slow],
  *detect(c) {
    const said = [...fromLogs(c), ...fromEvents(c)];
    for (const [node, list] of groupBy(said, (x) => x.node)) {
      for (const s of spellsOf(list, 3 * MINUTE)) {
        const stale = pleg(c, node, s.onset.lo, s.last.until.hi);
        if (s.count < HUNG && !stale) continue;
        const type = stale || s.count >= 2 * HUNG ? hung : slow;
        yield {
          type: type.id,
          entity: ref('NodeService', undefined, `${node}/${runtimeOf(c, node)}`),
          // The first call to fail began before its deadline ended it.
          onset: { lo: s.onset.lo - 4 * MINUTE, hi: s.onset.hi, grade: 'C' },
          ...(s.end ? { end: s.end } : {}),
          severity: 3,
          statement: `The container runtime on node ${node} did not answer the kubelet in time (${counted(s.count, 'call')} from ${iso(
            s.onset.lo,
          )} over ${inWords(s.last.until.hi - s.onset.lo)})${stale ? '; the kubelet’s view of its pods went stale' : ''}.`,
          evidence: s.evidence,
          attrs: { node, count: s.count },
          names: [ref('Node', undefined, node)],
        };
      }
    }
  },
};

function fromLogs(c: Case): (Saying & { node: string })[] {
  return c.messagesOf('runtime-slow').flatMap((m) => {
    const node = nodeOf(c, m.origin)?.name;
    return node === undefined || m.origin.pod ? [] : [{ ...saidInLog(c, m), node }];
  });
}

function fromEvents(c: Case): (Saying & { node: string })[] {
  return c
    .eventsOf('FailedCreatePodSandBox', 'FailedKillPod', 'FailedSync', 'Failed')
    .filter((e) => WORDS.test(e.message) && !/pull|image|webhook|etcdserver|mount/i.test(e.message))
    .flatMap((e) => {
      const node = e.host ?? c.targets(e.about, 'runs-on')[0]?.ref.name;
      return node === undefined ? [] : [{ ...saidInEvent(c, e), node }];
    });
}

/** PLEG of the node went stale in that time or soon after. */
function pleg(c: Case, node: string, from: number, to: number): boolean {
  return c
    .messagesOf('pleg-unhealthy')
    .some(
      (m) =>
        m.origin.node === node &&
        !m.text.includes('yet to be successful') &&
        m.until.hi >= from &&
        m.at.lo <= to + 4 * MINUTE,
    );
}

/** The runtime by the log that the capture has of it. */
function runtimeOf(c: Case, node: string): string {
  const programs = c.sources.flatMap((s) => (s.origin?.node === node ? [s.origin.program] : []));
  return programs.find((p) => /^(containerd|crio|cri-o|dockerd|docker)$/.test(p)) ?? 'containerd';
}
