import { counted, digText, fromTime, MINUTE, oneLine } from '../../../base/index.js';
import { labelOf, ref, type ConditionType, type MessageRecord, type Ref } from '../../../model/index.js';
import { cite, newest, seenBy, speakerOf, type Case } from '../../../world/index.js';
import type { Detector, Finding } from '../../detector.js';
import { saidBy } from '../../said.js';

const type: ConditionType = {
  id: 'conversion-webhook-failed',
  nature: 'fault',
  title: 'Objects of a custom kind cannot be converted',
  selfExplaining: true,
};

const FAILED = /conversion webhook for ([\w.-]+)\/\w+, Kind=(\w+) failed: ([^]*)/;
const SERVICE = /https:\/\/([\w-]+)\.([\w-]+)\.svc\b/;

const what =
  'A CustomResourceDefinition has its objects converted between versions by a webhook, and the API server cannot call it: every read or write of the kind in another version than the stored one fails, and with it lists, watches, garbage collection and the deletion of its namespaces.';
const lookAlikes =
  'An admission webhook stops writes only, and is set up elsewhere. While an operator is being upgraded its webhook is away for a minute.';
const sources = ['kubernetes apiextensions-apiserver pkg/apiserver/conversion/webhook_converter.go'];

/** What events and logs report of it. */
const reported = saidBy({
  id: 'conversion-webhook',
  layer: 'admission',
  what,
  lookAlikes,
  sources,
  type,
  says: [type.id],
  hears: {
    reasons: [
      'FailedCreate',
      'FailedUpdate',
      'ReconcileError',
      'ReconciliationFailed',
      'UpgradeFailed',
      'InstallFailed',
    ],
    pattern: FAILED,
  },
  about: (m, c) => definitionOf(m, c),
  least: 3,
  gap: 16 * MINUTE,
  statement: (s, e) =>
    `The API server cannot convert objects of ${labelOf(e)} (${counted(s.count, 'report')} ${fromTime(s.onset)}): ${oneLine(FAILED.exec(s.first.message.text)?.[3] ?? '', 200).replace(/\.$/, '')}.`,
  names: (s, c) => {
    const service = s.sayings.flatMap((x) => SERVICE.exec(x.message.text) ?? []);
    const callers = s.sayings.flatMap((x) => speakerOf(c, x.message.origin) ?? []);
    const [, name, namespace] = service;
    return [...(name === undefined ? [] : [ref('Service', namespace, name)]), ...callers.slice(0, 5)];
  },
});

/** The API server cannot convert the objects of a custom resource from one version to another. */
export const conversionWebhook: Detector = {
  ...reported,
  *detect(c) {
    const told = new Set<string>();
    for (const f of reported.detect(c)) {
      told.add(f.entity.name);
      yield f;
    }
    for (const f of declaredOnly(c)) if (!told.has(f.entity.name)) yield f;
  },
};

/** The definition of the kind that a report names; where the capture does not show it, by kind and group. */
function definitionOf(m: MessageRecord, c: Case): Ref | undefined {
  const [, group, kind] = FAILED.exec(m.text) ?? [];
  if (group === undefined || kind === undefined) return undefined;
  const known = c.all('CustomResourceDefinition').find((e) => {
    const o = newest(e)?.object;
    return digText(o, 'spec', 'group') === group && digText(o, 'spec', 'names', 'kind') === kind;
  });
  return known?.ref ?? ref('CustomResourceDefinition', undefined, `${kind}.${group}`);
}

/** A definition whose webhook names a Service that is not there; nobody is seen to have asked it yet. */
function* declaredOnly(c: Case): Iterable<Finding> {
  for (const crd of c.all('CustomResourceDefinition')) {
    const snapshot = newest(crd);
    const path = ['spec', 'conversion', 'webhook', 'clientConfig', 'service'] as const;
    const name = digText(snapshot?.object, ...path, 'name');
    const namespace = digText(snapshot?.object, ...path, 'namespace');
    if (!snapshot || crd.deleted || name === undefined) continue;
    const listed = c.all('Service').some((s) => s.ref.namespace === namespace && newest(s));
    const service = ref('Service', namespace, name);
    if (!listed || c.entity(service)?.object !== undefined) continue;
    yield {
      type: type.id,
      entity: crd.ref,
      onset: seenBy(c, crd.created),
      severity: 1,
      epistemic: 'inferred',
      statement: `${labelOf(crd.ref)} has its objects converted by ${labelOf(service)}, which does not exist.`,
      evidence: [cite(snapshot, ...path)],
      names: [service],
    };
  }
}
