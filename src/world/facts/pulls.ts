import { groupBy, type Interval, type Stamp } from '../../base/index.js';
import { keyOf, ref, type Evidence, type Ref } from '../../model/index.js';
import type { Case } from '../case.js';
import { cite } from '../entity.js';
import { registryOf } from '../relations/images.js';
import { firstTry } from './first-try.js';
import { earliest, latest } from './onset.js';
import { goneSince, podNamed } from './workloads.js';
import { podSnapshots, workloadOf } from './pods.js';

/** What the tail of a pull error says went wrong. */
export type PullFault =
  | 'not-found'
  | 'unauthorized'
  | 'name-unresolvable'
  | 'dns-timeout'
  | 'unreachable'
  | 'rate-limited'
  | 'server-error'
  | 'certificate'
  | 'plain-http'
  | 'no-platform'
  | 'disk-full'
  | 'unknown';

/** Failures to pull one image for one container of a pod. */
export interface PullFailure {
  readonly pod: Ref;
  readonly workload: Ref;
  readonly container: string | undefined;
  readonly image: string;
  /** Host that was asked: a mirror or the registry of the reference. */
  readonly host: string;
  readonly fault: PullFault;
  /** Longest error text seen. */
  readonly message: string;
  readonly count: number;
  readonly since: Stamp;
  readonly last: Stamp;
  /** When the image was there after all, or the pod gone. */
  readonly end: Stamp | undefined;
  readonly evidence: readonly Evidence[];
}

const FAULTS: readonly (readonly [RegExp, PullFault])[] = [
  [/toomanyrequests|TOOMANYREQUESTS|429 Too Many/, 'rate-limited'],
  [/no match for platform|no matching manifest for/, 'no-platform'],
  [
    /pull access denied|insufficient_scope|authorization failed|no basic auth|authentication required|401 Unauthorized|403 Forbidden|status(?: code)?:? 40[13]\b|denied: /,
    'unauthorized',
  ],
  [
    /lookup \S+(?: on \S+)?:[^]*(?:i\/o timeout|timed? ?out|server misbehaving|connection refused|Temporary failure)/,
    'dns-timeout',
  ],
  [/no such host|Name or service not known|name resolution|server misbehaving/, 'name-unresolvable'],
  [
    /: not found|manifest unknown|MANIFEST_UNKNOWN|NAME_UNKNOWN|name unknown|BLOB_UNKNOWN|manifest for \S+ not found|repository does not exist|404 Not Found|status(?: code)?:? 404\b/,
    'not-found',
  ],
  [/x509: |certificate/, 'certificate'],
  [/server gave HTTP response to HTTPS client/, 'plain-http'],
  [/\b50\d (?:Internal|Bad Gateway|Service|Gateway)|unexpected status[^]*\b50\d\b/, 'server-error'],
  [/no space left on device/, 'disk-full'],
  [
    /i\/o timeout|connection refused|no route to host|deadline exceeded|connection reset|network is unreachable|TLS handshake timeout|EOF|Client\.Timeout/,
    'unreachable',
  ],
];

/** What kind of fault an error text of an image pull tells of. */
export function pullFault(text: string): PullFault {
  return FAULTS.find(([pattern]) => pattern.test(text))?.[1] ?? 'unknown';
}

/** One sighting of a failing pull, before they are put together. */
interface Sighting {
  readonly pod: Ref;
  readonly container: string | undefined;
  readonly image: string;
  readonly text: string;
  readonly first: Stamp;
  readonly last: Stamp;
  readonly count: number;
  readonly evidence: Evidence;
}

/** All failing image pulls, by pod and image, oldest first. */
export function pullFailures(c: Case): readonly PullFailure[] {
  return c.fact(allPulls);
}

function allPulls(c: Case): readonly PullFailure[] {
  const shown = fromStatus(c);
  const sightings = [...fromEvents(c), ...shown, ...fromLogs(c, shown)];
  const groups = groupBy(sightings, (s) => `${keyOf(s.pod)} ${s.image}`);
  const failures = [...groups.values()].flatMap((list) => byFault(list).flatMap((x) => together(c, x, list)));
  return failures.sort((a, b) => a.since.lo - b.since.lo || (keyOf(a.pod) < keyOf(b.pod) ? -1 : 1));
}

function fromEvents(c: Case): Sighting[] {
  return c.eventsOf('Failed', 'BackOff', 'FailedCreatePodSandBox').flatMap((e) => {
    if (e.about.kind !== 'Pod') return [];
    const image =
      /(?:^(?:Failed to pull image|Back-off pulling image)|failed to get sandbox image) "([^"]+)"/.exec(
        e.message,
      )?.[1];
    if (image === undefined) return [];
    const container = /\{([^}]+)\}/.exec(e.fieldPath ?? '')?.[1];
    return [
      {
        pod: e.about,
        container,
        image,
        text: e.message,
        first: firstTry(c, e),
        last: e.last,
        count: e.count,
        evidence: c.citeEvent(e),
      },
    ];
  });
}

function fromStatus(c: Case): Sighting[] {
  return podSnapshots(c).flatMap((p) =>
    p.containers.flatMap((x) => {
      const reason = x.waiting?.reason;
      if (reason !== 'ErrImagePull' && reason !== 'ImagePullBackOff' && reason !== 'RegistryUnavailable')
        return [];
      if (x.image === undefined) return [];
      const since = x.last?.finished ?? p.entity.created ?? { ...p.snapshot.at, grade: 'X' as const };
      const upTo: Stamp = { lo: since.lo, hi: Math.max(since.hi, p.snapshot.at.hi), grade: 'B' };
      return [
        {
          pod: p.ref,
          container: x.name,
          image: x.image,
          text: x.waiting?.message ?? reason,
          first: upTo,
          last: p.snapshot.at,
          count: 0,
          evidence: cite(p.snapshot, ...x.statusPath, 'state'),
        },
      ];
    }),
  );
}

