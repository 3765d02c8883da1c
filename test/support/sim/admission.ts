import { call } from './endpoints.js';
import type { App, Cluster } from './state.js';

/** Why the API server refuses a new pod of the app, and who is to blame. */
export interface Refusal {
  readonly message: string;
  readonly from: string;
}

/** Asks the webhooks that match; one that is not reachable and fails closed refuses. */
export function refusal(c: Cluster, app: App): Refusal | undefined {
  if (app.plan.ns === 'kube-system') return undefined;
  for (const hook of c.plan.webhooks) {
    const server = c.app(hook.app);
    const { outcome } = call(c, server, undefined);
    if (outcome === 'ok' || hook.failurePolicy === 'Ignore') continue;
    const party = `Webhook/${hook.name}`;
    c.truth.tell({ party, what: 'dead', at: c.now, from: [`App/${server.key}`] });
    const { ns, name } = server.plan;
    const post = `failed to call webhook: Post "https://${name}.${ns}.svc:443/mutate?timeout=10s"`;
    const why =
      outcome === 'no-endpoint'
        ? `no endpoints available for service "${name}"`
        : outcome === 'timeout'
          ? 'context deadline exceeded'
          : `dial tcp ${server.clusterIp}:443: connect: connection refused`;
    const message = `Internal error occurred: failed calling webhook "${hook.name}": ${post}: ${why}`;
    return { message, from: party };
  }
  return undefined;
}
