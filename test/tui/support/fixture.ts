import { iso, parseTime, type Grade } from '../../../src/base/index.js';
import type {
  Analysis,
  ConditionEntry,
  EvidenceEntry,
  FigureJson,
  Incident,
  InstantJson,
  LinkEntry,
  Ref,
  Role,
  TimelineRow,
} from '../../../src/model/index.js';

/**
 * A made-up incident in a cluster that does not exist: a wrong password is rolled out, the API crashes,
 * its Service empties, users get 503; somebody restarts DNS in vain, somebody rolls the Secret back.
 */
const DAY = '2031-05-06T';

export function instant(clock: string, grade: Grade = 'A', until?: string): InstantJson {
  return { lo: `${DAY}${clock}Z`, hi: `${DAY}${until ?? clock}Z`, grade };
}

const NEVER: InstantJson = { lo: null, hi: null, grade: 'X' };

function micros(clock: string): number {
  return parseTime(`${DAY}${clock}Z`)?.lo ?? 0;
}

const SECRET: Ref = { kind: 'Secret', namespace: 'pantry', name: 'db-credentials' };
export const POD: Ref = { kind: 'Pod', namespace: 'pantry', name: 'api-6c8f5d7b9-x2x4z' };
const POD2: Ref = { kind: 'Pod', namespace: 'pantry', name: 'api-6c8f5d7b9-mmq8t' };
const DEPLOYMENT: Ref = { kind: 'Deployment', namespace: 'pantry', name: 'api' };
const SERVICE: Ref = { kind: 'Service', namespace: 'pantry', name: 'api' };
const SURFACE: Ref = { kind: 'Surface', name: 'orders.example.test' };
const DNS: Ref = { kind: 'Deployment', namespace: 'kube-system', name: 'coredns' };
const JOB: Ref = { kind: 'Job', namespace: 'batch', name: 'nightly-stocktake' };
const HPA: Ref = { kind: 'HorizontalPodAutoscaler', namespace: 'pantry', name: 'api' };
const NODE: Ref = { kind: 'Node', name: 'n3' };

/** Files of the capture, in memory: evidence offsets are found in them, so that every proof resolves. */
export interface FixtureFile {
  readonly id: string;
  readonly path: string;
  readonly text: string;
}

const EVENTS = [
  '09:14:02 request user=rotation-bot verb=patch secrets/db-credentials ns=pantry code=200',
  '09:14:20 event Deployment/api ScalingReplicaSet scaled up api-6c8f5d7b9 to 2',
  '09:14:41 event Pod/api-6c8f5d7b9-x2x4z BackOff Back-off restarting failed container app',
  '09:14:44 event Pod/api-6c8f5d7b9-mmq8t BackOff Back-off restarting failed container app',
  '09:15:06 endpointslice api-7xk2p: 0 ready addresses',
  '09:18:30 event HorizontalPodAutoscaler/api SuccessfulRescale new size 12; reason: cpu above target',
  '09:22:10 request user=alice verb=patch deployments/coredns ns=kube-system annotation restartedAt',
  '09:29:50 request user=alice verb=patch secrets/db-credentials ns=pantry code=200',
  '09:30:31 event Pod/api-6c8f5d7b9-x2x4z Started container app',
  '09:02:11 event Job/nightly-stocktake BackoffLimitExceeded Job has reached the specified backoff limit',
];

const APP_LOG = [
  '2031-05-06T09:14:38Z info  starting api 4.11.0',
  '2031-05-06T09:14:39Z info  connecting to pantry-db:5432 as api',
  '2031-05-06T09:14:39Z fatal pq: password authentication failed for user "api"',
  '2031-05-06T09:14:39Z info  exit 1',
];

const EDGE_LOG = [
  '09:15:05 orders.example.test POST /orders 200 31ms',
  '09:15:07 orders.example.test POST /orders 503 0ms no server available',
  '09:15:08 orders.example.test GET /menu 503 0ms no server available',
  '09:31:19 orders.example.test POST /orders 503 0ms no server available',
  '09:31:21 orders.example.test POST /orders 200 44ms',
];

const NOTES = [
  '09:19:40 alice: checkout is down, customers are calling',
  '09:29:10 bob: it is the db password',
];

export const FILES: readonly FixtureFile[] = [
  { id: 's1', path: 'cluster/events.log', text: `${EVENTS.join('\n')}\n` },
  { id: 's2', path: 'pods/pantry/api/app.log', text: `${APP_LOG.join('\n')}\n` },
  { id: 's3', path: 'edge/proxy.log', text: `${EDGE_LOG.join('\n')}\n` },
  { id: 's4', path: 'notes.md', text: `${NOTES.join('\n')}\n` },
];

