import { digList, digText, MINUTE, type Stamp } from '../../base/index.js';
import { keyOf, type EventRecord, type Ref } from '../../model/index.js';
import type { Case } from '../case.js';
import { newest, type Entity, type Snapshot } from '../entity.js';
import { declared, type DeclaredField } from './declared.js';
import { earliest } from './onset.js';
import { parseQuantity } from './quantity.js';

/** A PersistentVolumeClaim: what it asks for, what became of it, who mounts it. */
export interface ClaimView {
  readonly ref: Ref;
  readonly entity: Entity;
  readonly snapshot: Snapshot | undefined;
  readonly phase: string | undefined;
  /** Undefined: not said, so the default class; "": none, only volumes without class fit. */
  readonly storageClass: string | undefined;
  readonly asked: number | undefined;
  readonly modes: readonly string[];
  readonly size: DeclaredField | undefined;
  readonly accessModes: DeclaredField | undefined;
  /** Labels that a volume must carry. */
  readonly selector: DeclaredField | undefined;
  /** Creation, or the first event about it. */
  readonly since: Stamp;
  readonly events: readonly EventRecord[];
  /** Workloads and pods that mount it. */
  readonly users: readonly Ref[];
}

/** All claims that a reading of their own, or an event about them, shows. */
export function claims(c: Case): readonly ClaimView[] {
  return c.fact(allClaims);
}

function allClaims(c: Case): readonly ClaimView[] {
  return c.all('PersistentVolumeClaim').flatMap((entity) => {
    if (entity.deleted || (!newest(entity) && c.eventsAbout(entity.ref).length === 0)) return [];
    const live = entity.snapshots.filter((s) => s.shape !== 'manifest');
    const size = declared(entity, 'spec', 'resources', 'requests', 'storage');
    const accessModes = declared(entity, 'spec', 'accessModes');
    const events = c.eventsAbout(entity.ref);
    const phase = live.map((s) => digText(s.object, 'status', 'phase')).findLast((x) => x !== undefined);
    return [
      {
        ref: entity.ref,
        entity,
        snapshot: live.findLast((s) => digText(s.object, 'status', 'phase') !== undefined) ?? live.at(-1),
        phase: live.length === 0 ? undefined : phase,
        storageClass: stringField(entity, 'spec', 'storageClassName'),
        asked: parseQuantity(size?.value),
        modes: digList(accessModes?.value).flatMap((m) => (typeof m === 'string' ? longMode(m) : [])),
        size,
        accessModes,
        selector: declared(entity, 'spec', 'selector'),
        since: earliest([entity.created, ...events.map((e) => e.first)]) ?? {
          lo: c.asOf.lo,
          hi: c.asOf.hi,
          grade: 'X',
        },
        events,
        users: usersOf(c, entity),
      },
    ];
  });
}

/**
 * Controllers that fail to make or bind a volume say so again within this: an external provisioner backs off up
 * to 5 min; the volume controller itself (no such class) looks every 15 s (--pvclaimbinder-sync-period).
 */
const SAID_AGAIN = 6 * MINUTE;
const SYNCED_AGAIN = 2 * MINUTE;
const NO_CLASS = /^storageclass\.storage\.k8s\.io "[^"]*" not found/;

/** True when a claim is known not to have got a volume after that failure, or is not known to have got one. */
export function stillUnbound(c: Case, claim: ClaimView, failure: EventRecord): boolean {
  if (claim.phase !== undefined) return claim.phase !== 'Bound';
  const made = claim.events.some((e) => e.reason === 'ProvisioningSucceeded' && e.last.lo >= failure.last.lo);
  const pause = NO_CLASS.test(failure.message) ? SYNCED_AGAIN : SAID_AGAIN;
  return !made && c.asOf.lo - failure.last.hi <= pause;
}

function stringField(entity: Entity, ...path: string[]): string | undefined {
  const value = declared(entity, ...path)?.value;
  return typeof value === 'string' ? value : undefined;
}

function usersOf(c: Case, claim: Entity): Ref[] {
  const users = c.to(claim.ref, 'mounts').flatMap((r) => c.entity(r.from)?.ref ?? []);
  return [...new Map(users.map((u) => [keyOf(u), u])).values()];
}

const LONG: Readonly<Record<string, string>> = {
  RWO: 'ReadWriteOnce',
  ROX: 'ReadOnlyMany',
  RWX: 'ReadWriteMany',
  RWOP: 'ReadWriteOncePod',
};

/** Access modes as the API names them; tables and descriptions abbreviate. */
export function longMode(mode: string): string {
  return LONG[mode] ?? mode;
}

/** A PersistentVolume as far as a claim looks at it. */
export interface VolumeView {
  readonly ref: Ref;
  readonly entity: Entity;
  readonly snapshot: Snapshot;
  readonly phase: string | undefined;
  readonly storageClass: string;
  readonly capacity: number | undefined;
  readonly modes: readonly string[];
  readonly claim: Ref | undefined;
}

export function volumes(c: Case): readonly VolumeView[] {
  return c.fact(allVolumes);
}

function allVolumes(c: Case): readonly VolumeView[] {
  return c.all('PersistentVolume').flatMap((entity) => {
    const snapshot = newest(entity);
    if (!snapshot || entity.deleted) return [];
    const name = digText(snapshot.object, 'spec', 'claimRef', 'name');
    const namespace = digText(snapshot.object, 'spec', 'claimRef', 'namespace');
    return [
      {
        ref: entity.ref,
        entity,
        snapshot,
        phase: digText(snapshot.object, 'status', 'phase'),
        storageClass: stringField(entity, 'spec', 'storageClassName') ?? '',
        capacity: parseQuantity(declared(entity, 'spec', 'capacity', 'storage')?.value),
        modes: digList(declared(entity, 'spec', 'accessModes')?.value).flatMap((m) =>
          typeof m === 'string' ? longMode(m) : [],
        ),
        claim:
          name === undefined
            ? undefined
            : { kind: 'PersistentVolumeClaim', ...(namespace === undefined ? {} : { namespace }), name },
      },
    ];
  });
}
