import { counted, iso, listed, MINUTE, SECOND, sortedBy, type Stamp } from '../base/index.js';
import { keyOf, labelOf, type Condition, type EntityKey, type Evidence, type Ref } from '../model/index.js';
import { workloadOf, type Change } from '../world/index.js';
import { family, type Involved } from './involved.js';
import { reach, shortagesAround, type Reach } from './closure.js';
import type { Measured } from './input.js';
import { wordsOf, type Said } from './statements.js';
import type { Act, Effect } from './act.js';
import { judge } from './response-effect.js';
import { uncheckedWhile } from './unchecked.js';
import { callsItStopgap } from './vocabulary.js';

/** What people did about it, and what came of it. */
export interface Response {
  readonly at: Stamp;
  readonly by: string;
  readonly entity: Ref;
  readonly change: string;
  readonly kind: 'diagnostic' | 'stopgap' | 'fix';
  readonly effect: Effect;
  readonly why: string;
  /** Conditions that ended because of it. */
  readonly ended: readonly Condition[];
  /** True while it still stands: nothing took it back. */
  readonly inForce: boolean;
  /** True for what only a note tells of: `change` is then in its words. */
  readonly noted: boolean;
  readonly evidence: readonly Evidence[];
}

/** Acts of one person within this time, of one verb on one kind, are one response. */
const ONE_ACT = 10 * SECOND;

/** Classifies and judges what people did during the incident, in order of time. */
export function responsesOf(
  m: Measured,
  involved: Involved,
  said: readonly Said[],
  since: { readonly began: Stamp; readonly detect: Stamp | undefined },
): readonly Response[] {
  const changes = m.incident.responses.filter((x) => x.byPerson && isResponse(m, involved, x, since, said));
  const acts = sortedBy(
    [...fromChanges(changes), ...fromNotes(m, said)],
    (a) => a.at.lo,
    (a) => keyOf(a.entity),
  );
  const reaches = new Map(acts.map((a) => [a, reach(m, targetsOf(m, a), takesAway(a.verb))]));
  const done = acts.filter((a) => a.verb !== 'exec');
  return acts.map((a): Response => {
    const own = reaches.get(a) ?? { touched: [], entities: new Set<EntityKey>() };
    const common = {
      at: a.at,
      by: a.by,
      entity: a.entity,
      change: describe(m, a),
      noted: a.verb === 'note',
      evidence: a.evidence,
    };
    if (a.verb === 'exec') {
      return {
        ...common,
        kind: 'diagnostic',
        effect: 'unknown',
        why: 'looked into it, changed nothing',
        ended: [],
        inForce: false,
      };
    }
    const others = done.filter((b) => b !== a).map((b) => ({ act: b, reach: reaches.get(b) ?? own }));
    const verdict = judge(m, a, own, others, said);
    const back = undone(m, a, done);
    const kind = kindOf(m, a, own, said, back !== undefined);
    const unchecked = uncheckedWhile(m, a.changes);
    return {
      ...common,
      kind,
      effect: isUndone(a, back, verdict.effect) ? 'undone' : verdict.effect,
      why: [
        verdict.why,
        ...(back === undefined ? [] : [`taken back ${iso(back.at.lo)}`]),
        ...(unchecked === undefined ? [] : [unchecked]),
      ].join('; '),
      ended: verdict.ended,
      inForce: kind === 'stopgap' && a.verb !== 'note' && back === undefined && !passing(m, a),
    };
  });
}