function proof(file: string, part: string, at: string): EvidenceEntry {
  const text = FILES.find((f) => f.id === file)?.text ?? '';
  const hit = text.indexOf(part);
  const start = text.lastIndexOf('\n', hit) + 1;
  const end = text.indexOf('\n', hit);
  const line = text.slice(0, start).split('\n').length;
  return {
    source: file,
    offset: start,
    length: end - start,
    line,
    at: instant(at),
    excerpt: text.slice(start, end),
  };
}

const EVIDENCE: Readonly<Record<string, EvidenceEntry>> = {
  'E-1': proof('s1', 'user=rotation-bot', '09:14:02'),
  'E-2': proof('s2', 'password authentication failed', '09:14:39'),
  'E-3': proof('s1', 'api-6c8f5d7b9-x2x4z BackOff', '09:14:41'),
  'E-4': proof('s1', '0 ready addresses', '09:15:06'),
  'E-5': proof('s3', 'POST /orders 503 0ms', '09:15:07'),
  'E-6': proof('s1', 'SuccessfulRescale', '09:18:30'),
  'E-7': proof('s4', 'customers are calling', '09:19:40'),
  'E-8': proof('s1', 'deployments/coredns', '09:22:10'),
  'E-9': proof('s1', '09:29:50 request', '09:29:50'),
  'E-10': proof('s3', '09:31:21', '09:31:21'),
  'E-11': proof('s1', 'nightly-stocktake', '09:02:11'),
  'E-12': proof('s1', 'api-6c8f5d7b9-mmq8t', '09:14:44'),
};

interface Sketch {
  readonly id: string;
  readonly entity: Ref;
  readonly condition: string;
  readonly from: InstantJson;
  readonly to: InstantJson;
  readonly role: Role;
  readonly severity: 0 | 1 | 2 | 3;
  readonly statement: string;
  readonly evidence: readonly string[];
  readonly because?: string;
}

function condition(s: Sketch): ConditionEntry {
  const { from, to, because, ...rest } = s;
  const entry = { ...rest, onset: from, end: to, tags: [] };
  return because === undefined ? entry : { ...entry, because };
}

const CONDITIONS: readonly ConditionEntry[] = [
  condition({
    id: 'c-secret', entity: SECRET, condition: 'credential-wrong', from: instant('09:14:02'), to: instant('09:29:50'),
    role: 'root-cause', severity: 3, evidence: ['E-1', 'E-2'],
    statement: 'rotation-bot put a password into Secret pantry/db-credentials that the database does not accept.',
  }),
  condition({
    id: 'c-pod', entity: POD, condition: 'crash-looping', from: instant('09:14:39'), to: instant('09:30:31'),
    role: 'symptom', severity: 3, evidence: ['E-2', 'E-3'],
    statement: 'Container app exits 1 right after start: password authentication failed for user "api".',
  }),
  condition({
    id: 'c-pod2', entity: POD2, condition: 'crash-looping', from: instant('09:14:44'), to: instant('09:30:33'),
    role: 'symptom', severity: 3, evidence: ['E-12'], statement: 'Container app exits 1 right after start.',
  }),
  condition({
    id: 'c-service', entity: SERVICE, condition: 'no-endpoints', from: instant('09:15:05', 'B', '09:15:06'), to: instant('09:31:20'),
    role: 'symptom', severity: 3, evidence: ['E-4'], statement: 'Service pantry/api has no ready address.',
  }),
  condition({
    id: 'c-surface', entity: SURFACE, condition: 'serving-errors', from: instant('09:15:07'), to: instant('09:31:20'),
    role: 'symptom', severity: 3, evidence: ['E-5', 'E-10'], statement: 'Every request to orders.example.test is answered 503.',
  }),
  condition({
    id: 'c-hpa', entity: HPA, condition: 'scaled-out', from: instant('09:18:30'), to: NEVER,
    role: 'amplifier', severity: 2, evidence: ['E-6'], statement: 'The autoscaler asks for 12 replicas of pods that cannot start.',
  }),
  condition({
    id: 'c-pull', entity: DEPLOYMENT, condition: 'single-config', from: instant('08:59:00', 'C'), to: NEVER,
    role: 'contributing', severity: 1, evidence: [], statement: 'The rollout has no readiness gate on the new password.',
  }),
  condition({
    id: 'c-dns', entity: DNS, condition: 'restarted', from: instant('09:22:10'), to: instant('09:22:40'),
    role: 'unexplained', severity: 1, evidence: ['E-8'], statement: 'coredns was restarted by alice.', because: 'began after the failure',
  }),
  condition({
    id: 'c-job', entity: JOB, condition: 'job-failed', from: instant('09:02:11'), to: NEVER,
    role: 'chronic-noise', severity: 2, evidence: ['E-11'], statement: 'nightly-stocktake fails every night.', because: 'it failed before too',
  }),
]; // prettier-ignore

