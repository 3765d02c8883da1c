import { cycles, groupBy, keysIn } from '../base/index.js';
import { keyOf, labelOf, refOfKey, type Condition, type EntityKey } from '../model/index.js';
import { registryOf, workloadOf, type Case } from '../world/index.js';
import type { Loop } from './explanation.js';
import type { Story } from './story.js';

/** What one capability waits for, as an edge of the capability graph, with what would cut it. */
interface Need {
  readonly from: string;
  readonly to: string;
  readonly cut: string;
  /** True when the need was seen to bite: an image pull failed, a creation was refused, a backend was down. */
  readonly bit: boolean;
}

/**
 * Loops among capabilities that failed: start(workload) needs admit(namespace), admit needs serve(webhook),
 * serve needs start(backend); start needs pull(registry), pull needs serve(registry), and so on. A cycle all
 * of whose members were down is an activated deadlock; capabilities that share one failed node without a
 * cycle share its fate.
 */
export function loopsOf(c: Case, story: Story, webhooks: readonly Condition[]): Loop[] {
  const down = downByEntity(c, story);
  const needs = needsOf(c, down, webhooks);
  const edges = new Map<string, string[]>();
  for (const n of needs) edges.set(n.from, [...(edges.get(n.from) ?? []), n.to]);
  const loops = cycles(edges).map((members) => deadlock(members, needs, down));
  return [...loops, ...sharedFate(c, story, needs, down)];
}

type Down = ReadonlyMap<EntityKey, readonly Condition[]>;

/** Conditions of the story by the workload (or other entity) that they are about. */
function downByEntity(c: Case, story: Story): Down {
  return groupBy(
    story.conditions.filter((x) => x.severity >= 2),
    (x) => keyOf(workloadOf(c, x.entity)),
  );
}

function needsOf(c: Case, down: Down, webhooks: readonly Condition[]): Need[] {
  const needs: Need[] = [];
  const failClosed = keysIn(webhooks, (x) => keyOf(x.entity));
  const serve = (service: EntityKey): void => {
    for (const r of c.from(service, 'selects')) {
      const workload = keyOf(workloadOf(c, refOfKey(r.to)));
      if (down.has(workload))
        needs.push({
          from: `serve ${service}`,
          to: `start ${workload}`,
          cut: `a second, separate replica behind ${labelOf(refOfKey(service))}`,
          bit: true,
        });
    }
  };
  const services = new Set<EntityKey>();
  const pullFailed = (key: EntityKey, registry: string): boolean =>
    (down.get(key) ?? []).some(
      (x) => x.type.startsWith('image-pull') && registryOf(String(x.attrs['image'] ?? '')) === registry,
    );
  const suffers = (key: EntityKey, types: RegExp): boolean =>
    (down.get(key) ?? []).some((x) => types.test(x.type));
  for (const key of down.keys()) {
    const workload = refOfKey(key);
    if (workload.namespace === undefined) continue;
    for (const r of c.from(`Namespace/${workload.namespace}`, 'admitted-by')) {
      if (!failClosed.has(r.to)) continue;
      needs.push({
        from: `start ${key}`,
        to: `admit ${r.to}`,
        cut: `excluding namespace ${workload.namespace} from ${labelOf(refOfKey(r.to))}, or deleting that configuration`,
        bit: suffers(key, /create|admission|webhook/),
      });
      for (const call of c.from(r.to, 'calls')) {
        needs.push({
          from: `admit ${r.to}`,
          to: `serve ${call.to}`,
          cut: `failurePolicy Ignore on ${labelOf(refOfKey(r.to))}`,
          bit: true,
        });
        services.add(call.to);
      }
    }
    for (const pull of c.from(key, 'pulls-from')) {
      for (const route of c.from(pull.to, 'routes-to')) {
        needs.push({
          from: `start ${key}`,
          to: `serve ${route.to}`,
          cut: `an image already on the node (pull policy IfNotPresent), or a mirror of ${refOfKey(pull.to).name}`,
          bit: pullFailed(key, refOfKey(pull.to).name),
        });
        services.add(route.to);
      }
    }
  }
  for (const x of webhooks) {
    if (c.to(x.entity, 'admitted-by').length > 0) continue;
    for (const need of refusedBy(c, x, down)) {
      needs.push(need);
      if (need.to.startsWith('serve ')) services.add(need.to.slice(6));
    }
  }
  for (const service of services) serve(service);
  return [...groupBy(needs, (n) => `${n.from} ${n.to}`).values()].flatMap((same) => same[0] ?? []);
}

