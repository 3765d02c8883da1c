import { counted, groupBy, iso, listed, MINUTE } from '../../../base/index.js';
import { keyOf, labelOf, type ConditionType, type MessageRecord, type Ref } from '../../../model/index.js';
import { calleeOf, speakerOf, type Case } from '../../../world/index.js';
import type { Detector } from '../../detector.js';
import { saidInLog, spellsOf, whole } from '../../spells.js';

const type: ConditionType = {
  id: 'external-service-failing',
  nature: 'fault',
  title: 'Service outside of the cluster fails',
};

/** Fewer lines are a blip. */
const LEAST = 3;

/** A service that others run answers with server errors. */
export const externalServiceFailing: Detector = {
  id: 'external-service-failing',
  layer: 'workload',
  what:
    'What an application calls outside of the cluster was reached and answered with a server error: the fault is ' +
    'with whoever runs it, and the capture cannot show why.',
  lookAlikes:
    'Only time-outs or refused connections can be the way out of the cluster as well (a policy, a gateway, a proxy): of those alone this is not told.',
  sources: ['HTTP 5xx of hosts that are no Service of the cluster'],
  emits: [type],
  *detect(c) {
    const said = c
      .messagesOf('app-upstream-5xx', 'app-dependency-timeout')
      .flatMap((message) => toldOf(c, message));
    for (const group of groupBy(said, (x) => keyOf(x.host)).values()) {
      const [first] = group;
      const answered = group.some((x) => x.message.id === 'app-upstream-5xx');
      const all = whole(
        spellsOf(
          group.map((x) => saidInLog(c, x.message)),
          10 * MINUTE,
        ),
      );
      if (!first || !answered || !all || all.count < LEAST) continue;
      const tellers = [...new Map(group.map((x) => [keyOf(x.speaker), x.speaker])).values()];
      yield {
        type: type.id,
        entity: first.host,
        onset: all.onset,
        ...(all.end ? { end: all.end } : {}),
        severity: 2,
        statement: `${first.host.name}, which is outside of the cluster, answers ${listed(tellers.slice(0, 4).map((r) => labelOf(r)))} with server errors (${counted(all.count, 'line')} from ${iso(all.onset.lo)}).`,
        evidence: all.evidence,
        attrs: { count: all.count },
        names: tellers.slice(0, 8),
      };
    }
  },
};

interface Told {
  readonly host: Ref;
  readonly speaker: Ref;
  readonly message: MessageRecord;
}

/** A name with a dot that is neither a Service nor an address: somebody else's. */
function toldOf(c: Case, message: MessageRecord): Told[] {
  if (message.severity === 'info') return [];
  const host = calleeOf(c, message);
  const speaker = speakerOf(c, message.origin);
  if (host?.kind !== 'External' || speaker?.namespace === undefined) return [];
  return /^[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?::\d+)?$/i.test(host.name) ? [{ host, speaker, message }] : [];
}