/**
 * The logs of a node. Where a line names the image and not the pod it is told of the pods there that wait for that
 * image; what nobody waits for is left to the registry's detectors.
 */
function fromLogs(c: Case, waiting: readonly Sighting[]): Sighting[] {
  const place = (node: string | undefined, image: string): string => `${node ?? ''} ${image}`;
  const inNeed = groupBy(waiting, (s) => place(c.targets(s.pod, 'runs-on')[0]?.ref.name, s.image));
  return c
    .messagesOf('image-pull-failed', 'image-not-found', 'registry-unreachable', 'registry-auth-failed')
    .flatMap((m) => {
      const { pod, image, container } = m.fields;
      if (image === undefined) return [];
      const at = pod?.split('/');
      const named = at?.length === 2 ? [{ pod: ref('Pod', at[0], at[1] ?? ''), container }] : [];
      const need = m.origin.node === undefined ? [] : (inNeed.get(place(m.origin.node, image)) ?? []);
      const whose = named.length > 0 ? named : need.filter((s) => s.first.lo <= m.until.hi);
      return whose.map((s) => ({
        pod: s.pod,
        container: s.container,
        image,
        text: m.text,
        first: m.at,
        last: m.until,
        count: m.count,
        evidence: c.citeMessage(m),
      }));
    });
}

/**
 * One pull may fail for one reason after another: by the fault that the text tells. Sightings without a
 * reason (back-off, the bare reason of a status) go with the first that has one, or stand alone.
 */
function byFault(list: readonly Sighting[]): Sighting[][] {
  const told = groupBy(
    list.filter((s) => pullFault(s.text) !== 'unknown'),
    (s) => pullFault(s.text),
  );
  return told.size === 0 ? [[...list]] : [...told.values()];
}

function together(c: Case, list: readonly Sighting[], all: readonly Sighting[]): PullFailure[] {
  const first = list[0];
  const dated = list.filter((s) => s.first.grade === 'A');
  const since = earliest((dated.length > 0 ? dated : list).map((s) => s.first));
  const last = latest(list.map((s) => s.last));
  if (!first || !since || !last) return [];
  const faults = list.map((s) => ({ fault: pullFault(s.text), s }));
  const told = faults.filter((x) => x.fault !== 'unknown');
  const best = told.at(-1) ?? faults[0];
  const message = best?.s.text ?? '';
  return [
    {
      pod: first.pod,
      workload: workloadOf(c, first.pod),
      container:
        list.find((s) => s.container !== undefined)?.container ?? containerOf(c, first.pod, first.image),
      image: first.image,
      host: /https?:\/\/([^/"\s]+)/.exec(message)?.[1] ?? registryOf(first.image),
      fault: best?.fault ?? 'unknown',
      message,
      count: Math.max(1, ...list.map((s) => s.count)),
      since,
      last,
      end: endOf(c, first.pod, first.image, last) ?? gaveWay(last, all, list),
      evidence:
        told.length > 0 ? told.slice(0, 3).map((x) => x.s.evidence) : list.slice(0, 2).map((s) => s.evidence),
    },
  ];
}

function containerOf(c: Case, pod: Ref, image: string): string | undefined {
  const view = podNamed(c, pod);
  return view?.containers.find((x) => x.image === image)?.name;
}

/** Another fault took its place: then this one ended when it was last heard of. */
function gaveWay(last: Stamp, all: readonly Sighting[], mine: readonly Sighting[]): Stamp | undefined {
  const other = all.some((s) => !mine.includes(s) && pullFault(s.text) !== 'unknown' && s.last.lo > last.hi);
  return other ? { ...last, grade: 'B' } : undefined;
}

function endOf(c: Case, pod: Ref, image: string, last: Stamp): Stamp | undefined {
  const pulled = c
    .eventsAbout(pod)
    .find((e) => e.reason === 'Pulled' && e.message.includes(`"${image}"`) && e.last.lo >= last.lo);
  if (pulled) return pulled.last;
  const view = podNamed(c, pod);
  const running = view?.containers.find((x) => x.image === image)?.runningSince;
  if (running && running.hi >= last.lo) return running;
  return goneSince(c, pod, last);
}

export { registryOf };

/**
 * True when the registry served other images while this pull could not reach it: the way to the registry is
 * good, and what failed is a fall-back address that is only tried for what the registry does not have.
 */
export function servesOthers(c: Case, p: PullFailure): boolean {
  const host = registryOf(p.image);
  return c
    .fact(pulled)
    .some(
      (x) =>
        x.at.lo > p.since.hi && x.at.hi < p.last.lo && x.image !== p.image && registryOf(x.image) === host,
    );
}

/** Images that came whole from a registry, as the kubelet's events and the runtime's log tell. */
function pulled(c: Case): readonly { readonly image: string; readonly at: Interval }[] {
  const told = c.eventsOf('Pulled').flatMap((e) => {
    const image = /^Successfully pulled image "([^"]+)"/.exec(e.message)?.[1];
    // a folded event tells of many pulls: the first is dated
    return image === undefined ? [] : [{ image, at: e.first }];
  });
  const logged = c.messagesOf('image-pulled').flatMap((m) => {
    const { image } = m.fields;
    return image === undefined ? [] : [{ image, at: { lo: m.at.lo, hi: m.at.hi } }];
  });
  return [...told, ...logged];
}