function link(
  from: string,
  to: string,
  mechanism: string,
  verdict: LinkEntry['verdict'] = 'accepted',
  why = '',
): LinkEntry {
  return {
    id: `l-${from}-${to}`,
    from,
    to,
    rule: 'r',
    mechanism,
    lag: { lo: 1, hi: 40 },
    strength: 0.9,
    verdict,
    guards: [],
    why,
  };
}

const LINKS: readonly LinkEntry[] = [
  link('c-secret', 'c-pod', 'the container reads the password at start'),
  link('c-secret', 'c-pod2', 'the container reads the password at start'),
  link('c-pod', 'c-service', 'pods that are not ready leave the Service'),
  link('c-pod2', 'c-service', 'pods that are not ready leave the Service'),
  link('c-service', 'c-surface', 'the edge finds no server'),
  link('c-pod', 'c-hpa', 'crash loops burn cpu, which the autoscaler reads as load'),
  link(
    'c-dns',
    'c-surface',
    'names do not resolve',
    'refuted',
    'coredns was restarted 7 min after the first 503',
  ),
];

function figure(seconds: number, from: string, to: string): FigureJson {
  return { lo: seconds, hi: seconds + 2, from, to, grade: 'B', open: false };
}

export const INCIDENT: Incident = {
  id: 'INC-1',
  title: 'Orders unavailable for 16 minutes after a password rotation',
  summary:
    'A rotated database password was wrong. The API could not start, its Service lost all endpoints, and every order failed with 503 until the Secret was rolled back.',
  severity: 'critical',
  severityRule: 'a user-facing entrance failed in full',
  status: 'resolved',
  canRecur: true,
  window: { from: instant('09:14:02'), to: instant('09:31:20') },
  instants: {
    trigger: instant('09:14:02'), impact: instant('09:15:07'), detect: instant('09:19:40', 'D'),
    diagnose: instant('09:29:10', 'D'), act: instant('09:29:50'), restore: instant('09:31:20'),
  }, // prettier-ignore
  surfaces: [
    {
      entity: SURFACE, host: 'orders.example.test', symptom: '503 no server available', impact: 'full',
      from: instant('09:15:07'), to: instant('09:31:20'), status: 'resolved', evidence: ['E-5'], requests: { total: 4210, failed: 4203 },
    }, // prettier-ignore
  ],
  figures: {
    timeToDetect: figure(273, 'impact', 'detect'),
    timeToAcknowledge: null,
    timeToDiagnose: figure(570, 'detect', 'diagnose'),
    timeToMitigate: figure(883, 'impact', 'act'),
    timeToRestore: figure(973, 'impact', 'restore'),
    timeToResolve: null,
  },
  detection: { by: 'person', at: instant('09:19:40', 'D'), alerts: [], evidence: ['E-7'] },
  rootCauses: [
    {
      rank: 1, entity: SECRET, condition: 'credential-wrong', conditionId: 'c-secret', onset: instant('09:14:02'),
      confidence: 'high', probability: 0.93, explains: ['c-pod', 'c-surface'], evidence: ['E-1', 'E-2'],
      statement: 'rotation-bot wrote a password into Secret pantry/db-credentials that the database does not accept; pods read it at their next start.',
    }, // prettier-ignore
  ],
  conditions: CONDITIONS.filter((c) => c.role !== 'chronic-noise'),
  links: LINKS,
  loops: [
    {
      kind: 'amplifying',
      members: ['c-pod', 'c-hpa'],
      breakPoints: [],
      statement: 'more pods, more crash loops, more cpu',
      evidence: ['E-6'],
    },
  ],
  preventions: [],
  preExisting: [],
  noise: ['c-job'],
  redHerrings: [
    {
      condition: 'c-dns',
      clearedBy: 'it was restarted 7 min after the first 503, and names resolved throughout',
    },
  ],
  unexplained: [],
  notAffected: [{ entity: { kind: 'StatefulSet', namespace: 'pantry', name: 'db' }, evidence: [] }],
  responses: [
    { at: instant('09:22:10'), by: 'alice', entity: DNS, change: 'restarted the rollout', kind: 'diagnostic', effect: 'no-effect', evidence: ['E-8'] },
    { at: instant('09:29:50'), by: 'alice', entity: SECRET, change: 'rolled the Secret back', kind: 'fix', effect: 'worked', evidence: ['E-9'] },
  ], // prettier-ignore
  alternatives: [
    {
      statement: 'The database lost the role.',
      probability: 0.05,
      rootCauses: [],
      toDecide: 'the log of the database, which is not in the capture',
    },
  ],
  contradictions: [],
  actions: [],
  questions: ['Why was the rotated password not tried before it was rolled out?'],
};

