import type { Incident, Instants, Role, SourceEntry, Status } from '../../model/index.js';

/** The words of the report for the closed vocabularies of the analysis. */

export const ROLE_WORDS: Readonly<Record<Role, string>> = {
  'root-cause': 'root cause',
  trigger: 'trigger',
  contributing: 'contributing',
  amplifier: 'amplifier',
  'recovery-blocker': 'held recovery back',
  'observer-fault': 'hid evidence',
  'chronic-noise': 'chronic noise',
  'pre-existing': 'pre-existing',
  symptom: 'symptom',
  unexplained: 'unexplained',
};

export const STATUS_WORDS: Readonly<Record<Status, string>> = {
  active: 'Active',
  mitigated: 'Mitigated',
  resolved: 'Resolved',
  'resolved-cause-unknown': 'Resolved, cause unknown',
  unknown: 'Status unknown',
};

export const STATUS_MEANING: Readonly<Record<Status, string>> = {
  active: 'at the time of the capture users still met it',
  mitigated: 'users are served again, but a cause or a stopgap is still in place',
  resolved: 'users are served, the causes are gone and no stopgap is left',
  'resolved-cause-unknown': 'users are served again and nothing in the capture says why it happened',
  unknown: 'the capture does not reach far enough to tell',
};

export const SEVERITY_WORDS: Readonly<Record<Incident['severity'], string>> = {
  critical: 'Critical',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
};

export const CONFIDENCE_WORDS: Readonly<Record<'high' | 'medium' | 'low', string>> = {
  high: 'High confidence',
  medium: 'Medium confidence: another explanation is possible, see below',
  low: 'Low confidence: treat it as a lead, not as a finding',
};

const SURE = ['high', 'medium', 'low'] as const;

/** The least of several confidences. */
export function leastSure(all: readonly (typeof SURE)[number][]): (typeof SURE)[number] {
  return [...SURE].reverse().find((x) => all.includes(x)) ?? 'high';
}

/** The weight of 0..1 in words, by the bounds of the confidence scale. */
export function confidenceOf(probability: number): string {
  return probability >= 0.75 ? 'likely' : probability >= 0.4 ? 'possible' : 'unlikely';
}

export const STRENGTH_WORDS: readonly (readonly [number, string])[] = [
  [0.9, 'named by the evidence'],
  [0.7, 'path and pattern fit'],
  [0.4, 'path fits'],
  [0, 'place and time only'],
];

/** How well a link is supported, in words. */
export function strengthOf(link: { readonly strength: number }): string {
  return STRENGTH_WORDS.find(([least]) => link.strength >= least)?.[1] ?? 'place and time only';
}

export const IMPACT_WORDS = {
  full: 'full: every request or function failed',
  partial: 'partial: some requests or users',
  degraded: 'degraded: slow or reduced',
} as const;

export const EFFECT_WORDS = {
  worked: 'worked',
  failed: 'failed',
  'no-effect': 'no effect',
  'made-worse': 'made it worse',
  undone: 'undone by a controller',
  unknown: 'effect not known',
} as const;

export const VERDICT_WORDS = {
  prevents: 'prevents it',
  shortens: 'shortens it',
  shrinks: 'makes it smaller',
  'no-effect': 'changes nothing',
  unknown: 'cannot be told',
} as const;

export const ACTION_WORDS = {
  repair: 'repair',
  'revert-stopgap': 'revert stopgap',
  prevent: 'prevent',
  detect: 'detect',
  mitigate: 'mitigate',
  recover: 'recover',
  govern: 'govern',
} as const;

export const LOOP_WORDS = {
  structural: 'A loop that is possible, but did not close',
  activated: 'A loop that closed: each part waited for another',
  'shared-fate': 'Shared fate',
  amplifying: 'A loop that feeds itself',
  responder: 'The repair needed what was broken',
} as const;

export const BLIND_WORDS = {
  detection: 'Nothing told anyone',
  diagnosis: 'Nothing told where',
  meta: 'The watching itself',
} as const;

export const SOURCE_WORDS: Readonly<Record<SourceEntry['status'], string>> = {
  read: 'read',
  partial: 'read in part',
  unrecognised: 'not recognised',
  empty: 'empty',
  refused: 'refused',
};

/** The instants in the order of a timeline, with the words for a mark on it. */
export const INSTANT_WORDS: readonly (readonly [keyof Instants, string])[] = [
  ['latent', 'weakness in place'],
  ['trigger', 'trigger'],
  ['fault', 'first fault'],
  ['impact', 'impact'],
  ['signal', 'first signal'],
  ['alert', 'alert'],
  ['detect', 'noticed'],
  ['acknowledge', 'acknowledged'],
  ['diagnose', 'diagnosed'],
  ['act', 'action'],
  ['restore', 'restored'],
  ['resolve', 'resolved'],
];

const ENDS = new Map<string, string>(INSTANT_WORDS);

/** An end of a figure in words; names that the list does not hold are shown as they are. */
export function endWords(name: string): string {
  const of = /^restore of (.+)$/.exec(name);
  if (of) return `${of[1] ?? ''} being back`;
  if (name === 'restore (hold period not over)')
    return 'restored; the capture ends too soon after it to be sure';
  return ENDS.get(name.replace(/^t_/, '')) ?? name;
}

const UPPER = new Map([
  ['dns', 'DNS'], ['cni', 'CNI'], ['oom', 'OOM'], ['api', 'API'], ['tls', 'TLS'], ['hpa', 'HPA'], ['pvc', 'PVC'],
  ['pdb', 'PDB'], ['etcd', 'etcd'], ['cpu', 'CPU'], ['http', 'HTTP'], ['vip', 'VIP'], ['pleg', 'PLEG'], ['crd', 'CRD'],
  ['ip', 'IP'], ['csi', 'CSI'], ['io', 'I/O'], ['slo', 'SLO'], ['pid', 'PID'], ['spof', ''], ['nat', 'NAT'], ['url', 'URL'], ['vm', 'VM'], ['pv', 'PV'], ['ha', 'HA'], ['ca', 'CA'], ['rbac', 'RBAC'], ['apiserver', 'API server'],
]); // prettier-ignore

/** "service-no-endpoints" → "Service no endpoints": a type of condition as a short label. */
export function conditionLabel(type: string): string {
  const words = type.split('-').map((w) => UPPER.get(w) ?? w);
  const text = words
    .filter((w) => w !== '')
    .join(' ')
    .replace(/^kube proxy/, 'kube-proxy');
  if (text.startsWith('kube-proxy')) return text;
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The type of a condition as a short label: in its own words, or made from its id. */
export function labelled(x: { readonly condition: string; readonly label?: string | undefined }): string {
  return x.label ?? conditionLabel(x.condition);
}
