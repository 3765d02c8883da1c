import { counted, groupBy, iso, listed, type Instant } from '../base/index.js';
import { keyOf, labelOf, type Ref, type RequestRecord } from '../model/index.js';
import type { Change } from '../world/index.js';
import type { Measured } from './input.js';

/** Webhook configurations: while one is away, what it would have been asked about is let in unasked. */
const GATES: ReadonlySet<string> = new Set([
  'MutatingWebhookConfiguration',
  'ValidatingWebhookConfiguration',
]);

/** What admission webhooks are written for; leases, events and reviews pass without anybody minding. */
const GUARDED: ReadonlySet<string> = new Set([
  'Pod', 'Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job', 'CronJob', 'Service', 'Ingress', 'ConfigMap',
  'Secret', 'Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding', 'NetworkPolicy', 'PodDisruptionBudget',
]); // prettier-ignore

/** So many are named; the audit log has the rest. */
const NAMED = 6;

/**
 * What was created while admission webhooks were deleted, in words: nobody looked at these objects, so
 * somebody has to afterwards. Undefined where no webhook was deleted or no audit log tells.
 */
export function uncheckedWhile(m: Measured, deleted: readonly Change[]): string | undefined {
  const gates = deleted.filter((x) => x.verb === 'delete' && GATES.has(x.entity.kind));
  const [gate] = gates;
  if (!gate || m.c.requests.length === 0) return undefined;
  const from = Math.max(...gates.map((x) => x.at.hi));
  const until = backAt(m, gate, from);
  const told = m.c.requests.filter((r) => r.at.lo > from && r.at.hi < until && isCreated(r));
  const refs = [...told.flatMap((r) => (isNamed(r) ? r.about : [])), ...bornWithin(m, from, until)];
  const known = [...new Map(refs.map((r) => [keyOf(r), r])).values()];
  const names = [...known.map(labelOf), ...unnamed(told, known)];
  if (names.length === 0) return undefined;
  const shown = names.length > NAMED ? [...names.slice(0, NAMED), `${names.length - NAMED} more`] : names;
  const end = Number.isFinite(until) ? `until ${iso(until)}` : 'until the end of the capture';
  return `while ${gates.length === 1 ? 'it was' : 'they were'} away, ${end}, these were created unchecked: ${listed(shown)}`;
}

/** When a configuration of that name was there again. */
function backAt(m: Measured, gate: Change, after: Instant): Instant {
  const back = m.c.requests.find(
    (r) => r.verb === 'create' && r.at.lo > after && r.code < 300 && keyOf(r.about) === keyOf(gate.entity),
  );
  return back?.at.lo ?? Infinity;
}

/** Objects of the capture that came into being in that time; the log does not name those that a controller makes. */
function bornWithin(m: Measured, from: Instant, until: Instant): Ref[] {
  return [...GUARDED].flatMap((kind) =>
    m.c
      .all(kind)
      .filter((e) => e.created && e.created.lo > from && e.created.hi < until)
      .map((e) => e.ref),
  );
}

/** Creations without a name in the log of which the capture shows no object: how many, of what, where. */
function unnamed(told: readonly RequestRecord[], known: readonly Ref[]): string[] {
  const place = (r: Ref): string => `${r.kind} ${r.namespace ?? ''}`;
  const shown = new Set(known.map(place));
  const left = told.filter((r) => !isNamed(r) && !shown.has(place(r.about)));
  return [...groupBy(left, (r) => place(r.about)).values()].flatMap((list) => {
    const about = list[0]?.about;
    return about
      ? [
          `${counted(list.length, about.kind)}${about.namespace === undefined ? '' : ` in ${about.namespace}`}`,
        ]
      : [];
  });
}

function isNamed(r: RequestRecord): boolean {
  return r.about.name !== '' && r.about.name !== '*';
}

function isCreated(r: RequestRecord): boolean {
  return r.verb === 'create' && r.subresource === undefined && r.code < 300 && GUARDED.has(r.about.kind);
}