/** Nobody answers what nobody knows of: acts before the incident was noticed, or that set it off, are none. */
function isResponse(
  m: Measured,
  involved: Involved,
  x: Change,
  since: { readonly began: Stamp; readonly detect: Stamp | undefined },
  said: readonly Said[],
): boolean {
  const { began, detect } = since;
  const known = detect && detect.grade !== 'C' ? Math.max(began.lo, detect.lo - MINUTE) : began.lo;
  if (x.at.hi < known) return false;
  const key = keyOf(x.entity);
  const cause = m.incident.conditions.some(
    (y) =>
      ['change', 'load'].includes(m.incident.conditionTypes.get(y.type)?.nature ?? '') &&
      ['root-cause', 'trigger'].includes(m.incident.roleOf(y.id)) &&
      keyOf(y.entity) === key &&
      Math.abs(y.onset.lo - x.at.lo) <= 2 * SECOND,
  );
  const answered = detect !== undefined && x.at.lo >= detect.lo;
  if ((cause && !answered) || isAgain(m, x)) return false;
  if (concerns(m, involved, x.entity)) return true;
  return answered && (isSpokenOf(x, said) || relieves(m, x));
}

/** A controller that scales a thing back at each of its rounds does what set the incident off once more. */
function isAgain(m: Measured, x: Change): boolean {
  if (x.verb !== 'scale' || !x.by.startsWith('system:serviceaccount:')) return false;
  return m.incident.conditions.some(
    (y) =>
      ['root-cause', 'trigger'].includes(m.incident.roleOf(y.id)) &&
      keyOf(y.entity) === keyOf(x.entity) &&
      y.attrs['by'] === x.by &&
      y.attrs['verb'] === x.verb,
  );
}

/** A note of about the same time names what was touched: then it was touched because of this. */
function isSpokenOf(x: Change, said: readonly Said[]): boolean {
  const name = x.entity.name.toLowerCase();
  return said.some(
    (s) =>
      s.what === 'action' &&
      Math.abs(s.at.lo - x.at.lo) <= 2 * MINUTE &&
      wordsOf(s.text).some((w) => w === name || (w.length >= 5 && name.startsWith(`${w}-`))),
  );
}

function takesAway(verb: Act['verb']): boolean {
  return verb === 'delete' || verb === 'scale' || verb === 'evict';
}

/** Pods taken off a node that had run out of something, where that is the root of it. */
function relieves(m: Measured, x: Change): boolean {
  const roots = new Set(m.incident.rootCauses.map((y) => y.id));
  return takesAway(x.verb) && shortagesAround(m, [x.entity]).some((y) => roots.has(y.id));
}

const TIES = ['selects', 'scales', 'calls', 'limits', 'routes-to'] as const;

/** The thing itself, what stands for it, or what it governs is part of the incident. */
function concerns(m: Measured, involved: Involved, entity: Ref): boolean {
  const governed = TIES.flatMap((name) => m.c.targets(entity, name).map((e) => e.ref));
  return [entity, ...governed].some((r) => family(m.c, r).some((member) => involved.has(member)));
}

/**
 * Deleting a pod or restarting leaves nothing behind that would have to be reverted; nor does scaling what
 * an autoscaler scales, which writes its own number at its next sync.
 */
function passing(m: Measured, a: Act): boolean {
  const autoscaled = (x: Change): boolean => m.c.to(x.entity, 'scales').length > 0;
  return (
    (a.verb === 'scale' && a.changes.length > 0 && a.changes.every(autoscaled)) ||
    a.verb === 'restart' ||
    a.verb === 'evict' ||
    (a.verb === 'delete' && ['Pod', 'Job', 'Node'].includes(a.entity.kind))
  );
}

function fromChanges(changes: readonly Change[]): Act[] {
  const acts: Act[] = [];
  const ordered = sortedBy(
    changes,
    (x) => x.at.lo,
    (x) => keyOf(x.entity),
  );
  for (const x of ordered) {
    const i = acts.findLastIndex((a) => isSameAct(a, x));
    const last = acts[i];
    if (!last) {
      acts.push({ at: x.at, by: x.by, verb: x.verb, entity: x.entity, changes: [x], evidence: x.evidence });
      continue;
    }
    acts[i] = {
      ...last,
      at: { ...last.at, hi: Math.max(last.at.hi, x.at.hi) },
      changes: [...last.changes, x],
      evidence: [...last.evidence, ...x.evidence].slice(0, 6),
    };
  }
  return acts;
}