/** What a webhook was seen to refuse, and whom it calls, where its configuration is not in the capture. */
function refusedBy(c: Case, webhook: Condition, down: Down): Need[] {
  const holder = keyOf(webhook.entity);
  const called = webhook.names.filter((r) => r.kind === 'Service');
  const refused = new Set(webhook.names.map((r) => keyOf(workloadOf(c, r))).filter((key) => down.has(key)));
  const starts = [...refused].map((key) => ({
    from: `start ${key}`,
    to: `admit ${holder}`,
    cut: `excluding namespace ${refOfKey(key).namespace ?? ''} from ${labelOf(webhook.entity)}, or deleting that configuration`,
    bit: true,
  }));
  const serves = called.map((r) => ({
    from: `admit ${holder}`,
    to: `serve ${keyOf(r)}`,
    cut: `failurePolicy Ignore on ${labelOf(webhook.entity)}`,
    bit: true,
  }));
  return [...starts, ...serves];
}

function deadlock(members: readonly string[], needs: readonly Need[], down: Down): Loop {
  const inside = needs.filter((n) => members.includes(n.from) && members.includes(n.to));
  const starts = members.filter((m) => m.startsWith('start '));
  const activated = starts.every((m) => down.has(m.slice(6))) && inside.every((n) => n.bit);
  const conditions = starts.flatMap((m) => down.get(m.slice(6)) ?? []);
  const names = roundOf(members, inside).map((m) => labelled(m));
  return {
    kind: activated ? 'activated' : 'structural',
    members: conditions,
    breakPoints: [...new Set(inside.map((n) => n.cut))],
    gates: members.flatMap((m) => (m.startsWith('admit ') ? [m.slice(6)] : [])),
    statement: `${circle(names)}${activated ? ': all were down together, so none could come back by itself' : '. It did not close in this incident'}`,
  };
}

/** One way around: from the first thing that must start, over what each needs, back to it. */
function roundOf(members: readonly string[], inside: readonly Need[]): readonly string[] {
  const first = members.find((m) => m.startsWith('start ')) ?? members[0];
  if (first === undefined) return [];
  const queue: (readonly string[])[] = [[first]];
  const seen = new Set<string>();
  for (const path of queue) {
    for (const n of inside.filter((x) => x.from === path.at(-1))) {
      if (n.to === first) return path;
      if (!seen.has(n.to)) queue.push([...path, n.to]);
      seen.add(n.to);
    }
  }
  return [first];
}

/** "a new pod of A needs admission by B, which needs an endpoint of C, which needs a new pod of A" */
function circle(names: readonly string[]): string {
  const [first = '', ...others] = names;
  return `${first} needs ${[...others, first].join(', which needs ')}`;
}

const CAPABILITY: Readonly<Record<string, string>> = {
  start: 'a new pod of',
  serve: 'an endpoint of',
  admit: 'admission by',
};

function labelled(capability: string): string {
  const [verb = '', key = ''] = capability.split(' ');
  return `${CAPABILITY[verb] ?? verb} ${labelOf(refOfKey(key))}`;
}

/** Two or more capabilities that recovery needs, pinned to or running on one node that failed. */
function sharedFate(c: Case, story: Story, needs: readonly Need[], down: Down): Loop[] {
  const failed = new Set(story.conditions.flatMap((x) => nodeOf(c, x)));
  return [...failed].flatMap((node): Loop[] => {
    const served = needs.filter((n) => n.from.startsWith('serve ') && n.to.startsWith('start '));
    const pinned = served.filter((n) => {
      const workload = n.to.slice(6);
      return c.from(workload, 'pinned-to').some((r) => r.to === node);
    });
    if (pinned.length === 0) return [];
    const waiting = needs.filter(
      (n) => n.bit && pinned.some((p) => p.from === n.to) && n.from !== pinned[0]?.to,
    );
    if (waiting.length === 0) return [];
    const keys = [...new Set([...pinned.map((n) => n.to.slice(6)), ...waiting.map((n) => n.from.slice(6))])];
    const here = story.conditions.filter((x) => nodeOf(c, x).includes(node));
    const provider = pinned.map((n) => labelOf(refOfKey(n.to.slice(6)))).join(', ');
    return [
      {
        kind: 'shared-fate',
        members: [...here, ...keys.flatMap((k) => down.get(k) ?? [])],
        breakPoints: [...new Set([...waiting, ...pinned].map((n) => n.cut))],
        gates: [],
        statement: `${provider} can run on ${refOfKey(node).name} only, and ${waiting.map((n) => labelOf(refOfKey(n.from.slice(6)))).join(', ')} cannot restart without it: what repairs the others shares the fate of the node that failed`,
      },
    ];
  });
}

/** The node that a node-level fault is about. */
function nodeOf(c: Case, x: Condition): string[] {
  const key = keyOf(x.entity);
  if (x.entity.kind === 'Node') return [key];
  return c
    .from(key, 'part-of')
    .map((r) => r.to)
    .filter((k) => k.startsWith('Node/'));
}
