import { digText, groupBy, listed } from '../../../base/index.js';
import { keyOf, labelOf, ref, type Evidence, type MessageRecord } from '../../../model/index.js';
import {
  configuredAddresses,
  earliest,
  seenBy,
  templateSince,
  variables,
  speakerOf,
  type Case,
  type ConfiguredAddress,
} from '../../../world/index.js';
import type { Detector, Finding } from '../../detector.js';

/** A variable names a port that its Service does not have, or a Service that does not exist. */
export const envAddressMismatch: Detector = {
  id: 'env-address-mismatch',
  layer: 'service',
  what: 'An environment variable (or the ConfigMap or Secret behind it) sends a workload to a port that the Service it names does not offer, or to a Service name that does not exist in the cluster. The dependency is healthy; only this workload cannot reach it.',
  lookAlikes:
    'A Service that was deleted fails all its callers. A headless Service passes every port through to the pods. Variables that nobody uses do no harm: without errors of the workload the mismatch is only noted.',
  sources: ['detectors.md 4.9 140', 'kubernetes Service.spec.ports'],
  emits: [
    {
      id: 'env-address-mismatch',
      nature: 'fault',
      title: 'Variable holds a wrong address',
      selfExplaining: true,
    },
  ],
  *detect(c) {
    const wrong = configuredAddresses(c).filter((a) => !offers(a) && !isMysql(a));
    for (const list of groupBy(wrong, (a) => keyOf(a.workload)).values()) {
      const first = list[0];
      if (first) yield wrongPort(c, list, first);
    }
    yield* wrongHost(c);
  },
};

/** MySQL has a detector of its own (db-port-mismatch). */
function isMysql(a: ConfiguredAddress): boolean {
  return (
    /mysql|maria/i.test(`${a.prefix} ${a.service.ref.name}`) || a.service.ports.some((p) => p.port === 3306)
  );
}

/** A headless Service and one without ports pass on what comes; others only their own ports. */
function offers(a: ConfiguredAddress): boolean {
  if (a.service.type === 'ExternalName' || a.service.ports.length === 0) return true;
  if (a.service.clusterIp === 'None')
    return a.service.ports.some((p) => p.target === a.port || p.port === a.port);
  return a.service.ports.some((p) => p.port === a.port);
}

function wrongPort(c: Case, list: readonly ConfiguredAddress[], a: ConfiguredAddress): Finding {
  const errors = errorsOf(c, a.workload, [a.host, a.service.ref.name, String(a.port)]);
  const variable = a.variables.at(-1);
  const ports = listed(a.service.ports.flatMap((p) => (p.port === undefined ? [] : String(p.port))));
  return {
    type: 'env-address-mismatch',
    entity: a.workload,
    onset: templateSince(c, a.workload) ?? seenBy(c, earliest(errors.map((e) => e.since))),
    severity: errors.length > 0 ? 3 : 2,
    statement: `Variable ${variable?.name ?? ''} of ${labelOf(a.workload)} points at port ${a.port} of ${labelOf(a.service.ref)}, which offers ${ports}.`,
    evidence: [
      ...list.flatMap((x) => x.variables.map((v) => v.evidence)).slice(0, 4),
      { ...a.service.snapshot.evidence, excerpt: `${labelOf(a.service.ref)} ports: ${ports}` },
      ...errors.map((e) => e.evidence).slice(0, 3),
    ],
    attrs: { variable: variable?.name ?? '', host: a.host, port: a.port },
    names: [
      a.service.ref,
      ...(variable && keyOf(variable.holder) !== keyOf(a.workload) ? [variable.holder] : []),
    ],
  };
}

function speakerKey(c: Case, m: MessageRecord): string | undefined {
  const speaker = speakerOf(c, m.origin);
  return speaker && keyOf(speaker);
}

/** Log lines of a workload that name what its variable names. */
function errorsOf(
  c: Case,
  workload: { kind: string; namespace?: string; name: string },
  words: readonly string[],
) {
  return c.messages.flatMap((m) => {
    if (m.severity === 'info' || speakerKey(c, m) !== keyOf(workload)) return [];
    const host = m.fields['host'] ?? m.fields['service'] ?? m.fields['name'] ?? '';
    const named = words.includes(host) || words.includes(m.fields['port'] ?? '');
    const evidence: Evidence = c.citeMessage(m);
    return named ? [{ since: m.at, evidence }] : [];
  });
}

const UNRESOLVED = ['app-dependency-unresolved', 'dns-name-not-found'];

/** Names that the workload itself could not resolve and that one of its variables holds. */
function* wrongHost(c: Case): Iterable<Finding> {
  for (const m of c.messagesOf(...UNRESOLVED)) {
    const host = (m.fields['host'] ?? m.fields['name'])?.toLowerCase().replace(/\.$/, '');
    const workload = speakerOf(c, m.origin);
    if (host === undefined || !workload) continue;
    const short = host.split('.')[0] ?? '';
    const local = !host.includes('.') || /\.svc(\.|$)/.test(host);
    const exists = c.all('Service').some((s) => s.ref.name === short && s.snapshots.length > 0);
    const listedAny = c.all('Service').some((s) => s.snapshots.length > 0);
    if (!local || exists || !listedAny || wasDeleted(c, host, workload.namespace)) continue;
    const variable = variables(c).find(
      (v) => keyOf(v.workload) === keyOf(workload) && mentions(v.value, short),
    );
    if (!variable) continue;
    yield {
      type: 'env-address-mismatch',
      entity: workload,
      onset: templateSince(c, workload) ?? m.at,
      severity: 3,
      statement: `Variable ${variable.name} of ${labelOf(workload)} names host ${host}, and there is no Service of that name.`,
      evidence: [variable.evidence, c.citeMessage(m)],
      attrs: { variable: variable.name, host },
      names: keyOf(variable.holder) === keyOf(workload) ? [] : [variable.holder],
    };
  }
}

/** True when the name was right until its Service, or its namespace, was deleted. */
function wasDeleted(c: Case, host: string, own: string | undefined): boolean {
  const [name = '', namespace = own] = host.split('.');
  const home = c.entity(ref('Namespace', undefined, namespace ?? ''));
  if (home && (home.deleted !== undefined || digText(home.object, 'status', 'phase') === 'Terminating'))
    return true;
  return c.changes.some(
    (x) =>
      x.verb === 'delete' &&
      ((x.entity.kind === 'Namespace' && x.entity.name === namespace) ||
        (x.entity.kind === 'Service' && x.entity.name === name && x.entity.namespace === namespace)),
  );
}

function mentions(value: string, host: string): boolean {
  return value
    .toLowerCase()
    .split(/[^a-z0-9-]+/)
    .includes(host);
}
