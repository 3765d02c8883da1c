import { parseTime } from '../../../base/index.js';
import type { Format, Head, Place } from '../../format.js';
import { cells, csvHeader, csvRows } from '../csv.js';
import { parseCommand } from '../kubectl/command.js';
import { printed } from '../kubectl/shape.js';
import { spanOf, wholeLines } from '../whole-text.js';
import type { Cells } from './columns.js';
import { readRow } from './tables.js';

/**
 * Objects in columns that are not kubectl's own: `-o custom-columns=...`, lists of Lens and of consoles saved as CSV or pasted with
 * tabs. A column is known by its name, however that is spelt, a kind by the columns that only it has.
 */
export const objectColumns: Format = {
  id: 'object-columns',
  title: 'objects in columns of somebody’s choice (custom-columns, Lens)',
  grammar: 'k8s.io/kubectl/pkg/cmd/get/customcolumn.go; lensapp/lens packages/core/src/renderer/components',
  samples: [
    'NS     POD                    NODE       PHASE     IP\nshop   web-5d8c7c9b7d-x4z2n   worker-1   Pending   10.244.1.7\n',
    'Name,Namespace,Containers,CPU,Memory,Restarts,Controlled By,Node,QoS,Age,Status\nweb-5d8c7c9b7d-x4z2n,shop,1,0.001,20MiB,6,ReplicaSet,worker-1,BestEffort,8m2s,CrashLoopBackOff\n',
    'Name\tCPU\tMemory\tDisk\tTaints\tRoles\tVersion\tAge\tConditions\nworker-1\tN/A\tN/A\tN/A\t1\tworker\tv1.31.0\t30d\tNotReady\n',
  ],
  deferred: true,
  sniff: (head) => (tableIn(head.lines, head) === undefined ? 0 : 0.93),
  open: (context) =>
    wholeLines(context, (lines) => {
      const filled = lines.filter(({ text }) => text.trim() !== '');
      const table = tableIn(
        filled.map(({ text }) => text),
        context,
      );
      if (table === undefined) return;
      const body = filled.slice(table.at + 1);
      const rows = table.isCsv
        ? csvRows(body)
        : body.map((line) => ({ text: line.text, first: line, last: line }));
      const namespace = parseCommand(context.place.command ?? '').namespace ?? context.place.namespace;
      const place = { ...context.place, ...(namespace === undefined ? {} : { namespace }) };
      const asked = { ...context, place };
      let odd = 0;
      for (const { text, first, last } of rows) {
        const row = rowOf(table, text);
        if (row === undefined) odd += 1;
        else readRow(row.cells, table.kind, spanOf(context, first, last), asked, row.known);
      }
      if (odd > 0) context.problem({ message: `${odd} rows name no object` });
    }),
};

/** What a column is called by kubectl, by its name in small letters and figures alone. */
const NAMES: Readonly<Record<string, string>> = {
  name: 'NAME', pod: 'NAME', podname: 'NAME', nodename: 'NODE', node: 'NODE', host: 'NODE', namespace: 'NAMESPACE', ns: 'NAMESPACE',
  status: 'STATUS', phase: 'STATUS', state: 'STATUS', restarts: 'RESTARTS', restartcount: 'RESTARTS', age: 'AGE', ip: 'IP', podip: 'IP',
  created: 'CREATED', creationtimestamp: 'CREATED', version: 'VERSION', kubeletversion: 'VERSION', kubelet: 'VERSION', roles: 'ROLES',
  role: 'ROLES', taints: 'TAINTS', conditions: 'CONDITIONS', pods: 'PODS', replicas: 'REPLICAS', desired: 'DESIRED', current: 'CURRENT',
  ready: 'READY', uptodate: 'UP-TO-DATE', available: 'AVAILABLE', nodeselector: 'NODE SELECTOR', containers: 'COUNT', controlledby: 'OWNER',
  qos: 'QOS', qosclass: 'QOS', type: 'TYPE', clusterip: 'CLUSTER-IP', ports: 'PORT(S)', externalip: 'EXTERNAL-IP', selector: 'SELECTOR',
  endpoints: 'ENDPOINTS', storageclass: 'STORAGECLASS', size: 'CAPACITY', capacity: 'CAPACITY', claim: 'CLAIM', volume: 'VOLUME',
  minpods: 'MINPODS', maxpods: 'MAXPODS', metrics: 'TARGETS', schedule: 'SCHEDULE', suspend: 'SUSPEND', active: 'ACTIVE',
  lastschedule: 'LAST SCHEDULE', completions: 'COMPLETIONS', reason: 'REASON', internalip: 'INTERNAL-IP', osimage: 'OS-IMAGE',
  kernel: 'KERNEL-VERSION', kernelversion: 'KERNEL-VERSION', containerruntime: 'CONTAINER-RUNTIME',
}; // prettier-ignore

