import { digList, digText, type Stamp } from '../../base/index.js';
import { keyOf, ref, type Evidence, type Ref } from '../../model/index.js';
import type { Case } from '../case.js';
import { backends } from './backends.js';

/** One report that the API server could not call an admission webhook and refused the request. */
export interface RefusedCall {
  readonly webhook: string;
  /** Configurations that hold a webhook of this name. */
  readonly configurations: readonly Ref[];
  /** Service behind it, from the address that was called or the configuration. */
  readonly service: Ref | undefined;
  readonly why: 'no-endpoints' | 'refused' | 'timeout' | 'certificate' | 'unreachable' | 'other';
  /** Whose request was refused, where the report names it. */
  readonly about: Ref | undefined;
  readonly at: Stamp;
  readonly until: Stamp;
  readonly count: number;
  readonly evidence: Evidence;
}

const CALL = /failed calling webhook \\*"([^"\\]+)\\*":?(?:.*?https:\/\/([\w-]+)\.([\w-]+)\.svc[^ ]*)?(.*)$/s;

/** All failed webhook calls that refused something, from events, logs and the audit log, in time order. */
export function refusedCalls(c: Case): readonly RefusedCall[] {
  return c.fact(allFailures);
}

function allFailures(c: Case): readonly RefusedCall[] {
  const out: RefusedCall[] = [];
  const add = (
    text: string,
    about: Ref | undefined,
    at: Stamp,
    until: Stamp,
    count: number,
    evidence: Evidence,
  ): void => {
    const m = CALL.exec(text);
    if (!m) return;
    const webhook = m[1] ?? '';
    const configurations = holdersOf(c, webhook);
    const called = m[2] === undefined ? undefined : ref('Service', m[3], m[2]);
    const service = called ?? configurations.flatMap((x) => c.targets(x, 'calls')[0]?.ref ?? [])[0];
    out.push({
      webhook,
      configurations,
      service,
      why: reason(m[4] ?? ''),
      about,
      at,
      until,
      count,
      evidence,
    });
  };
  for (const e of c.events) {
    if (e.message.includes('failed calling webhook')) {
      add(e.message, e.about, e.first, e.last, e.count, c.citeEvent(e));
    }
  }
  for (const m of c.messagesOf('webhook-fail-closed')) {
    add(m.text, undefined, m.at, m.until, m.count, c.citeMessage(m));
  }
  for (const r of c.requests) {
    if (r.code < 400 || !(r.message ?? '').includes('failed calling webhook')) continue;
    add(r.message ?? '', r.about, r.at, r.until, 1, {
      ...r.evidence,
      at: r.at.lo,
      excerpt: (r.message ?? '').slice(0, 400),
    });
  }
  return out.sort((a, b) => a.at.lo - b.at.lo);
}

/**
 * True where nothing can have changed since the last refusal: the configuration stands and nobody is ready behind
 * its Service at the end of knowledge. That nobody tried any more does not say that it would have worked.
 */
export function stillRefuses(c: Case, call: RefusedCall | undefined): boolean {
  const service = call?.service;
  if (!service || !call.configurations.some((x) => c.entity(x)?.deleted === undefined)) return false;
  return backends(c).some((b) => b.service.entity.key === keyOf(service) && b.ready === 0);
}

function holdersOf(c: Case, webhook: string): Ref[] {
  return ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'].flatMap((kind) =>
    c
      .all(kind)
      .filter((e) =>
        [e.object, ...e.snapshots.map((s) => s.object)].some((o) =>
          digList(o, 'webhooks').some((w) => digText(w, 'name') === webhook),
        ),
      )
      .map((e) => e.ref),
  );
}

function reason(text: string): RefusedCall['why'] {
  if (text.includes('no endpoints available')) return 'no-endpoints';
  if (text.includes('connection refused')) return 'refused';
  if (/deadline exceeded|i\/o timeout|request canceled|Client\.Timeout/.test(text)) return 'timeout';
  if (text.includes('x509')) return 'certificate';
  if (/no route to host|no such host|service ".*" not found/.test(text)) return 'unreachable';
  return 'other';
}
