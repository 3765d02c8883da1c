import { digFlag, digList, digNumber, digObject, digText, isObject } from '../../../base/index.js';
import type { Format, ReadContext } from '../../format.js';
import type { JsonHead } from '../../json-head.js';
import { jsonHead, jsonStart } from '../../json-head.js';
import { parseSpanned } from '../json-spans.js';
import { linesOf, wholeBytes } from '../whole-text.js';
import { contentOf, hostReport } from './report.js';

/**
 * Small JSON answers that collectors write beside the objects of the API: what an analyser concluded,
 * whether a database or registry answered, what a runtime says of a node's container. Each is one report.
 */
interface Answer {
  readonly is: string;
  readonly knows: (head: JsonHead) => boolean;
  readonly tell: (value: unknown) => string;
}

const has = (...keys: readonly string[]): Answer['knows'] => {
  return (head) => keys.every((key) => head.keys.has(key));
};

const ANSWERS: readonly Answer[] = [
  { is: 'analyzer-results', knows: has('[].insight', '[].insight.severity'), tell: analyses },
  { is: 'certificate-check', knows: has('[].source', '[].errors'), tell: (v) => each(v, certificate) },
  { is: 'database-check', knows: has('isConnected'), tell: database },
  {
    is: 'object-check',
    knows: (h) => h.keys.has('keyExists') && h.keys.has('namespace'),
    tell: (v) => `${digText(v, 'namespace') ?? ''}/${digText(v, 'name') ?? ''}: ${existence(v)}`,
  },
  { is: 'dns-check', knows: has('kubeDNSService', 'query'), tell: dns },
  { is: 'ping-mesh', knows: has('hosts', 'responses'), tell: mesh },
  {
    is: 'registry-check',
    knows: (h) => h.keys.has('images') && [...h.keys.keys()].some((key) => key.endsWith('.exists')),
    tell: (v) => `${keysOf(v, 'images').length} images asked for`,
  },
  {
    is: 'running-containers',
    knows: has('images', 'containers'),
    tell: (v) => `${keysOf(v, 'images').length} images in use`,
  },
  {
    is: 'collector-errors',
    knows: (h) => h.top === 'array' && h.keys.size <= 2 && (h.keys.get('[]') ?? '') !== '',
    tell: (v) => digList(v).join('; '),
  },
  {
    is: 'http-check',
    knows: (h) => h.keys.has('response.status') || h.keys.has('error.message'),
    tell: (v) =>
      `HTTP ${JSON.stringify(digObject(v, 'response')?.['status'] ?? digObject(v, 'error') ?? null)}`,
  },
  {
    is: 'api-groups',
    knows: has('[].versions', '[].preferredVersion'),
    tell: (v) => `${listed(v)} API groups`,
  },
  {
    is: 'api-resources',
    knows: has('[].groupVersion', '[].resources'),
    tell: (v) => `${listed(v)} API versions`,
  },
  { is: 'access-rules', knows: has('[].verbs'), tell: (v) => `${listed(v)} rules of access` },
  { is: 'gather-reports', knows: has('status_reports'), tell: gathers },
  {
    is: 'container-inspect',
    knows: has('status.id', 'status.state', 'status.metadata'),
    tell: containerState,
  },
  { is: 'kubelet-config', knows: (h) => h.keys.has('kubeletconfig'), tell: () => 'settings of the kubelet' },
  {
    is: 'disk-usage',
    knows: has('total_bytes', 'used_bytes'),
    tell: (v) => `${digNumber(v, 'used_bytes') ?? ''} of ${digNumber(v, 'total_bytes') ?? ''} bytes used`,
  },
  { is: 'prometheus-targets', knows: has('data.activeTargets'), tell: targets },
  {
    is: 'runtime-status',
    knows: (h) => h.keys.has('status.conditions') && !h.keys.has('metadata'),
    tell: runtimeStatus,
  },
  {
    is: 'crictl-list',
    knows: (h) =>
      h.keys.has('containers[].podSandboxId') || h.keys.get('items[].state')?.startsWith('SANDBOX_') === true,
    tell: containerList,
  },
  {
    is: 'crictl-images',
    knows: (h) => h.keys.has('images[].repoTags'),
    tell: (v) => `${digList(v, 'images').length} images`,
  },
  { is: 'runtime-inspect', knows: has('[].Id', '[].State', '[].Created'), tell: (v) => each(v, inspected) },
  {
    is: 'connectivity-errors',
    knows: (h) => ['DNSError', 'TCPConnectError', 'DNSResolve'].some((key) => h.keys.has(key)),
    tell: (v) => connectivity(v).join('; '),
  },
];
const LONGEST = 64 * 1024;

