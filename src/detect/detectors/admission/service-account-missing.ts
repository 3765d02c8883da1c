import { labelOf, ref } from '../../../model/index.js';
import { lastingRefusals, podSpecField, severityOf, templates } from '../../../world/index.js';
import type { Detector } from '../../detector.js';

/** A pod template names a ServiceAccount that does not exist. */
export const serviceAccountMissing: Detector = {
  id: 'service-account-missing',
  layer: 'admission',
  what: 'The pod template names a ServiceAccount that does not exist in its namespace, so the API server refuses every pod of the workload.',
  lookAlikes:
    'Right after a namespace or a whole application is created the account may come a moment after the workload: the next try succeeds and nothing is wrong.',
  sources: ['signatures.md 10 service-account-missing', 'kubernetes plugin/pkg/admission/serviceaccount'],
  emits: [
    {
      id: 'service-account-missing',
      nature: 'fault',
      title: 'ServiceAccount does not exist',
      selfExplaining: true,
    },
  ],
  *detect(c) {
    for (const r of lastingRefusals(c)) {
      const m = /error looking up service account ([\w.-]+)\/([\w.-]+): serviceaccount/.exec(r.message);
      if (r.kind !== 'service-account' || !m) continue;
      const account = ref('ServiceAccount', m[1], m[2] ?? '');
      const t = templates(c).find((x) => labelOf(x.workload) === labelOf(r.workload));
      const field = t && podSpecField(t, 'serviceAccountName');
      yield {
        type: 'service-account-missing',
        entity: r.workload,
        onset: r.since,
        ...(r.end ? { end: r.end } : {}),
        severity: severityOf(c, r.workload, r.end === undefined, r.since),
        statement: `${labelOf(r.workload)} names ServiceAccount ${account.name}, which does not exist in ${account.namespace ?? ''}: its pods are refused.`,
        evidence: [...r.evidence, ...(field ? [field.evidence] : [])],
        attrs: { account: account.name, count: r.count },
        names: [account, r.owner],
      };
    }
  },
};
