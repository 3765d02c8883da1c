import { dig, digList, digText, isObject } from '../base/index.js';
import type { Capture, CaptureRecord, ObjectRecord } from '../model/index.js';
import { KNOWN_WORDS } from './known-words.js';
import { ShortNames, type ShortParts } from './short.js';

/** Words of a capture that name somebody or something of theirs. */
export interface Named {
  /** To be said differently, everywhere. */
  readonly replaced: ReadonlySet<string>;
  /** Parts of names that are words of the trade ("web", "worker") and stay. */
  readonly kept: ReadonlySet<string>;
  /** Parts of two letters, which are replaced within their names only. */
  readonly short: ShortParts;
}

/** Shorter parts of names ("de", "k8") are also parts of everything else: see short.ts. */
const SHORTEST = 3;
/** Kinds whose names belong to the program that brought them, not to who runs it. */
const OTHERS_NAMES = new Set(['CustomResourceDefinition', 'APIService', 'Component']);
/** Marks the roles that every cluster is born with. */
const BOOTSTRAP = 'kubernetes.io/bootstrapping';
/** The accounts of the cluster's own controllers. */
const SYSTEM_ACCOUNT = 'system:serviceaccount:kube-system:';
/** Kinds whose names a controller makes up: a part without a vowel is chance. */
const MADE_UP = new Set(['Pod', 'ReplicaSet', 'Job', 'ControllerRevision', 'EndpointSlice', 'Event']);
/** The five letters that the API server puts behind `generateName`: no vowels, no digits that look like letters. */
const CHANCE = /^[bcdfghjklmnpqrstvwxz2456789]{5}$/;
/** Registries whose paths are public knowledge. */
const PUBLIC_HOSTS =
  /(?:^|\.)(?:docker\.io|quay\.io|ghcr\.io|gcr\.io|k8s\.io|amazonaws\.com|pkg\.dev|azurecr\.io|azmk8s\.io|mcr\.microsoft\.com|github\.com|googleapis\.com|svc|cluster\.local|local)$/;
/** Alert labels that say what kind of thing it is, not which. */
const PLAIN_LABELS = new Set(['alertname', 'severity', 'reason', 'condition', 'phase', 'status', 'type']);
/** Maps whose keys are the users' own. */
const OWN_KEYS = new Set([
  'labels',
  'annotations',
  'data',
  'binaryData',
  'stringData',
  'matchLabels',
  'selector',
  'nodeSelector',
  'parameters',
]);

/** All names that the capture's objects, events, requests, logs and alerts bear, taken apart into words. */
export function namesOf(capture: Capture, also: readonly string[] = []): Named {
  const found = new Map<string, boolean>();
  const fields = new Set<string>();
  const shorts = new ShortNames();
  const add = (name: string | undefined, madeUp = false): void => {
    if (name === undefined || name.startsWith('system:')) return;
    shorts.add(name);
    for (const word of wordsOf(name)) {
      if (madeUp && !/[aeiouy]/.test(word)) continue;
      found.set(word, true);
    }
  };
  const addHost = (host: string | undefined): void => {
    if (host === undefined || PUBLIC_HOSTS.test(host)) return;
    shorts.addHost(host);
    add(host);
  };
  for (const record of capture.records) {
    namesIn(record, add, addHost);
    if (record.kind !== 'object') continue;
    fieldsOf(record.object, fields, 0);
    const kind = record.ref.kind.toLowerCase();
    fields.add(kind).add(`${kind}s`);
  }
  for (const source of capture.sources) add(source.origin?.node ?? source.entity?.name, true);
  const forced = also.flatMap((words) => words.toLowerCase().match(/[a-z0-9]+/g) ?? []);
  const isPlain = (w: string): boolean =>
    KNOWN_WORDS.has(w.replace(/\d+$/, '')) || fields.has(w) || isChance(w);
  const words = [...found.keys()];
  const short = shorts.finish((word) => fields.has(word), isPlain);
  return {
    replaced: new Set([...words.filter((w) => !isPlain(w)), ...forced]),
    kept: new Set(
      [...words.filter((w) => isPlain(w) && !isChance(w)), ...short.kept].filter((w) => !forced.includes(w)),
    ),
    short,
  };
}

type AddHost = (host: string | undefined) => void;
type Add = (name: string | undefined, madeUp?: boolean) => void;