function told(
  at: string,
  entity: Ref,
  kind: TimelineRow['kind'],
  text: string,
  evidence: string[],
  c?: string,
): TimelineRow {
  const row = { at: instant(at), entity, kind, text, evidence, incident: 'INC-1' };
  return c === undefined ? row : { ...row, condition: c };
}

const TIMELINE: readonly TimelineRow[] = [
  told('09:02:11', JOB, 'context', 'Job has reached the specified backoff limit', ['E-11'], 'c-job'),
  told('09:14:02', SECRET, 'change', 'rotation-bot patched Secret db-credentials', ['E-1'], 'c-secret'),
  told('09:14:39', POD, 'fault', 'password authentication failed for user "api"', ['E-2'], 'c-pod'),
  told('09:14:41', POD, 'symptom', 'Back-off restarting failed container app', ['E-3'], 'c-pod'),
  told('09:14:44', POD2, 'symptom', 'Back-off restarting failed container app', ['E-12'], 'c-pod2'),
  told('09:15:06', SERVICE, 'symptom', 'no ready address behind Service api', ['E-4'], 'c-service'),
  told('09:15:07', SURFACE, 'fault', 'every request answered 503: no server available', ['E-5'], 'c-surface'),
  told('09:18:30', HPA, 'change', 'autoscaler sets 12 replicas', ['E-6'], 'c-hpa'),
  told('09:19:40', SURFACE, 'detection', 'alice: checkout is down, customers are calling', ['E-7']),
  told('09:22:10', DNS, 'action', 'alice restarts coredns', ['E-8'], 'c-dns'),
  told('09:29:50', SECRET, 'action', 'alice rolls Secret db-credentials back', ['E-9']),
  told('09:31:21', SURFACE, 'recovery', 'requests answered 200 again', ['E-10']),
];

export const ANALYSIS: Analysis = {
  schemaVersion: 1,
  tool: { name: 'inquest', version: '0', rules: 'none' },
  capture: {
    asOf: instant('09:40:00'),
    sources: [
      ...FILES.map((f) => ({
        id: f.id, path: f.path, format: f.id === 's4' ? 'notes' : 'text log', status: 'read' as const,
        records: f.text.split('\n').length - 1, bytes: f.text.length,
        from: `${DAY}09:02:11Z`, to: `${DAY}09:31:21Z`, problems: [],
        clock: { zone: f.id === 's3' ? '+02:00' : 'UTC', offsetMs: { lo: 0, hi: 0 }, how: 'stamps carry a zone' },
      })), // prettier-ignore
      {
        id: 's5', path: 'nodes/n2/kubelet.log', format: 'klog', status: 'partial', records: 812, bytes: 99_000,
        from: `${DAY}09:00:00Z`, to: `${DAY}09:20:00Z`, problems: [{ message: 'ends in the middle of a line', offset: 98_700, line: 900 }],
        clock: { zone: 'UTC', offsetMs: { lo: 2400, hi: 2600 }, how: '5 anchors' },
      }, // prettier-ignore
      {
        id: 's6',
        path: 'cluster/core.dump',
        format: 'none',
        status: 'unrecognised',
        records: 0,
        bytes: 4096,
        problems: [],
      },
    ],
    gaps: [
      { entity: NODE, from: `${DAY}09:16:00Z`, to: `${DAY}09:24:00Z`, why: 'no kubelet log of n3 was collected', wouldTell: 'whether its pods crashed for the same reason' },
      { source: 's5', from: `${DAY}09:20:00Z`, to: null, why: 'the file ends there', wouldTell: 'when the containers started again' },
    ], // prettier-ignore
  },
  incidents: [INCIDENT],
  timeline: TIMELINE,
  evidence: EVIDENCE,
  background: CONDITIONS.filter((c) => c.role === 'chronic-noise'),
  series: [],
};

export const REPORT = `# ${INCIDENT.title}

## Summary

${INCIDENT.summary} [E1]

- **Impact**: \`orders.example.test\`, 4203 of 4210 requests failed [E2]
- **Detected** by a person after 4 min 33 s

| instant | time |
| --- | --- |
| trigger | 09:14:02 |
`;

/** The same capture read by someone who knows no cause. */
export const QUIET: Analysis = { ...ANALYSIS, incidents: [], background: CONDITIONS };

/** ISO text of a clock time of the fixture's day. */
export function at(clock: string): string {
  return iso(micros(clock));
}

export { micros };
