import type { Stamp } from '../../../base/index.js';
import {
  dig,
  digList,
  digNumber,
  digObject,
  digStrings,
  digText,
  isObject,
  stampOf,
} from '../../../base/index.js';
import { Repeats, interner } from '../../interner.js';
import type { Locator, Ref, RequestRecord } from '../../../model/index.js';
import { isClusterScoped, kindOfResource, ref } from '../../../model/index.js';

/** Verbs that change what is stored. */
const MUTATIONS: ReadonlySet<string> = new Set(['create', 'update', 'patch', 'delete', 'deletecollection']);
/** Written all the time by components about themselves, or questions in the form of a create. */
const ROUTINE: ReadonlySet<string> = new Set([
  'leases', 'events', 'tokenreviews', 'subjectaccessreviews', 'selfsubjectaccessreviews',
  'selfsubjectrulesreviews', 'localsubjectaccessreviews', 'selfsubjectreviews',
]); // prettier-ignore
/** Those of them that are objects, which a person may change by hand. */
const STORED: ReadonlySet<string> = new Set(['leases', 'events']);
/** A hand inside of a pod; over WebSockets (kubectl 1.31 and later) the verb is "get". */
const SESSIONS: ReadonlySet<string> = new Set(['exec', 'attach', 'portforward']);
/** What an annotation of the granted request says is that it was granted. */
const GRANTED = /^(?:authorization\.k8s\.io|pod-security\.kubernetes\.io)\//;
const MAX_SYSTEM_BODY = 16 * 1024;

/**
 * Why a request is kept. status: a component's report on what it runs, which comes in masses;
 * undefined: only counted.
 */
export type Weight = 'change' | 'failure' | 'read' | 'status';

/** A person or a person's tool; the API's own components and controllers are "system:" users. */
export function isPerson(user: string): boolean {
  return user !== '' && !/^system:(?!admin$|masters$)/.test(user);
}

/** True for a request that is answered and goes on: exec, port-forward, a watch, a log that is followed. */
export function goesOn(event: unknown): boolean {
  return digText(event, 'stage') === 'ResponseStarted';
}

/** Whether a request tells of an incident: changes, failures, and what people looked at. */
export function weigh(event: unknown): Weight | undefined {
  const stage = digText(event, 'stage');
  if (stage === 'RequestReceived') return undefined;
  const verb = digText(event, 'verb') ?? '';
  const resource = digText(event, 'objectRef', 'resource');
  const code = digNumber(event, 'responseStatus', 'code') ?? 0;
  const person = isPerson(userOf(event));
  if (stage === 'Panic' || code >= 500) return 'failure';
  if (code >= 400) return person || !isRoutineFailure(code, verb) ? 'failure' : undefined;
  if (resource === undefined || (ROUTINE.has(resource) && !(person && STORED.has(resource))))
    return undefined;
  if (SESSIONS.has(digText(event, 'objectRef', 'subresource') ?? '')) return 'change';
  if (!MUTATIONS.has(verb)) return person ? 'read' : undefined;
  return person ? 'change' : weighOwn(event, resource);
}

/** What a component changed: what it decided is a change, what it reports only sometimes tells something. */
function weighOwn(event: unknown, resource: string): Weight | undefined {
  const subresource = digText(event, 'objectRef', 'subresource');
  if (subresource === 'token') return undefined;
  if (subresource !== 'status') return 'change';
  const tells = (resource === 'pods' || resource === 'nodes') && dig(event, 'requestObject') !== undefined;
  return tells ? 'status' : undefined;
}

/** Controllers race each other and look for what is gone; both is how they work. */
function isRoutineFailure(code: number, verb: string): boolean {
  return code === 404 || code === 409 || (code === 410 && verb === 'watch');
}

function userOf(event: unknown): string {
  return digText(event, 'impersonatedUser', 'username') ?? digText(event, 'user', 'username') ?? '';
}

/** Gives one value for equal ones: an audit log repeats the same few users, agents and names. */
export interface Sharing {
  readonly text: (text: string) => string;
  readonly groups: (groups: readonly string[]) => readonly string[];
}

/** {@link Sharing} of one source. */
export function sharing(): Sharing {
  const lists = new Repeats<readonly string[]>((text) => text.split(SEAM));
  return { text: interner(), groups: (groups) => (groups.length === 0 ? NONE : lists.of(groups.join(SEAM))) };
}