/** One command of a person may touch several objects, and one sitting looks into several pods. */
function isSameAct(a: Act, x: Change): boolean {
  if (a.by !== x.by || a.verb !== x.verb) return false;
  const apart = x.at.lo - a.at.hi;
  if (x.verb === 'exec') return apart <= 10 * MINUTE;
  if (keyOf(a.entity) === keyOf(x.entity)) return apart <= ONE_ACT;
  const alike = a.entity.kind === x.entity.kind && a.entity.namespace === x.entity.namespace;
  if (x.verb === 'delete')
    return alike ? apart <= ONE_ACT : a.entity.namespace === x.entity.namespace && apart <= SECOND;
  return alike && x.verb === 'create' && apart <= SECOND;
}

/** Notes of acts that left no trace of their own in the cluster: those with no change near them. */
function fromNotes(m: Measured, said: readonly Said[]): Act[] {
  const near = 150 * SECOND;
  return said.flatMap((s): Act[] => {
    if (s.what !== 'action') return [];
    const traced = m.incident.responses.some((x) => x.byPerson && Math.abs(x.at.lo - s.at.lo) <= near);
    if (traced) return [];
    const entity: Ref = { kind: 'Cluster', name: 'cluster' };
    return [
      {
        at: s.at,
        by: s.author ?? 'unknown',
        verb: 'note',
        entity,
        changes: [],
        text: s.text,
        evidence: [s.evidence],
      },
    ];
  });
}

function targetsOf(m: Measured, a: Act): readonly Ref[] {
  if (a.verb !== 'note') return a.changes.map((x) => x.entity);
  const words = (a.text ?? '').toLowerCase();
  const named = m.incident.conditions
    .map((x) => x.entity)
    .filter((r) => words.includes(r.name.toLowerCase()));
  return named.length > 0 ? named : m.incident.rootCauses.map((x) => x.entity);
}

const VERB: Readonly<Record<Act['verb'], string>> = {
  create: 'created',
  update: 'changed',
  delete: 'deleted',
  scale: 'scaled',
  evict: 'evicted',
  exec: 'looked into',
  restart: 'restarted',
  note: '',
};

function describe(m: Measured, a: Act): string {
  if (a.text !== undefined) return a.text;
  const fields = [...new Set(a.changes.flatMap((x) => x.fields.map((f) => withValues(x, f))))];
  const told = fields.slice(0, 3).join(', ');
  const more = fields.length > 3 ? ` and ${fields.length - 3} more` : '';
  const what = `${VERB[a.verb]} ${objectOf(m, a)}`;
  return told === '' || a.verb === 'create' || a.verb === 'restart' ? what : `${what}: ${told}${more}`;
}

function objectOf(m: Measured, a: Act): string {
  const all = [...new Map(a.changes.map((x) => [keyOf(x.entity), x.entity])).values()];
  if (all.length > 3) {
    const where = a.entity.namespace === undefined ? '' : ` in ${a.entity.namespace}`;
    return `${counted(all.length, all.every((r) => r.kind === a.entity.kind) ? a.entity.kind : 'object')}${where}`;
  }
  if (all.length > 1) return listed(all.map(labelOf));
  const owner = a.entity.kind === 'Pod' ? workloadOf(m.c, a.entity) : a.entity;
  return keyOf(owner) === keyOf(a.entity) ? labelOf(a.entity) : `${labelOf(a.entity)} of ${labelOf(owner)}`;
}

/** "spec.template.spec.containers[web].image" → "image of container web": what people call the field. */
function fieldWords(path: string): string {
  const own = path.replace(/^spec[.]/, '').replace(/^template[.](?:spec[.])?/, '');
  const container = /^(?:init|ephemeral)?[cC]ontainers\[([^\]]+)\][.](.+)$/.exec(own);
  return container ? `${container[2] ?? ''} of container ${container[1] ?? ''}` : own;
}

