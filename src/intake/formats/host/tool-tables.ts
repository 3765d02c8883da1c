import { printedAt } from '../captured.js';
import { ref } from '../../../model/index.js';
import type { Format, Head, ReadContext } from '../../format.js';
import type { Line } from '../../lines.js';
import { compact } from '../kubectl/shape.js';
import { wholeLines } from '../whole-text.js';
import { seenAt } from '../captured.js';
import { contentOf, hostReport } from './report.js';

/**
 * Tables of tools beside kubectl: columns in capitals, parted by tabs or two blanks. Each becomes one report;
 * rows of Flux become objects with the Ready condition that they print.
 */
interface Tool {
  readonly name: string;
  /** Columns that only this table has. */
  readonly columns: readonly string[];
  /** Rows worth a look, by what they say. */
  readonly bad: RegExp;
}

const TOOLS: readonly Tool[] = [
  { name: 'crictl ps', columns: ['CONTAINER', 'IMAGE', 'CREATED', 'STATE', 'ATTEMPT'], bad: /\bExited\b|\bUnknown\b/ },
  { name: 'crictl ps', columns: ['CONTAINER ID', 'IMAGE', 'CREATED', 'STATE', 'ATTEMPT'], bad: /\bExited\b|\bUnknown\b/ },
  { name: 'crictl stats', columns: ['CONTAINER', 'CPU %', 'MEM', 'DISK', 'INODES'], bad: /^$/ },
  { name: 'crictl pods', columns: ['POD ID', 'CREATED', 'STATE', 'NAMESPACE'], bad: /\bNotReady\b/ },
  { name: 'crictl images', columns: ['IMAGE', 'TAG', 'IMAGE ID', 'SIZE'], bad: /^$/ },
  { name: 'docker ps', columns: ['CONTAINER ID', 'IMAGE', 'COMMAND', 'STATUS', 'NAMES'], bad: /\bExited\b|\bDead\b|unhealthy/ },
  { name: 'helm history', columns: ['REVISION', 'UPDATED', 'STATUS', 'CHART', 'DESCRIPTION'], bad: /\bfailed\b|\bpending-\w+/ },
  { name: 'helm list', columns: ['NAME', 'REVISION', 'UPDATED', 'STATUS', 'CHART'], bad: /\bfailed\b|\bpending-\w+/ },
  { name: 'istioctl proxy-status', columns: ['NAME', 'CDS', 'LDS', 'EDS', 'RDS'], bad: /\bSTALE\b|\bERROR\b/ },
  { name: 'flux get', columns: ['NAME', 'SUSPENDED', 'READY', 'MESSAGE'], bad: /\bFalse\s+False\b|\bUnknown\b/ },
  { name: 'kubectl rollout history', columns: ['REVISION', 'CHANGE-CAUSE'], bad: /^$/ },
  { name: 'ctr containers', columns: ['CONTAINER', 'IMAGE', 'RUNTIME'], bad: /^$/ },
  { name: 'ctr tasks', columns: ['TASK', 'PID', 'STATUS'], bad: /\bSTOPPED\b|\bUNKNOWN\b/ },
  { name: 'kubeadm certs', columns: ['CERTIFICATE', 'EXPIRES', 'RESIDUAL TIME', 'EXTERNALLY MANAGED'], bad: /<invalid>|\s\d{1,2}d\s/ },
  { name: 'kube-capacity', columns: ['NODE', 'CPU REQUESTS', 'CPU LIMITS', 'MEMORY REQUESTS'], bad: /\((?:9\d|\d{3,})%\)/ },
  { name: 'velero', columns: ['NAME', 'STATUS', 'ERRORS', 'WARNINGS', 'EXPIRES'], bad: /Failed/ },
]; // prettier-ignore

export const toolTables: Format = {
  id: 'tool-table',
  title: 'tables of crictl, docker, helm, istioctl, flux, velero',
  grammar:
    'cri-tools cmd/crictl; helm pkg/cli/output; istio istioctl/pkg/proxystatus; fluxcd/flux2 internal/utils',
  samples: [
    'CONTAINER           IMAGE          CREATED             STATE      NAME   ATTEMPT   POD ID          POD     NAMESPACE\n3f1a2b3c4d5e6       web:1          2 minutes ago       Exited     app    6         aabbccddeeff0   web-0   shop\n',
    'REVISION\tUPDATED                 \tSTATUS    \tCHART    \tAPP VERSION\tDESCRIPTION     \n1       \tWed Jul  1 10:00:00 2026\tsuperseded\tweb-1.0.0\t1.0.0      \tInstall complete\n2       \tWed Jul  1 19:10:00 2026\tfailed    \tweb-1.1.0\t1.1.0      \tUpgrade "web" failed: timed out\n',
    'NAMESPACE  \tNAME       \tREVISION          \tSUSPENDED\tREADY\tMESSAGE\nflux-system\tapps       \tmain@sha1:abc1234 \tFalse    \tFalse\tkustomize build failed: missing file\n',
    'NAME              CLUSTER        CDS        LDS        EDS        RDS          ISTIOD                      VERSION\nweb-0.shop        Kubernetes     SYNCED     SYNCED     STALE      SYNCED       istiod-6c86784695-m98gf     1.20.0\n',
    'deployment.apps/web \nREVISION  CHANGE-CAUSE\n1         <none>\n2         kubectl set image deploy/web app=shop/web:2\n',
  ],
  deferred: true,
  sniff(head) {
    return tableOf(headLines(head)) === undefined ? 0 : 0.96;
  },
  open: (context) => wholeLines(context, (lines) => readTool(contentOf(lines), context)),
};

