import { reaches, works, type App, type Cluster, type Node, type Pod } from './state.js';

/** What a request to a Service comes to. */
export interface Answer {
  readonly outcome: 'ok' | 'no-endpoint' | 'timeout' | 'refused' | 'error';
  readonly pod?: Pod;
  /** Parties to blame for a failure. */
  readonly from: readonly string[];
}

/** The endpoint controller sees a pod change; a moment later the Service has other endpoints. */
export function refreshEndpoints(c: Cluster, app: App): void {
  c.queue.after(c.random.between(40, 300), () => {
    const ready = app.pods.filter((p) => p.postedReady && p.deletedAt === undefined && !p.isGone);
    const had = app.ready.length;
    if (ready.length === had && ready.every((p, i) => p === app.ready[i])) return;
    app.ready = ready;
    app.changedAt = c.now;
    if (ready.length === 0) c.truth.tell({ party: `App/${app.key}`, what: 'empty', at: c.now, from: [] });
    if (had === 0) c.truth.tell({ party: `App/${app.key}`, what: 'filled', at: c.now, from: [] });
  });
}

/** One request to the Service of an app, from a node or from outside; endpoints take turns. */
export function call(c: Cluster, app: App, from: Node | undefined): Answer {
  const party = `App/${app.key}`;
  if (app.ready.length === 0) return { outcome: 'no-endpoint', from: [party] };
  const pod = app.ready[app.turn++ % app.ready.length];
  if (pod === undefined) return { outcome: 'no-endpoint', from: [party] };
  if (!reaches(from, pod.node)) {
    const cut = [from, pod.node].find((n) => n !== undefined && (n.isOff || n.isCut));
    return { outcome: 'timeout', pod, from: [party, `Node/${cut?.name ?? ''}`] };
  }
  if (!works(pod, c.now)) {
    return { outcome: pod.real.state === 'running' ? 'timeout' : 'refused', pod, from: [party] };
  }
  for (const need of app.plan.needs) {
    const got = call(c, c.app(need), pod.node);
    if (got.outcome !== 'ok') return { outcome: 'error', pod, from: [`App/${need}`, ...got.from] };
  }
  return { outcome: 'ok', pod, from: [] };
}
