import { call } from './endpoints.js';
import type { Cluster, Node, Pod } from './state.js';

/** How an attempt to pull ended, after how long. */
export interface PullOutcome {
  readonly afterMs: number;
  /** As containerd words it; none: it worked. */
  readonly error?: string;
  /** Parties to blame. */
  readonly from: readonly string[];
}

/** Asks the registry of the pod's image from its node. */
export function pullOutcome(c: Cluster, pod: Pod, node: Node): PullOutcome {
  const image = pod.revision.image;
  const registry = c.registries.get(pod.app.plan.registry);
  if (registry === undefined) throw new Error(`no registry ${pod.app.plan.registry} in the plan`);
  const [path = '', tag = ''] = image.slice(registry.host.length + 1).split(':');
  const head = `rpc error: code = Unknown desc = failed to pull and unpack image "${image}": failed to resolve reference "${image}"`;
  const dial = `failed to do request: Head "https://${registry.host}/v2/${path}/manifests/${tag}": dial tcp ${registry.address}`;
  const party = `Registry/${registry.host}`;
  if (node.isCut) {
    return { afterMs: 30_000, error: `${head}: ${dial}: i/o timeout`, from: [`Node/${node.name}`] };
  }
  if (registry.app !== undefined) {
    const app = c.app(registry.app);
    const got = call(c, app, node);
    if (got.outcome !== 'ok') {
      c.truth.tell({ party, what: 'dead', at: c.now, from: [`App/${app.key}`] });
      return got.outcome === 'timeout'
        ? { afterMs: 30_000, error: `${head}: ${dial}: i/o timeout`, from: [party] }
        : { afterMs: 20, error: `${head}: ${dial}: connect: connection refused`, from: [party] };
    }
  } else if (registry.isDown) {
    return { afterMs: 20, error: `${head}: ${dial}: connect: connection refused`, from: [party] };
  }
  if (pod.revision.flaw === 'image-missing') {
    const error = `rpc error: code = NotFound desc = failed to pull and unpack image "${image}": failed to resolve reference "${image}": ${image}: not found`;
    return { afterMs: 400, error, from: [] };
  }
  return { afterMs: c.random.between(400, 2500), from: [] };
}