export const collectorAnswers: Format = {
  id: 'collector-answer',
  title: 'JSON answers of collectors that are no API objects',
  grammar: 'replicatedhq/troubleshoot pkg/collect, openshift/insights-operator docs, docker inspect',
  samples: [
    '[{"name":"storage","insight":{"name":"storage","primary":"Default Storage Class","detail":"No default storage class found","severity":"error"},"severity":"error"}]\n',
    '{"isConnected":false,"error":"dial tcp 10.96.3.4:1433: connect: connection refused"}\n',
    '[{"source":{"secret":"tls","namespace":"shop"},"errors":["secrets \\"tls\\" not found"]}]\n',
    '{"DNSError":{"load-balancer-api-external: failure looking up host api.example: no such host":"2026-07-01T19:22:41Z"}}\n',
  ],
  deferred: true,
  sniff(head) {
    // "[2026-05-12 09:40:00,123: ERROR" opens a line of a log and no list.
    if (!/^\s*(?:\{|\[\s*[{"\]])/.test(head.text)) return 0;
    const json = jsonHead(head);
    // The same words on every line are a log.
    if (json === undefined || json.isLines) return 0;
    return ANSWERS.some(({ knows }) => knows(json)) ? 0.45 : 0;
  },
  open: (context) => wholeBytes(context, (bytes) => readAnswer(bytes, context)),
};

function readAnswer(bytes: Buffer, context: ReadContext): void {
  const text = bytes.toString('utf8');
  const start = jsonStart(text);
  const { value, brokenAt } = parseSpanned(bytes.subarray(Math.max(0, start)));
  if (brokenAt !== undefined) context.problem({ message: 'JSON breaks off', offset: brokenAt });
  const head = jsonHead({ text: text.slice(0, LONGEST), lines: [], path: '', place: {}, whole: true });
  const answer = head && ANSWERS.find(({ knows }) => knows(head));
  const lines = contentOf(linesOf(bytes));
  const [first] = lines;
  if (answer === undefined || first === undefined) return;
  const data = { answer: answer.is, ...(bytes.length <= LONGEST ? { value } : {}) };
  context.emit(hostReport(context, 'other', data, answer.tell(value), first, lines.at(-1) ?? first));
}

function listed(value: unknown): number {
  return Array.isArray(value) ? value.length : 0;
}

function keysOf(value: unknown, key: string): string[] {
  return Object.keys(digObject(value, key) ?? {});
}

function each(value: unknown, tell: (item: unknown) => string): string {
  return digList(value).map(tell).join('; ');
}

/** crictl inspect. */
function containerState(value: unknown): string {
  const status = digObject(value, 'status');
  const said = (key: string): string => digText(status, 'labels', `io.kubernetes.${key}`) ?? '';
  const whose = `${said('pod.namespace')}/${said('pod.name')} ${said('container.name')}`;
  const end = status?.['exitCode'] === undefined ? '' : `, exit code ${JSON.stringify(status['exitCode'])}`;
  return `${whose}: ${digText(status, 'state') ?? ''} ${digText(status, 'reason') ?? ''}${end}`;
}

/** /api/v1/targets of Prometheus. */
function targets(value: unknown): string {
  const all = digList(value, 'data', 'activeTargets');
  const down = all.filter((target) => digText(target, 'health') === 'down');
  const said = down.slice(0, 10).map((target) => {
    const label = (name: string): string => digText(target, 'labels', name) ?? '';
    return `${label('job')} ${label('instance')}: ${digText(target, 'lastError') ?? ''}`;
  });
  return [`${all.length} targets, ${down.length} of them down`, ...said].join('; ');
}

/** crictl info. */
function runtimeStatus(value: unknown): string {
  const bad = digList(value, 'status', 'conditions').filter((c) => digFlag(c, 'status') === false);
  const said = bad.map(
    (c) =>
      `${digText(c, 'type') ?? ''} is false: ${digText(c, 'reason') ?? ''} ${digText(c, 'message') ?? ''}`,
  );
  return said.length === 0 ? 'the runtime reports no fault' : said.join('; ');
}

/** crictl ps and crictl pods, as JSON. */
function containerList(value: unknown): string {
  const all = [...digList(value, 'containers'), ...digList(value, 'items')];
  const bad = all.filter((c) => /EXITED|UNKNOWN|NOTREADY/.test(digText(c, 'state') ?? ''));
  const said = bad.slice(0, 5).map((c) => {
    const label = (key: string): string => digText(c, 'labels', `io.kubernetes.pod.${key}`) ?? '';
    return `${label('namespace')}/${label('name')} ${digText(c, 'metadata', 'name') ?? ''} ${digText(c, 'state') ?? ''}`;
  });
  return [`${all.length} listed, ${bad.length} of them not running`, ...said].join('; ');
}

function analyses(value: unknown): string {
  const bad = digList(value).filter((a) => /^(?:error|warn)$/.test(digText(a, 'severity') ?? ''));
  const said = bad.map(
    (a) => `${digText(a, 'insight', 'primary') ?? ''}: ${digText(a, 'insight', 'detail') ?? ''}`,
  );
  return [`${listed(value)} analysers, ${bad.length} of them warn or fail`, ...said].join('; ');
}

function certificate(value: unknown): string {
  const where = `${digText(value, 'source', 'namespace') ?? ''}/${digText(value, 'source', 'secret') ?? ''}`;
  return `${where}: ${digList(value, 'errors').join(', ') || 'no errors'}`;
}

function database(value: unknown): string {
  return digFlag(value, 'isConnected') === true
    ? 'connected'
    : `not connected: ${digText(value, 'error') ?? ''}`;
}

function existence(value: unknown): string {
  const found = digFlag(value, 'configMapExists') ?? digFlag(value, 'secretExists');
  return found === true ? 'exists' : 'does not exist';
}

function dns(value: unknown): string {
  const address = digText(value, 'query', 'kubernetes', 'address') ?? '';
  return `cluster DNS ${digText(value, 'kubeDNSService') ?? ''}: kubernetes is ${address === '' ? 'not resolved' : address}`;
}

function mesh(value: unknown): string {
  const answers = Object.entries(digObject(value, 'responses') ?? {});
  const failed = answers.filter(([, a]) => digFlag(a, 'OK') !== true).map(([name]) => name);
  return `${answers.length} pods pinged each other; ${failed.length} did not answer ${failed.join(', ')}`.trim();
}

function gathers(value: unknown): string {
  const reports = digList(value, 'status_reports');
  const failed = reports.filter((r) => digList(r, 'errors').length > 0);
  return `${reports.length} gatherers, ${failed.length} with errors`;
}

function inspected(value: unknown): string {
  const state = digObject(value, 'State');
  const killed = digFlag(state, 'OOMKilled') === true ? ', killed for memory' : '';
  return `container ${digText(value, 'Name') ?? ''} ${digText(state, 'Status') ?? ''} since ${digText(state, 'StartedAt') ?? 'unknown'}${killed}`;
}

function connectivity(value: unknown): string[] {
  return Object.entries(isObject(value) ? value : {}).flatMap(([reason, checks]) =>
    Object.entries(isObject(checks) ? checks : {}).map(([said, at]) => `${reason} ${String(at)} ${said}`),
  );
}
