import { HOUR, isObject, parseDuration, SECOND, type Stamp } from '../../../base/index.js';
import { printedAt } from '../captured.js';
import { isClusterScoped, ref, type ObjectRecord, type Ref } from '../../../model/index.js';
import type { ReadContext } from '../../format.js';
import { UNTIMED } from '../../hints.js';
import type { Line } from '../../lines.js';
import { ageUnit, OutputClock, outputTime, rfc1123, type TimeHints } from '../kubectl/clock.js';
import { isClientLine, isErrorLine, type Section } from '../kubectl/output.js';
import { compact } from '../kubectl/shape.js';
import { spanOf } from '../whole-text.js';
import { eventRecords, eventRows, type EventRow } from './events.js';
import { membersOf } from './generic.js';
import { describedKind } from './kinds.js';
import { metadataOf } from './metadata.js';
import { leaseOf, podsOnNode, type Told } from './node.js';
import { quotasOfNamespace } from './policy.js';
import { relevelled } from './relevel.js';
import { endpointsOfService } from './service.js';
import { child, parseTree, value, type Node } from './tree.js';
import { replicaSetsOf } from './workload.js';

const SECOND_KEY =
  /^(?:Namespace|Labels|Annotations|Roles|Priority|IsDefaultClass|Value|Selector|Created on|CreationTimestamp|Role|Provisioner|Parameters|Controller|StorageClass|Address|Reference|Node-Selector|API Version|Kind|Image pull secrets|Finalizers|Status):/;

/** True where a described object begins: "Name:" with another of the first keys soon below it. */
export function beginsObject(lines: readonly Line[], at: number): boolean {
  if (!/^Name:\s+\S/.test(lines[at]?.text ?? '')) return false;
  const before = lines[at - 1]?.text.trim() ?? '';
  if (before !== '' && !isClientLine(before) && !isErrorLine(before)) return false;
  return lines.slice(at + 1, at + 4).some((l) => SECOND_KEY.test(l.text));
}

/** The lines of each described object of a section. */
export function describedObjects(lines: readonly Line[]): (readonly Line[])[] {
  const starts = lines.flatMap((_, i) => (beginsObject(lines, i) ? [i] : []));
  return starts.map((from, i) => relevelled(trimmed(lines.slice(from, starts[i + 1]))));
}

function trimmed(lines: readonly Line[]): readonly Line[] {
  let end = lines.length;
  while (end > 0 && lines[end - 1]?.text.trim() === '') end -= 1;
  return lines.slice(0, end);
}

/** Emits what one described object says: itself, what it tells of others, its events. */
export function readDescribed(lines: readonly Line[], section: Section, context: ReadContext): void {
  const [first] = lines;
  if (!first) return;
  const root = parseTree(lines);
  const { command } = section;
  const asked = command?.kinds.length === 1 ? command.kinds[0] : context.place.objectKind;
  const known = describedKind(root, asked);
  if (!known) {
    const message = `a description of "${value(root, 'Name') ?? ''}" is of no kind that is known`;
    return context.problem({ message, offset: first.offset, line: first.line });
  }
  const namespace =
    value(root, 'Namespace') ?? namespaceFor(known.kind, command?.namespace ?? context.place.namespace);
  const rows = eventRows(child(root, 'Events')?.raw ?? []);
  const now = outputTime(printedAt(context), hintsOf(root, known.kind, rows));
  const clock = new OutputClock(now);
  const about = ref(known.kind, namespace, value(root, 'Name') ?? '');
  const body = known.read(root, clock);
  const meta = metadata(root, body, namespace);
  const object = { apiVersion: value(root, 'API Version'), kind: known.kind, ...body, metadata: meta };
  const at = now ?? UNTIMED;
  context.emit(objectRecord(about, object, 'described', at, spanOf(context, first, lines.at(-1))));
  for (const told of toldBy(root, known.kind, namespace)) {
    context.emit(objectRecord(told.ref, told.object, 'row', at, spanOf(context, told.line)));
  }
  for (const event of eventRecords(rows, about, clock, context)) context.emit(event);
}