/** Kinds by columns that only they have; the first that fits. */
const MARKS: readonly (readonly [kind: string, ...columns: string[]])[] = [
  ['HorizontalPodAutoscaler', 'MINPODS', 'MAXPODS'],
  ['CronJob', 'SCHEDULE', 'SUSPEND'],
  ['Job', 'COMPLETIONS'],
  ['Service', 'CLUSTER-IP', 'TYPE'],
  ['PersistentVolume', 'CLAIM', 'CAPACITY', 'STATUS'],
  ['PersistentVolumeClaim', 'STORAGECLASS', 'CAPACITY', 'STATUS'],
  ['Node', 'TAINTS', 'VERSION'],
  ['Node', 'ROLES', 'VERSION'],
  ['Pod', 'QOS', 'STATUS'],
  ['Pod', 'NODE', 'STATUS'],
  ['Pod', 'NODE', 'RESTARTS'],
  ['DaemonSet', 'PODS', 'NODE SELECTOR'],
  ['DaemonSet', 'DESIRED', 'CURRENT', 'NODE SELECTOR'],
  ['ReplicaSet', 'DESIRED', 'CURRENT', 'READY'],
  ['Deployment', 'PODS', 'REPLICAS', 'CONDITIONS'],
  ['StatefulSet', 'PODS', 'REPLICAS'],
];

interface Columns {
  readonly kind: string;
  readonly names: readonly string[];
  readonly cut: (text: string) => readonly string[];
  readonly at: number;
  readonly isCsv: boolean;
}

function tableIn(lines: readonly string[], { place }: Pick<Head, 'place'>): Columns | undefined {
  const filled = lines.filter((line) => line.trim() !== '').slice(0, 2);
  if (filled.length < 2) return undefined;
  const csv = csvHeader(filled);
  const named = csv === undefined ? undefined : known(csv.columns, place);
  if (csv !== undefined && named !== undefined)
    return { ...named, cut: (text) => cells(text, csv.separator), at: csv.at, isCsv: true };
  const words = [...(filled[0] ?? '').matchAll(/\S+(?: \S+)*/g)];
  const found = known(
    words.map(([word]) => word),
    place,
  );
  if (found === undefined) return undefined;
  const starts = words.map(({ index }) => index);
  const cut = (text: string): readonly string[] =>
    starts.map((from, i) => text.slice(from, starts[i + 1]).trim());
  return { ...found, cut, at: 0, isCsv: false };
}

/** The kind and kubectl's names of the columns. */
function known(columns: readonly string[], place: Place): Pick<Columns, 'kind' | 'names'> | undefined {
  if (columns.length < 3 || !columns.every((name) => /^[A-Za-z][\w .:/%()-]{0,60}$/.test(name)))
    return undefined;
  const found = columns.map((name) => NAMES[name.toLowerCase().replace(/[^a-z0-9]/g, '')]);
  // A column of nodes in a table of nodes is their name.
  const names = found.map((name, i) =>
    name === 'NODE' && !found.includes('NAME') ? 'NAME' : (name ?? columns[i] ?? ''),
  );
  if (!names.includes('NAME') || names.indexOf('NAME') !== names.lastIndexOf('NAME')) return undefined;
  const asked = place.command === undefined ? undefined : parseCommand(place.command)?.kinds;
  const marked = MARKS.find(([, ...own]) => own.every((name) => names.includes(name)))?.[0];
  const kind = (asked?.length === 1 ? asked[0] : undefined) ?? place.objectKind ?? marked;
  // Half of them foreign: a table of something else, whatever two of its columns are called.
  const foreign = found.filter((name) => name === undefined).length;
  if (kind === undefined || kind === 'Event' || (asked === undefined && foreign > columns.length / 2))
    return undefined;
  return { kind, names };
}

interface Row {
  readonly cells: Cells;
  readonly known: Readonly<Record<string, unknown>> | undefined;
}

function rowOf({ kind, names, cut }: Columns, text: string): Row | undefined {
  const values = cut(text);
  const said: Record<string, string> = {};
  names.forEach((name, i) => {
    said[name] ??= values[i] ?? '';
  });
  if (!/^[a-z0-9][\w.:-]*$/.test(said['NAME'] ?? '')) return undefined;
  if (kind === 'Node') said['STATUS'] = (said['STATUS'] ?? said['CONDITIONS'] ?? '').replace(/[ ,]+/g, ',');
  if (said['PODS'] !== undefined && said['READY'] === undefined)
    said['READY'] = said['PODS'].replace(/ /g, '');
  if (/^(?:true|false)(?:,(?:true|false))*$/.test(said['READY'] ?? ''))
    said['READY'] = outOf(said['READY'] ?? '');
  if (said['PORT(S)'] !== undefined) said['PORT(S)'] = said['PORT(S)'].replace(/, ?/g, ',');
  const created = said['CREATED'] === undefined ? undefined : printed(said['CREATED']);
  const isTime = created !== undefined && parseTime(created)?.zoned === true;
  return { cells: said, known: isTime ? { creationTimestamp: created } : undefined };
}

/** "true,false" of the containers as kubectl's "1/2". */
function outOf(text: string): string {
  const all = text.split(',');
  return `${all.filter((ready) => ready === 'true').length}/${all.length}`;
}
