import { counted, inWords, listed, MINUTE, SECOND } from '../../../base/index.js';
import {
  keyOf,
  labelOf,
  ref,
  type ConditionType,
  type MessageRecord,
  type Ref,
} from '../../../model/index.js';
import { speakerOf, type Case } from '../../../world/index.js';
import type { Detector } from '../../detector.js';
import { saidInLog, spellsOf, type MessageSaying, type Spell } from '../../spells.js';

const type: ConditionType = {
  id: 'apiserver-unavailable',
  nature: 'impact',
  title: 'API server unavailable',
};

/** Messages in which a client says that the API server itself did not answer. */
const SAID = [
  'apiserver-unreachable',
  'apiserver-request-timeout',
  'kubelet-api-unreachable',
  'node-lease-failing',
  'control-plane-lock-failing',
  'control-plane-leader-lost',
];
/** An answer that the client did not like is an answer: 401, 403, 409, or its own limiter. */
const ANSWERED = /"?operation cannot be fulfilled|client rate limiter|\bUnauthorized\b|is forbidden: /i;
/** The host of the client could not even send: it is short of something itself. */
const NOT_SENT =
  /no buffer space available|cannot assign requested address|too many open files|cannot allocate memory/;
/** A client says so when its own limit of 5 to 10 s is over. */
const WAITED = 10 * SECOND;
/** While a cluster starts, everything knocks before the API server is up. */
const STARTING = 90 * SECOND;

/**
 * Clients of different kinds could not use the API server in the same minutes. One client alone has a
 * fault of its own path; the same from nodes and controllers at once is the API server's.
 */
export const apiserverUnavailable: Detector = {
  id: 'apiserver-unavailable',
  layer: 'control-plane',
  what:
    'Kubelets, controllers or people got no answer, errors or time-outs from the API server, several of them at ' +
    'once: nothing can be changed or scheduled, heartbeats are not recorded.',
  lookAlikes:
    'Only pods fail, at the Service address on 443, while kubelets are well: the Service rules are broken, not ' +
    'the API server. One node alone: its network. Refusals at the start of the cluster are ordinary.',
  sources: ['client-go', 'kubelet nodestatus and node lease', 'client-go leaderelection'],
  emits: [type],
  *detect(c) {
    const said = c.messagesOf(...SAID).filter((m) => aboutApi(m) && !starting(c, m));
    for (const spell of spellsOf(
      said.map((m) => saidInLog(c, m)),
      45 * SECOND,
    )) {
      const clients = clientsOf(c, spell);
      if (clients.length < 2 || spell.count < 4) continue;
      const down = (spell.end?.hi ?? spell.last.until.hi) - spell.onset.lo;
      yield {
        type: type.id,
        entity: ref('Component', undefined, 'kube-apiserver'),
        onset: { lo: spell.onset.lo - WAITED, hi: spell.onset.hi, grade: 'B' },
        ...(spell.end ? { end: spell.end } : {}),
        severity: down >= MINUTE / 2 ? 3 : 2,
        statement: `The API server could not be used by ${listed(named(clients))} (${counted(spell.count, 'failure')} in about ${inWords(down)}).`,
        evidence: spell.evidence,
        attrs: { clients: clients.length, count: spell.count },
      };
    }
  },
};

/** The first few clients; the others are not worth their names. */
function named(clients: readonly Ref[]): string[] {
  const names = clients.slice(0, 4).map((r) => labelOf(r));
  return clients.length > names.length ? [...names, 'others'] : names;
}

function aboutApi(m: MessageRecord): boolean {
  if (m.origin.program === 'kube-apiserver' || m.origin.container === 'kube-apiserver') return false;
  return !ANSWERED.test(m.text) && !NOT_SENT.test(m.text);
}

function starting(c: Case, m: MessageRecord): boolean {
  const begin = c.sources[m.evidence.source]?.span?.lo;
  return begin !== undefined && m.until.hi - begin < STARTING;
}

function clientsOf(c: Case, spell: Spell<MessageSaying>): Ref[] {
  const clients = new Map<string, Ref>();
  for (const { message } of spell.sayings) {
    const speaker = speakerOf(c, message.origin);
    if (speaker) clients.set(keyOf(speaker), speaker);
  }
  return [...clients.values()];
}