function withValues(x: Change, field: string): string {
  const pair = x.values[field];
  if (!pair) return field === 'spec.taints' ? 'taints taken away' : fieldWords(field);
  if (x.verb === 'scale' && pair[0] === undefined) return `${fieldWords(field)} → ${pair[1] ?? '(unset)'}`;
  return `${fieldWords(field)} ${pair[0] ?? '(unset)'} → ${pair[1] ?? '(unset)'}`;
}

/**
 * A fix changes the root cause's own entity for good; whatever people call a stopgap, whatever is taken
 * back later, and whatever only works around the cause is a stopgap.
 */
function kindOf(m: Measured, a: Act, own: Reach, said: readonly Said[], back: boolean): Response['kind'] {
  const called = said.some((s) => callsItStopgap(s.text) && Math.abs(s.at.lo - a.at.lo) <= 30 * SECOND);
  if (called || back || passing(m, a)) return 'stopgap';
  const roots = m.incident.rootCauses;
  const atRoot = roots.some((x) => own.entities.has(keyOf(x.entity)) && sameThing(m, a, x.entity));
  if (atRoot) return 'fix';
  const triggers = m.incident.conditions.filter(
    (x) => m.incident.roleOf(x.id) === 'trigger' && x.onset.lo < a.at.lo && sameThing(m, a, x.entity),
  );
  // what a delivery tool brought comes back with its next run, unless the tool takes it back as well
  if (triggers.length > 0) return triggers.some((x) => delivered(x, a)) ? 'stopgap' : 'fix';
  const weaknesses = m.incident.conditions.filter((x) => m.incident.roleOf(x.id) === 'contributing' && x.end);
  const cured = weaknesses.some((x) => sameThing(m, a, x.entity) && x.end && x.end.hi >= a.at.lo);
  return cured || a.verb === 'create' ? 'fix' : 'stopgap';
}

/** True when a tool applied the change that a person then took back by hand. */
function delivered(trigger: Condition, a: Act): boolean {
  const by = String(trigger.attrs['by'] ?? '');
  return by.startsWith('system:serviceaccount:') && a.by !== by;
}

function sameThing(m: Measured, a: Act, entity: Ref): boolean {
  const own = new Set(a.changes.flatMap((x) => [keyOf(x.entity), keyOf(workloadOf(m.c, x.entity))]));
  return a.verb === 'note' ? true : own.has(keyOf(entity)) || own.has(keyOf(workloadOf(m.c, entity)));
}

/** So soon after it an act is taken back by a controller that keeps the declared state, or by a colleague. */
const SOON = 10 * MINUTE;

/** Taken back before anything came of it. */
function isUndone(a: Act, back: { readonly at: Stamp } | undefined, effect: Effect): boolean {
  return (
    back !== undefined && back.at.lo - a.at.hi <= SOON && ['no-effect', 'failed', 'unknown'].includes(effect)
  );
}

/** A later act that takes this one back: what was deleted is created again, a value is set back. */
function undone(m: Measured, a: Act, acts: readonly Act[]): { at: Stamp } | undefined {
  const later = acts.filter((b) => b.at.lo > a.at.hi && b.changes.length > 0);
  if (a.verb === 'delete' && !passing(m, a)) {
    return later.find(
      (b) =>
        b.verb === 'create' &&
        b.changes.some((y) => a.changes.some((x) => keyOf(x.entity) === keyOf(y.entity))),
    );
  }
  const set = a.changes.flatMap((x) =>
    Object.entries(x.values).map(([field, [before]]) => ({ key: keyOf(x.entity), field, before })),
  );
  const revert = (y: Change): boolean =>
    set.some(
      (s) =>
        s.key === keyOf(y.entity) && y.values[s.field] !== undefined && y.values[s.field]?.[1] === s.before,
    );
  return later.find((b) => b.changes.some(revert)) ?? m.c.changes.find((y) => y.at.lo > a.at.hi && revert(y));
}
