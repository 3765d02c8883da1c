import { atTime, digList, digText, inWords, listed, MINUTE, oneLine, stampOf } from '../../../base/index.js';
import { labelOf, type ConditionType } from '../../../model/index.js';
import { cite, conditionsOf, newest, type Case } from '../../../world/index.js';
import type { Detector, Finding } from '../../detector.js';

const namespace: ConditionType = {
  id: 'namespace-stuck-terminating',
  nature: 'fault',
  title: 'Namespace does not go away',
  selfExplaining: true,
};
const finalizer: ConditionType = {
  id: 'finalizer-stuck',
  nature: 'fault',
  title: 'Object waits for its finalizer',
};

/** Controllers take their finalizers off within seconds; longer means that one of them does not work. */
const LONG = 10 * MINUTE;

/** Objects that were deleted and stay, because whoever must let go of them does not. */
export const finalizerStuck: Detector = {
  id: 'finalizer-stuck',
  layer: 'control-plane',
  what:
    'An object was deleted but carries a finalizer that nobody takes off: its controller is gone or fails. A ' +
    'namespace waits for what is left in it, or for an API that does not answer.',
  lookAlikes:
    'A pod without finalizers that stays is a matter of its node. Deletion that began a moment ago is under way.',
  sources: ['Kubernetes API: deletionTimestamp, finalizers', 'namespace conditions'],
  emits: [namespace, finalizer],
  *detect(c) {
    yield* printedOnly(c);
    for (const e of c.entities()) {
      const s = newest(e);
      const since = stampOf(digText(s?.object, 'metadata', 'deletionTimestamp'));
      if (!s || !since || e.deleted || s.at.lo - since.hi < LONG) continue;
      const finalizers = [
        ...digList(s.object, 'metadata', 'finalizers'),
        ...(e.ref.kind === 'Namespace' ? digList(s.object, 'spec', 'finalizers') : []),
      ].filter((x): x is string => typeof x === 'string');
      if (finalizers.length === 0) continue;
      const said = conditionsOf(s.object).filter((x) => x.status === 'True');
      const why = ['Failure', 'FinalizersRemaining', 'Remaining'].flatMap(
        (word) => said.find((x) => x.type.includes(word)) ?? [],
      )[0];
      yield {
        type: (e.ref.kind === 'Namespace' ? namespace : finalizer).id,
        entity: e.ref,
        onset: since,
        severity: e.ref.kind === 'Namespace' ? 2 : 1,
        statement: `${labelOf(e.ref)} was deleted ${atTime(since)} and is still there after ${inWords(s.at.lo - since.hi)}: it waits for ${listed(
          finalizers.slice(0, 3),
        )}${why?.message === undefined ? '' : ` (${oneLine(why.message, 200)})`}.`,
        evidence: [cite(s, 'metadata', 'deletionTimestamp'), ...(why ? [cite(s, ...why.path)] : [])],
        attrs: { finalizers: finalizers.join(',') },
      };
    }
  },
};

/** A namespace that `kubectl describe` or a table shows as Terminating: when it was deleted they do not print. */
function* printedOnly(c: Case): Iterable<Finding> {
  for (const e of c.all('Namespace')) {
    const s = newest(e);
    if (!s || s.shape === 'full' || e.deleted || digText(s.object, 'status', 'phase') !== 'Terminating')
      continue;
    const left = conditionsOf(s.object).filter((x) => x.status === 'True' && /Remain|Failure/.test(x.type));
    const since = left.flatMap((x) => x.since ?? [])[0];
    if (since && s.at.lo - since.hi < LONG) continue;
    const why = left.at(-1)?.message;
    yield {
      type: namespace.id,
      entity: e.ref,
      onset: since ?? { lo: e.created?.lo ?? -Infinity, hi: s.at.hi, grade: 'B' },
      severity: 2,
      statement: `${labelOf(e.ref)} was deleted and is still there ${atTime(s.at)}${why === undefined ? '' : `: ${oneLine(why, 200)}`}.`,
      evidence: [cite(s, 'status', 'phase'), ...left.slice(-1).map((x) => cite(s, ...x.path))],
    };
  }
}
