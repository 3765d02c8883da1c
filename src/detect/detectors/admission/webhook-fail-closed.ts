import { counted, groupBy, listed, MINUTE, type Stamp } from '../../../base/index.js';
import { keyOf, labelOf, ref, type Ref } from '../../../model/index.js';
import {
  earliest,
  latest,
  refusedCalls,
  stillRefuses,
  type Case,
  type RefusedCall,
} from '../../../world/index.js';
import type { Detector, Finding } from '../../detector.js';

const WORDS: Readonly<Record<RefusedCall['why'], string>> = {
  'no-endpoints': 'its Service has no endpoints',
  refused: 'connection refused',
  timeout: 'no answer in time',
  certificate: 'its certificate is not trusted',
  unreachable: 'its address cannot be reached',
  other: 'the call failed',
};

/** Without a further failure for so long, and with the capture going on, a failing webhook is over. */
const QUIET = 2 * MINUTE;

/** Admission webhooks that cannot be asked and whose requests are therefore refused. */
export const webhookFailClosed: Detector = {
  id: 'webhook-fail-closed',
  layer: 'admission',
  what: 'The API server must ask an admission webhook before it stores an object, the call fails, and the failure policy is Fail: every matching request is refused. The error tells why: no pod behind the Service, no answer in time, a certificate that is not trusted.',
  lookAlikes:
    '"denied the request" is a decision of a healthy webhook. With failure policy Ignore the request passes unchecked.',
  sources: [
    'signatures.md 10 webhook-fail-closed and following',
    'kubernetes apiserver pkg/admission/plugin/webhook',
  ],
  emits: [
    { id: 'webhook-fail-closed', nature: 'fault', title: 'Webhook fails and refuses requests' },
    { id: 'webhook-backend-down', nature: 'symptom', title: 'No backend behind the webhook' },
    { id: 'webhook-timeout', nature: 'symptom', title: 'Webhook does not answer in time' },
    {
      id: 'webhook-cert-invalid',
      nature: 'fault',
      title: 'Webhook certificate not trusted',
      selfExplaining: true,
    },
  ],
  *detect(c) {
    const failures = refusedCalls(c);
    const held = failures.flatMap((f) => holders(c, f).map((holder) => ({ holder, f })));
    for (const list of groupBy(held, (x) => keyOf(x.holder)).values()) {
      const holder = list[0]?.holder;
      if (holder) for (const spell of spells(list.map((x) => x.f))) yield* ofConfiguration(c, holder, spell);
    }
    const down = failures.filter(
      (f) => f.service && ['no-endpoints', 'refused', 'unreachable'].includes(f.why),
    );
    for (const list of groupBy(down, (f) => (f.service ? keyOf(f.service) : '')).values()) {
      for (const spell of spells(list)) yield* backend(c, spell);
    }
  },
};

/**
 * Configurations of the webhook. Where the capture shows none, the only one that was deleted while it was
 * refusing is it; else its name stands for one.
 */
function holders(c: Case, f: RefusedCall): readonly Ref[] {
  if (f.configurations.length > 0) return f.configurations;
  const gone = new Map(
    c.changes
      .filter((x) => x.verb === 'delete' && /WebhookConfiguration$/.test(x.entity.kind) && x.at.hi >= f.at.lo)
      .map((x) => [keyOf(x.entity), x.entity]),
  );
  if (gone.size === 1) return [...gone.values()];
  const kind = /mutat/i.test(f.webhook) ? 'MutatingWebhookConfiguration' : 'ValidatingWebhookConfiguration';
  return [ref(kind, undefined, f.webhook)];
}

/** Controllers that are refused come back after up to about a quarter of an hour. */
const LONGEST_PAUSE = 16 * MINUTE;

