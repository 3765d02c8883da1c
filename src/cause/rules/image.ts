import { keyOf, type Condition } from '../../model/index.js';
import { workloadOf, type Case } from '../../world/index.js';
import type { CausalRule } from '../rule.js';

const PULL = ['image-pull-failed', 'image-pull-backoff'] as const;

/** Images and where they come from. */
export const imageRules: readonly CausalRule[] = [
  {
    id: 'pull-fails-by-reference',
    effect: PULL,
    cause: [
      'image-not-found',
      'image-invalid-name',
      'image-pull-secret-missing',
      'registry-auth-failed',
      'registry-name-unresolvable',
      'registry-rate-limited',
      'registry-tls-failed',
      'image-platform-mismatch',
      'registry-plain-http',
    ],
    mechanism: 'the registry does not give out what the reference names',
    paths: ['family', 'named', 'family pulls-from'],
    lag: {
      min: -60,
      max: Infinity,
      source: 'every pull fails until the reference or the credentials change',
    },
    strength: 0.95,
    when: (_c, effect, cause) => isSamePull(effect, cause) || 'it pulls another image',
  },
  {
    id: 'sandbox-needs-image',
    effect: ['sandbox-create-failed'],
    cause: [
      ...PULL,
      'registry-unreachable',
      'registry-tls-failed',
      'registry-auth-failed',
      'image-not-found',
    ],
    mechanism: 'the image that every sandbox is made of cannot be pulled',
    paths: ['family', 'named'],
    lag: { min: -60, max: Infinity, source: 'each try to make the sandbox pulls it' },
    strength: 0.95,
    when: (_c, effect) => /sandbox image/.test(effect.statement) || 'its sandbox fails for another reason',
  },
  {
    id: 'pull-fails-on-full-disk',
    effect: [...PULL],
    cause: ['image-disk-full'],
    mechanism: 'the node has no room to unpack the image',
    paths: ['family runs-on', 'runs-on'],
    lag: { min: -60, max: Infinity, source: 'every pull fails until room is made' },
    strength: 0.95,
    when: (_c, effect) =>
      (effect.attrs['fault'] ?? 'disk-full') === 'disk-full' || 'its pull fails for another reason',
  },
  {
    id: 'pull-fails-from-registry',
    effect: ['image-pull-failed'],
    cause: ['service-no-endpoints', 'registry-down', 'registry-unreachable', 'deployment-unavailable'],
    mechanism: 'the registry that holds the image does not answer',
    paths: [
      'family pulls-from routes-to',
      'family pulls-from',
      'named routes-to',
      'named',
      'family pulls-from routes-to selects family',
    ],
    lag: {
      min: -30,
      max: 7200,
      source: 'each pull asks the registry; a container that starts later fails later',
    },
    strength: 0.95,
    guards: [{ types: ['image-pull-always'], path: ['family'], role: 'enabling' }],
    when: (c, effect, cause) =>
      keyOf(workloadOf(c, effect.entity)) !== keyOf(workloadOf(c, cause.entity)) || 'it is its own workload',
  },
  {
    id: 'pull-needed-after-kill',
    effect: ['image-pull-failed'],
    cause: ['liveness-kill', 'container-killed', 'container-exit-error', 'crashloop'],
    mechanism:
      'a container that ended must be started again, and under its pull policy that asks the registry',
    paths: ['family'],
    lag: { min: 0, max: 360, source: 'restart back-off 10 s to 300 s' },
    strength: 0.65,
    standing: false,
    guards: [{ types: ['image-pull-always'], path: ['family'], role: 'needed' }],
  },
  {
    id: 'pull-fails-from-node-dns',
    effect: [...PULL, 'registry-unreachable', 'registry-name-unresolvable'],
    cause: ['node-dns-failing', 'coredns-down', 'upstream-resolver-down'],
    mechanism: 'the node cannot resolve the registry host',
    paths: ['family runs-on', 'family runs-on ~part-of', 'self', 'anywhere'],
    lag: { min: -30, max: 7200, source: 'each pull resolves the host; 5–10 s per lookup' },
    strength: 0.95,
    when: (c, effect, cause) => {
      const text = `${effect.statement} ${effect.evidence.map((e) => e.excerpt).join(' ')}`;
      // "failed to resolve reference" stands in every failed pull of containerd and is about the tag
      if (!/\blookup \S|no such host|name resolution|server misbehaving|\bdns\b|:53\b/i.test(text))
        return 'the pull error does not speak of name resolution';
      if (cause.entity.kind !== 'Node' && cause.entity.kind !== 'NodeService') return 0.65;
      const node = cause.entity.name.split('/')[0] ?? '';
      const nodes = nodesOf(c, effect);
      if (nodes.length === 0) return 0.65;
      return nodes.includes(node) ? (nodes.length === 1 ? 0.95 : 0.65) : 'another node resolves it';
    },
  },
  {
    id: 'backoff-from-pull',
    effect: ['image-pull-backoff'],
    cause: ['image-pull-failed'],
    mechanism: 'after a failed pull the kubelet waits longer each time',
    paths: ['family'],
    lag: { min: -5, max: 360, source: 'kubelet image back-off 10 s doubling to 300 s' },
    strength: 0.95,
    standing: false,
  },
];

/** The nodes on which an effect is known to have shown. */
function nodesOf(c: Case, effect: Condition): readonly string[] {
  const own = effect.attrs['node'];
  if (typeof own === 'string') return [own];
  const on = effect.entity.kind === 'Pod' ? c.targets(effect.entity, 'runs-on') : [];
  const named = effect.names.filter((n) => n.kind === 'Node').map((n) => n.name);
  return on.length > 0 ? on.map((e) => e.ref.name) : named;
}

/** The same image, or at least the same registry where the fault is the registry's. */
function isSamePull(effect: Condition, cause: Condition): boolean {
  const by = cause.type.startsWith('registry-') ? 'host' : 'image';
  const [pulled, told] = [effect.attrs[by], cause.attrs[by]];
  return pulled === undefined || told === undefined || pulled === told || cause.episodes.length > 1;
}