function namespaceFor(kind: string, known: string | undefined): string | undefined {
  return isClusterScoped(kind) ? undefined : (known ?? 'default');
}

function metadata(
  root: Node,
  body: Record<string, unknown>,
  namespace: string | undefined,
): Record<string, unknown> {
  const block = child(root, 'Metadata');
  const extra = isObject(body['metadata']) ? body['metadata'] : {};
  const base = { ...(block ? membersOf(block) : {}), ...metadataOf(root, namespace) };
  const annotations = isObject(base['annotations']) ? base['annotations'] : {};
  const more = isObject(extra['annotations'])
    ? { annotations: { ...annotations, ...extra['annotations'] } }
    : {};
  return { ...base, ...extra, ...more };
}

function objectRecord(
  about: Ref,
  object: Record<string, unknown>,
  shape: 'described' | 'row',
  at: Stamp,
  evidence: ObjectRecord['evidence'],
): ObjectRecord {
  const kept = compact(object);
  const meta = kept['metadata'];
  const uid = isObject(meta) && typeof meta['uid'] === 'string' ? { uid: meta['uid'] } : {};
  return { kind: 'object', ref: about, ...uid, at, object: kept, shape, evidence };
}

function toldBy(root: Node, kind: string, namespace: string | undefined): Told[] {
  switch (kind) {
    case 'Node':
      return [...leaseOf(root), ...podsOnNode(root)];
    case 'Deployment':
      return replicaSetsOf(root, namespace);
    case 'Service':
      return endpointsOfService(root, namespace);
    case 'Namespace':
      return quotasOfNamespace(root);
    default:
      return [];
  }
}

/**
 * Nothing about an object happens before it was made, nor does the kubelet say anything of a pod before
 * the pod's start time: age plus that time is a floor. A pod is scheduled before it starts: a ceiling.
 * A node that is Ready renews its Lease every ten seconds.
 */
function hintsOf(root: Node, kind: string, rows: readonly EventRow[]): TimeHints {
  const floors: number[] = [];
  const ceilings: number[] = [];
  const created = rfc1123(value(root, 'CreationTimestamp') ?? '');
  const started = kind === 'Pod' ? rfc1123(value(root, 'Start Time') ?? '') : undefined;
  for (const row of rows) {
    const ages = row.age.match(/(?:\d+[smhdy])+/g) ?? [];
    const oldest = parseDuration(ages.at(-1) ?? '');
    if (oldest === undefined || oldest > 8 * HOUR) continue;
    // A second for the cut of each of the two stamps.
    if (created !== undefined) floors.push(created + oldest - SECOND);
    if (started !== undefined && row.component === 'kubelet') floors.push(started + oldest - SECOND);
    if (started !== undefined && row.reason === 'Scheduled') {
      ceilings.push(started + SECOND + oldest + ageUnit(oldest) + SECOND);
    }
  }
  const renewed = kind === 'Node' ? rfc1123(value(child(root, 'Lease'), 'RenewTime') ?? '') : undefined;
  const ready = (child(root, 'Conditions')?.raw ?? []).some((l) => /^\s*Ready\s+True\s/.test(l.text));
  if (renewed !== undefined && ready) floors.push(renewed);
  return { floors, ceilings, past: kind === 'ConfigMap' ? [] : timesIn(root) };
}

/** All times that the description prints in full. */
function timesIn(root: Node): number[] {
  return root.raw.flatMap(({ text }) => {
    if (!text.includes(':')) return [];
    return [...text.matchAll(/\d{1,2} \w{3} \d{4} \d\d:\d\d:\d\d [+-]\d{4}/g)].flatMap(
      (m) => rfc1123(m[0]) ?? [],
    );
  });
}
