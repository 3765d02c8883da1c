import { counted, groupBy, iso, listed, MINUTE, SECOND, sortedBy, type Stamp } from '../../../base/index.js';
import { keyOf, ref, type ConditionType, type Ref } from '../../../model/index.js';
import { nodeOf, workloadOfPod, type Case } from '../../../world/index.js';
import type { Detector, Finding } from '../../detector.js';
import { saidInEvent, saidInLog, spellsOf, whole, type Saying } from '../../spells.js';

const type: ConditionType = {
  id: 'node-dns-failing',
  nature: 'fault',
  title: 'Resolver of the node does not answer',
  selfExplaining: true,
};

const upstream: ConditionType = {
  id: 'upstream-resolver-down',
  nature: 'fault',
  title: 'Resolvers of several nodes get no answer',
  selfExplaining: true,
};

/** A lookup by the kubelet or the runtime that got no answer: host, resolver. */
const LOOKUP =
  /lookup ([\w.-]+)(?: on ([\d.a-f:[\]]+):53)?: (?:read udp [^ ]+ )?(?:.*?(?:i\/o timeout|server misbehaving|connection refused|Temporary failure))/;

/** A lookup that fails took two tries of five seconds. */
const LOOKUP_TIME = 10 * SECOND;

interface Lookup extends Saying {
  readonly node: string;
  readonly host: string;
  readonly resolver: string | undefined;
  readonly workload: Ref | undefined;
}

/** The resolver that the host itself uses does not answer: images are not pulled, nothing outside is found. */
export const nodeDnsFailing: Detector = {
  id: 'node-dns-failing',
  layer: 'dns',
  what:
    'Lookups by the kubelet or the container runtime time out at the node’s own resolver: its forwarder is down ' +
    'or cannot reach its upstream. Image pulls of that node fail, whatever the registry does.',
  lookAlikes:
    'Pods ask the cluster DNS, another path. "no such host" is an answer. The same from all nodes at once is the ' +
    'upstream resolver.',
  sources: ['Go net.DNSError as kubelet and containerd print it', 'kubelet Failed events'],
  emits: [type, upstream],
  *detect(c) {
    const found = [...groupBy([...fromEvents(c), ...fromLogs(c)], (l) => l.node)].flatMap(([node, list]) => [
      ...failing(c, node, list),
    ]);
    yield* found;
    yield* shared(c, found);
  },
};

function fromEvents(c: Case): Lookup[] {
  return c.eventsOf('Failed', 'FailedCreatePodSandBox', 'InspectFailed').flatMap((e) => {
    const m = LOOKUP.exec(e.message);
    const node = e.host ?? c.targets(e.about, 'runs-on')[0]?.ref.name;
    if (!m || node === undefined) return [];
    return [
      { ...saidInEvent(c, e), node, host: m[1] ?? '', resolver: m[2], workload: workloadOfPod(c, e.about) },
    ];
  });
}

function fromLogs(c: Case): Lookup[] {
  return c
    .messagesOf(
      'dns-server-timeout',
      'image-pull-failed',
      'registry-name-unresolvable',
      'node-resolver-failing',
    )
    .flatMap((m) => {
      const node = m.origin.pod === undefined ? nodeOf(c, m.origin)?.name : undefined;
      const found = LOOKUP.exec(m.text);
      if (node === undefined || !found) return [];
      return [{ ...saidInLog(c, m), node, host: found[1] ?? '', resolver: found[2], workload: undefined }];
    });
}

/** A pull on the node that got beyond the name: by then the resolver answered. */
function resolved(c: Case, node: string): Stamp[] {
  const pulled = c
    .eventsOf('Pulled', 'Failed')
    .filter((e) => (e.host ?? c.targets(e.about, 'runs-on')[0]?.ref.name) === node)
    .filter(
      (e) => /Successfully pulled|Failed to pull image/.test(e.message) && !e.message.includes('lookup '),
    )
    .flatMap((e) => [e.first, e.last]);
  const logged = c
    .messagesOf('image-pulled', 'image-not-found', 'registry-auth-failed')
    .filter((m) => m.origin.node === node && m.origin.pod === undefined && !m.text.includes('lookup '))
    .map((m) => m.at);
  return [...pulled, ...logged].sort((a, b) => a.lo - b.lo);
}

function* failing(c: Case, node: string, list: readonly Lookup[]): Iterable<Finding> {
  const spells = spellsOf(list, 5 * MINUTE).filter((s) => s.count >= 2);
  const all = whole(spells);
  if (!all) return;
  const hosts = [...new Set(all.sayings.map((l) => l.host))];
  const resolver = all.sayings.flatMap((l) => l.resolver ?? [])[0];
  const workloads = new Map(
    all.sayings.flatMap((l) => (l.workload ? [[keyOf(l.workload), l.workload]] : [])),
  );
  const good = resolved(c, node);
  const back = good.find((t) => t.lo > all.last.until.lo);
  const end: Stamp | undefined = back ? { lo: all.last.until.lo, hi: back.hi, grade: 'B' } : all.end;
  yield {
    type: type.id,
    entity: ref('NodeService', undefined, `${node}/dns`),
    onset: {
      lo: good.filter((t) => t.hi < all.onset.lo).at(-1)?.lo ?? all.onset.lo - LOOKUP_TIME,
      hi: all.onset.hi,
      grade: 'B',
    },
    ...(end ? { end } : {}),
    severity: 3,
    statement: `The resolver of node ${node}${resolver === undefined ? '' : ` (${resolver})`} did not answer from ${iso(
      all.onset.lo,
    )}: lookups of ${listed(hosts.slice(0, 3))} failed (${counted(all.count, 'report')}).`,
    evidence: all.evidence,
    episodes: spells.map((s) => s.onset),
    attrs: { node, host: hosts[0] ?? '', ...(resolver === undefined ? {} : { resolver }) },
    names: [ref('Node', undefined, node), ...[...workloads.values()].slice(0, 8)],
  };
}

/** All nodes of several at once: not their own resolvers, but what these ask. */
function* shared(c: Case, found: readonly Finding[]): Iterable<Finding> {
  const first = sortedBy(found, (f) => f.onset.hi)[0];
  const nodes = c.all('Node').length;
  if (!first || found.length < 2 || found.length < nodes - 1) return;
  const together = found.filter((f) => f.onset.lo <= first.onset.hi + 2 * MINUTE);
  if (together.length < found.length) return;
  yield {
    type: upstream.id,
    entity: ref('External', undefined, 'upstream resolver'),
    onset: { ...first.onset, grade: 'C' },
    ...(found.every((f) => f.end) && first.end ? { end: first.end } : {}),
    severity: 3,
    epistemic: 'inferred',
    statement: `The resolvers of ${counted(found.length, 'node')} stopped answering in the same minutes: what they ask is down.`,
    evidence: found.flatMap((f) => f.evidence.slice(0, 1)),
    names: found.map((f) => f.entity),
  };
}