/** No name of a group has it. */
const SEAM = '\u0000';
const EACH_ITS_OWN: Sharing = { text: (text) => text, groups: (groups) => groups };
const NONE: readonly string[] = [];
const NOTHING: Readonly<Record<string, string>> = {};

/** The record of an audit event; undefined when it says no time. */
export function requestRecord(
  event: unknown,
  weight: Weight,
  evidence: Locator,
  { text: same, groups }: Sharing = EACH_ITS_OWN,
): RequestRecord | undefined {
  const at = received(event);
  if (at === undefined) return undefined;
  const user = userOf(event);
  const until = stampOf(digText(event, 'stageTimestamp'));
  const userAgent = digText(event, 'userAgent');
  const subresource = digText(event, 'objectRef', 'subresource');
  const message = digText(event, 'responseStatus', 'message') ?? digText(event, 'responseObject', 'message');
  const requestUri = digText(event, 'requestURI');
  const keepsAll = isPerson(user);
  const body = bodyOf(event, 'requestObject', keepsAll);
  const response =
    weight === 'change' || weight === 'failure' ? bodyOf(event, 'responseObject', keepsAll) : undefined;
  return {
    kind: 'request',
    at,
    until: until === undefined || (until.lo === at.lo && until.hi === at.hi) ? at : until,
    verb: same(digText(event, 'verb') ?? ''),
    user: same(user),
    groups: groups(groupsOf(event)),
    ...(userAgent === undefined ? {} : { userAgent: same(userAgent) }),
    about: aboutOf(event, same),
    ...(subresource === undefined ? {} : { subresource: same(subresource) }),
    code: digNumber(event, 'responseStatus', 'code') ?? 0,
    ...(message === undefined ? {} : { message }),
    ...(body === undefined ? {} : { body }),
    ...(response === undefined ? {} : { response }),
    annotations: annotationsOf(event),
    ...(requestUri === undefined ? {} : { requestUri: same(requestUri) }),
    evidence,
  };
}

function received(event: unknown): Stamp | undefined {
  return (
    stampOf(digText(event, 'requestReceivedTimestamp')) ??
    stampOf(digText(event, 'timestamp')) ??
    stampOf(digText(event, 'stageTimestamp')) ??
    stampOf(digText(event, 'metadata', 'creationTimestamp'))
  );
}

function groupsOf(event: unknown): readonly string[] {
  const of = digObject(event, 'impersonatedUser') ?? digObject(event, 'user');
  return digList(of, 'groups').filter((group): group is string => typeof group === 'string');
}

function aboutOf(event: unknown, same: (text: string) => string): Ref {
  const resource = digText(event, 'objectRef', 'resource');
  if (resource === undefined) return ref('Component', undefined, 'kube-apiserver');
  const kind = kindOfResource(resource);
  const namespace = digText(event, 'objectRef', 'namespace');
  const name =
    digText(event, 'objectRef', 'name') ??
    digText(event, 'responseObject', 'metadata', 'name') ??
    digText(event, 'requestObject', 'metadata', 'name') ??
    '*';
  const inside = namespace === undefined || isClusterScoped(kind) ? undefined : same(namespace);
  return ref(kind, inside, same(name));
}

function annotationsOf(event: unknown): Readonly<Record<string, string>> {
  const all = digStrings(event, 'annotations');
  const isGranted = all['authorization.k8s.io/decision'] === 'allow';
  const by = digText(event, 'impersonatedUser', 'username') && digText(event, 'user', 'username');
  const kept = Object.entries(all).filter(([key]) => !isGranted || !GRANTED.test(key));
  if (by === undefined && kept.length === 0) return NOTHING;
  return Object.fromEntries(by === undefined ? kept : [...kept, ['impersonated-by', by]]);
}

/** Bodies of people's requests whole, of components' when small; a Status answer is in message and code. */
function bodyOf(event: unknown, field: string, keepsAll: boolean): unknown {
  const body = dig(event, field);
  if (body === undefined || body === null || digText(body, 'kind') === 'Status') return undefined;
  if (isObject(body)) {
    const metadata: Record<string, unknown> = { ...digObject(body, 'metadata') };
    delete metadata['managedFields'];
    const plain = Object.keys(metadata).length === 0 ? body : { ...body, metadata };
    return keepsAll || JSON.stringify(plain).length <= MAX_SYSTEM_BODY ? plain : undefined;
  }
  return body;
}
