import { counted, fromTime, groupBy } from '../../../base/index.js';
import {
  keyOf,
  labelOf,
  ref,
  type ConditionType,
  type MessageRecord,
  type Ref,
} from '../../../model/index.js';
import {
  calleeOf,
  cite,
  seenBy,
  services,
  speakerOf,
  type Case,
  type ServiceView,
} from '../../../world/index.js';
import type { Detector, Finding } from '../../detector.js';
import { saidInLog, spellsOf, whole } from '../../spells.js';

const type: ConditionType = {
  id: 'external-name-unresolved',
  nature: 'fault',
  title: 'Service is an alias of a name that does not resolve',
  selfExplaining: true,
};

/** An answer of the name server that the name does not exist; a time-out says nothing of the name. */
const NO_NAME =
  /no such host|NXDOMAIN|ENOTFOUND|Name or service not known|UnknownHost|not resolve|could not be resolved|nodename nor servname/i;

const LEAST = 3;

/** A Service of type ExternalName whose name does not exist. */
export const externalNameUnresolved: Detector = {
  id: 'external-name-unresolved',
  layer: 'service',
  what: 'A Service of type ExternalName is only an alias in DNS. Its callers are told that the name does not exist: what it stands for was renamed or removed, is misspelt, or names a Service of the cluster that is not there.',
  lookAlikes:
    'A name server that does not answer lets every name fail. Without a caller that was refused, a name outside the cluster cannot be judged.',
  sources: ['core/v1 ServiceSpec.externalName', 'coredns plugin/kubernetes (CNAME)'],
  emits: [type],
  *detect(c) {
    const aliases = services(c).filter((s) => s.externalName !== undefined && !s.entity.deleted);
    if (aliases.length === 0) return;
    const unresolved = groupBy(
      c.messagesOf('app-dependency-unresolved', 'nginx-upstream-unresolved').flatMap((message) => {
        const callee = NO_NAME.test(message.text) ? calleeOf(c, message) : undefined;
        return callee ? [{ callee, message }] : [];
      }),
      (x) => keyOf(x.callee),
    );
    for (const s of aliases) {
      const inside = missingInside(c, s);
      const said = unresolved.get(keyOf(s.ref))?.map((x) => x.message) ?? [];
      yield* finding(c, s, said, inside);
    }
  },
};

/** The Service of the cluster that the alias names, where the capture lists its namespace and not it. */
function missingInside(c: Case, s: ServiceView): Ref | undefined {
  const [, name, namespace] = /^([a-z0-9-]+)\.([a-z0-9-]+)\.svc(?:\.|$)/.exec(s.externalName ?? '') ?? [];
  if (name === undefined || namespace === undefined) return undefined;
  const target = ref('Service', namespace, name);
  const listed = services(c).some((x) => x.ref.namespace === namespace);
  return listed && c.entity(target)?.object === undefined ? target : undefined;
}

function* finding(
  c: Case,
  s: ServiceView,
  said: readonly MessageRecord[],
  inside: Ref | undefined,
): Iterable<Finding> {
  const all = whole(spellsOf(said.map((m) => saidInLog(c, m))));
  const often = all !== undefined && all.count >= LEAST;
  if (!often && !inside) return;
  const reports = all === undefined ? '' : ` (${counted(all.count, 'report')} ${fromTime(all.onset)})`;
  yield {
    type: type.id,
    entity: s.ref,
    onset: all?.onset ?? seenBy(c, s.entity.created),
    ...(all?.end ? { end: all.end } : {}),
    severity: all === undefined ? 1 : 2,
    statement: `${labelOf(s.ref)} is an alias of ${s.externalName ?? ''}, ${inside ? 'and there is no such Service' : 'which its callers are told does not exist'}${reports}.`,
    evidence: [cite(s.snapshot, 'spec', 'externalName'), ...(all?.evidence.slice(0, 3) ?? [])],
    attrs: { externalName: s.externalName ?? '', count: all?.count ?? 0 },
    names: [
      ...new Map(said.flatMap((m) => speakerOf(c, m.origin) ?? []).map((r) => [keyOf(r), r])).values(),
    ].slice(0, 10),
  };
}