function namesIn(record: CaptureRecord, add: Add, addHost: AddHost): void {
  switch (record.kind) {
    case 'object':
      namesOfObject(record, add, addHost);
      break;
    case 'event':
      add(record.about.name, true);
      add(record.about.namespace);
      add(record.host);
      break;
    case 'request':
      if (!record.user.startsWith(SYSTEM_ACCOUNT))
        add(record.user.replace(/^system:(?:serviceaccount:|node:)?/, ''));
      addHost(/@([\w.-]+)$/.exec(record.user)?.[1]);
      add(record.about.namespace);
      add(record.about.name, MADE_UP.has(record.about.kind));
      break;
    case 'access':
      for (const host of [record.entrance, record.host, record.backend, record.server]) add(host);
      addHost(record.entrance);
      addHost(record.host);
      break;
    case 'alert':
      for (const [key, value] of Object.entries(record.labels))
        if (!PLAIN_LABELS.has(key) && /^[\w.@-]+$/.test(value)) add(value, true);
      break;
    case 'statement':
      add(record.author);
      break;
    case 'message':
      add(record.origin.node);
      add(record.origin.pod?.namespace);
      break;
    case 'report':
      add(record.node);
      break;
    case 'alert-rule':
    case 'metric':
      break;
  }
}

function namesOfObject(record: ObjectRecord, add: Add, addHost: AddHost): void {
  const { object, ref } = record;
  if (digText(object, 'metadata', 'labels', BOOTSTRAP) !== undefined) return;
  const isSystem = ref.kind === 'ServiceAccount' && ref.namespace === 'kube-system';
  if (!OTHERS_NAMES.has(ref.kind) && !isSystem) add(ref.name, MADE_UP.has(ref.kind));
  add(ref.namespace);
  add(digText(object, 'spec', 'nodeName'));
  for (const rule of digList(object, 'spec', 'rules')) addHost(digText(rule, 'host'));
  for (const tls of digList(object, 'spec', 'tls'))
    for (const host of digList(tls, 'hosts')) addHost(textOf(host));
  for (const host of digList(object, 'spec', 'hostnames')) addHost(textOf(host));
  addHost(textOf(dig(object, 'spec', 'host')));
  const labels = dig(object, 'metadata', 'labels');
  if (isObject(labels))
    for (const [key, value] of Object.entries(labels))
      if (/(?:^|\/)(?:zone|region|hostname|app|name|instance|part-of|team|owner|tenant)$/.test(key))
        add(typeof value === 'string' ? value : undefined, true);
  for (const image of imagesIn(object)) {
    add(privateImage(image));
    addHost(privateImage(image)?.split('/')[0]);
  }
}

function imagesIn(object: unknown): string[] {
  const pod = dig(object, 'spec', 'template', 'spec') ?? dig(object, 'spec');
  return ['containers', 'initContainers'].flatMap((key) =>
    digList(pod, key).flatMap((c) => digText(c, 'image') ?? []),
  );
}

/** Host and path of an image that does not come from a public registry. */
function privateImage(image: string): string | undefined {
  const host = image.slice(0, Math.max(0, image.indexOf('/')));
  if (!/[.:]/.test(host) || PUBLIC_HOSTS.test(host)) return undefined;
  return image.replace(/(?::[^/]*)?(?:@.*)?$/, '');
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** Words of a name, in lower case: "sto1" is a word, "7d4c6bbd44" and "01" are none. */
function wordsOf(name: string): string[] {
  return (name.toLowerCase().match(/[a-z0-9]+/g) ?? []).filter(
    (w) => /^[a-z]/.test(w) && w.replace(/\d/g, '').length >= SHORTEST,
  );
}

/** Digits between letters, or nothing but hexadecimal digits: a hash, not a name. */
function isChance(word: string): boolean {
  return (
    CHANCE.test(word) ||
    /\d[a-z]+\d|[a-z]\d+[a-z]/.test(word) ||
    (/^[0-9a-f]+$/.test(word) && /\d/.test(word))
  );
}

/** Names of fields, which a rewriting must not touch. */
function fieldsOf(value: unknown, into: Set<string>, depth: number): void {
  if (depth > 12) return;
  if (Array.isArray(value)) for (const item of value as unknown[]) fieldsOf(item, into, depth + 1);
  if (!isObject(value)) return;
  for (const [key, inner] of Object.entries(value)) {
    into.add(key.toLowerCase());
    if (!OWN_KEYS.has(key) && !key.startsWith('f:')) fieldsOf(inner, into, depth + 1);
  }
}