function headLines(head: Head): readonly Line[] {
  return contentOf(head.lines.map((text, i) => ({ text, offset: 0, length: text.length, line: i + 1 })));
}

interface ToolTable {
  readonly tool: Tool;
  readonly names: readonly string[];
  readonly header: Line;
  readonly rows: readonly Line[];
}

function tableOf(lines: readonly Line[]): ToolTable | undefined {
  for (const [i, header] of lines.slice(0, 3).entries()) {
    const names = cellsOf(header.text);
    const tool = TOOLS.find(({ columns }) => columns.every((column) => names.includes(column)));
    if (tool !== undefined) return { tool, names, header, rows: lines.slice(i + 1) };
  }
  return undefined;
}

function cellsOf(text: string): readonly string[] {
  return (text.includes('\t') ? text.split('\t') : text.trimEnd().split(/\s{2,}/)).map((cell) => cell.trim());
}

/** Cells stand below their names; where a cell is empty only that tells which it is. */
function rowOf({ names, header }: ToolTable, text: string): Record<string, string> {
  if (text.includes('\t') || header.text.includes('\t')) return named(names, cellsOf(text));
  let from = 0;
  const starts = names.map((name) => {
    const at = header.text.indexOf(name, from);
    from = at + name.length;
    return at;
  });
  const isAligned = starts.every((at) => at === 0 || at >= text.length || text[at - 1] === ' ');
  if (!isAligned) return named(names, cellsOf(text));
  return named(
    names,
    starts.map((at, i) => text.slice(at, starts[i + 1]).trim()),
  );
}

function named(names: readonly string[], cells: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name, i) => [name, cells[i] ?? '']));
}

function readTool(lines: readonly Line[], context: ReadContext): void {
  const table = tableOf(lines);
  const last = table?.rows.at(-1) ?? table?.header;
  if (table === undefined || last === undefined) return;
  const { tool, header } = table;
  const rows = table.rows.map(({ text }) => rowOf(table, text));
  if (tool.name === 'flux get') table.rows.forEach((line, i) => readFlux(rows[i] ?? {}, line, context));
  const bad = table.rows.filter(({ text }) => tool.bad.test(text)).map(({ text }) => text.trim());
  const told = bad.length === 0 ? '' : `: ${bad.slice(0, 5).join('; ')}`;
  const text = `${tool.name}: ${rows.length} rows${told}`;
  context.emit(hostReport(context, 'other', { tool: tool.name, rows }, text, header, last));
}

const FLUX: Readonly<Record<string, string>> = {
  kustomization: 'Kustomization',
  helmrelease: 'HelmRelease',
  gitrepository: 'GitRepository',
  helmrepository: 'HelmRepository',
  helmchart: 'HelmChart',
  ocirepository: 'OCIRepository',
  bucket: 'Bucket',
};

/** `flux get all` names the kind before the name; otherwise the command asks for one. */
function readFlux(row: Readonly<Record<string, string>>, line: Line, context: ReadContext): void {
  const [, before, name = ''] = /^(?:(\w+)\/)?(\S+)$/.exec(row['NAME'] ?? '') ?? [];
  const asked = /^flux get (?:sources? )?(\w+?)s?(?: |$)/.exec(context.place.command ?? '')?.[1];
  const kind = FLUX[before ?? (asked === 'git' ? 'gitrepository' : asked) ?? ''];
  const ready = row['READY'] ?? '';
  if (kind === undefined || !/^(?:True|False|Unknown)$/.test(ready)) return;
  const namespace = row['NAMESPACE'] ?? context.place.namespace ?? 'flux-system';
  const conditions = [{ type: 'Ready', status: ready, message: row['MESSAGE'] ?? '' }];
  const suspend = row['SUSPENDED'] === 'True' ? true : undefined;
  const object = { kind, metadata: { name, namespace }, spec: compact({ suspend }), status: { conditions } };
  const { source } = context;
  const evidence = { source, offset: line.offset, length: line.length, line: line.line };
  const at = printedAt(context) ?? seenAt(context);
  context.emit({ kind: 'object', ref: ref(kind, namespace, name), at, object, shape: 'row', evidence });
}