/** Failures with no longer silence in between belong together. */
function spells(list: readonly RefusedCall[]): RefusedCall[][] {
  const out: RefusedCall[][] = [];
  let until = -Infinity;
  for (const f of list) {
    const current = out.at(-1);
    if (current && f.at.lo - until <= (current.length < 5 ? QUIET : LONGEST_PAUSE)) current.push(f);
    else out.push([f]);
    until = Math.max(until, f.until.hi);
  }
  return out;
}

/** Silent since and more to hear: the last failure, at the latest the end of the configuration. */
function endOf(c: Case, holder: Ref | undefined, spell: readonly RefusedCall[]): { end?: Stamp } {
  const last = latest(spell.map((f) => f.until));
  if (!last) return {};
  const gone =
    holder &&
    c.changes.find((x) => x.verb === 'delete' && keyOf(x.entity) === keyOf(holder) && x.at.hi >= last.lo);
  if (gone) return { end: { ...gone.at, lo: Math.min(last.lo, gone.at.lo), grade: 'B' } };
  if (stillRefuses(c, spell.at(-1))) return {};
  const first = earliest(spell.map((f) => f.at)) ?? last;
  const count = spell.reduce((n, f) => n + f.count, 0);
  const pause = count < 5 ? 0 : Math.min((2 * (last.hi - first.lo)) / (count - 1), LONGEST_PAUSE);
  return c.asOf.lo - last.hi > Math.max(QUIET, pause) ? { end: last } : {};
}

function* ofConfiguration(c: Case, holder: Ref, spell: readonly RefusedCall[]): Iterable<Finding> {
  const onset = earliest(spell.map((f) => f.at));
  if (!onset) return;
  const why = [...new Set(spell.map((f) => f.why))];
  const hooks = [...new Set(spell.map((f) => f.webhook))];
  const services = [
    ...new Map(spell.flatMap((f) => (f.service ? [[keyOf(f.service), f.service]] : []))).values(),
  ];
  const refused = [...new Map(spell.flatMap((f) => (f.about ? [[keyOf(f.about), f.about]] : []))).values()];
  const count = spell.reduce((n, f) => n + f.count, 0);
  const common = {
    entity: holder,
    onset,
    ...endOf(c, holder, spell),
    evidence: spell.slice(0, 6).map((f) => f.evidence),
    attrs: { webhook: hooks.join(','), why: why.join(','), count },
    names: [...services, ...refused.slice(0, 10)],
  };
  yield {
    ...common,
    type: 'webhook-fail-closed',
    severity: 3,
    statement: `Webhook ${listed(hooks)} could not be called and refused ${counted(count, 'request')}${refused.length > 0 ? `, among them for ${listed(refused.slice(0, 3).map(labelOf))}` : ''}: ${listed(why.map((w) => WORDS[w]))}.`,
  };
  if (why.includes('certificate')) {
    yield {
      ...common,
      type: 'webhook-cert-invalid',
      severity: 3,
      statement: `The API server does not trust the certificate of webhook ${listed(hooks)}.`,
    };
  }
  if (why.includes('timeout')) {
    yield {
      ...common,
      type: 'webhook-timeout',
      severity: 2,
      statement: `Webhook ${listed(hooks)} did not answer in time.`,
    };
  }
}

function* backend(c: Case, spell: readonly RefusedCall[]): Iterable<Finding> {
  const onset = earliest(spell.map((f) => f.at));
  const service = spell[0]?.service;
  if (!onset || !service) return;
  const why = [...new Set(spell.map((f) => WORDS[f.why]))];
  const configurations = new Map(spell.flatMap((f) => f.configurations.map((r) => [keyOf(r), r] as const)));
  yield {
    type: 'webhook-backend-down',
    entity: service,
    onset,
    ...endOf(c, undefined, spell),
    severity: 3,
    statement: `${labelOf(service)}, which a webhook calls, did not answer: ${listed(why)}.`,
    evidence: spell.slice(0, 6).map((f) => f.evidence),
    attrs: { count: spell.reduce((n, f) => n + f.count, 0) },
    names: [...configurations.values()],
  };
}
