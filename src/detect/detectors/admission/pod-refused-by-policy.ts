import { labelOf, ref, type Ref } from '../../../model/index.js';
import { lastingRefusals, severityOf, webhookNamed, type Case, type Refusal } from '../../../world/index.js';
import type { Detector } from '../../detector.js';

interface Policy {
  readonly type: string;
  readonly words: string;
}

const POLICIES: Readonly<Partial<Record<Refusal['kind'], Policy>>> = {
  'limit-range': { type: 'limitrange-violation', words: 'break a LimitRange of the namespace' },
  'pod-security': { type: 'podsecurity-violation', words: 'break the pod security policy of the namespace' },
  'webhook-denied': { type: 'webhook-denied', words: 'are denied by an admission policy' },
  'policy-denied': { type: 'admission-policy-denied', words: 'are denied by a ValidatingAdmissionPolicy' },
  'priority-class': { type: 'priority-class-missing', words: 'name a priority class that does not exist' },
  'runtime-class': { type: 'runtime-class-missing', words: 'name a runtime class that does not exist' },
  'namespace-terminating': {
    type: 'namespace-terminating',
    words: 'would lie in a namespace that is being deleted',
  },
  invalid: { type: 'invalid-pod-template', words: 'are not valid' },
};

/** Pods that a rule of the cluster or namespace refuses by decision. */
export const podRefusedByPolicy: Detector = {
  id: 'pod-refused-by-policy',
  layer: 'admission',
  what: 'Admission works and decides against the pods of a workload: a LimitRange, the pod security level of the namespace, a policy webhook, a priority or runtime class that is not there, an invalid template, or a namespace on its way out.',
  lookAlikes:
    '"failed calling webhook" is no decision: the webhook could not be asked. Pod security in warn or audit mode refuses nothing.',
  sources: [
    'signatures.md 10',
    'kubernetes plugin/pkg/admission/limitranger, pod-security-admission, priority',
    'kubernetes apiserver/pkg/admission/plugin/policy/validating "denied request"',
  ],
  emits: [
    { id: 'limitrange-violation', nature: 'fault', title: 'LimitRange refuses pods', selfExplaining: true },
    {
      id: 'podsecurity-violation',
      nature: 'fault',
      title: 'Pod security refuses pods',
      selfExplaining: true,
    },
    { id: 'webhook-denied', nature: 'fault', title: 'Policy webhook denies', selfExplaining: true },
    {
      id: 'admission-policy-denied',
      nature: 'fault',
      title: 'Admission policy denies',
      selfExplaining: true,
    },
    {
      id: 'priority-class-missing',
      nature: 'fault',
      title: 'Priority class does not exist',
      selfExplaining: true,
    },
    {
      id: 'runtime-class-missing',
      nature: 'fault',
      title: 'Runtime of the class not on the node',
      selfExplaining: true,
    },
    { id: 'namespace-terminating', nature: 'fault', title: 'Namespace is being deleted' },
    { id: 'invalid-pod-template', nature: 'fault', title: 'Pod template is invalid', selfExplaining: true },
  ],
  *detect(c) {
    for (const r of lastingRefusals(c)) {
      const policy = POLICIES[r.kind];
      if (!policy) continue;
      const entity =
        r.kind === 'namespace-terminating'
          ? ref('Namespace', undefined, r.owner.namespace ?? '')
          : r.workload;
      yield {
        type: policy.type,
        entity,
        onset: r.since,
        ...(r.end ? { end: r.end } : {}),
        severity: severityOf(c, r.workload, r.end === undefined, r.since),
        statement: `Pods of ${labelOf(r.workload)} ${policy.words}: ${detail(r.message)}.`,
        evidence: r.evidence,
        attrs: { count: r.count },
        names: [...decider(c, r), ...(entity === r.workload ? [r.owner] : [r.workload])],
      };
    }
  },
};

function detail(message: string): string {
  const short = message.replace(/^.*? is forbidden: /s, '').replace(/^Error creating: /, '');
  return short.replace(/\s+/g, ' ').replace(/\.$/, '').slice(0, 240);
}

/** Webhook configuration or priority class that the message names. */
function decider(c: Case, r: Refusal): Ref[] {
  const webhook = /admission webhook "([^"]+)" denied/.exec(r.message)?.[1];
  const known = webhook === undefined ? undefined : webhookNamed(c, webhook);
  if (known) return [known.configuration];
  const priority = /no PriorityClass with name (\S+) was found/.exec(r.message)?.[1];
  return priority === undefined ? [] : [ref('PriorityClass', undefined, priority)];
}
