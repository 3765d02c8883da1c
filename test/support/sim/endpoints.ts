import { CONTROL_PLANE } from './plan.js';
import { reaches, works, type App, type Cluster, type Node, type Pod } from './state.js';

/** What a request to a Service comes to. */
export interface Answer {
  readonly outcome: 'ok' | 'no-endpoint' | 'timeout' | 'refused' | 'error';
  readonly pod?: Pod;
  /** Parties to blame for a failure. */
  readonly from: readonly string[];
}

/** The controllers see a pod change; a moment later the Service has other endpoints, the Deployment another status. */
export function refreshEndpoints(c: Cluster, app: App): void {
  c.queue.after(c.random.between(40, 300), () => {
    const listed = app.pods.filter((p) => p.ip !== '' && !p.isGone);
    const ready = listed.filter((p) => p.postedReady && p.deletedAt === undefined);
    const text = listed.map((p) => `${p.name} ${ready.includes(p)} ${p.deletedAt !== undefined}`).join();
    if (text === app.sliceText) return;
    app.sliceText = text;
    app.trigger = newestTrigger(app, listed);
    const had = app.ready.length;
    app.ready = ready;
    if (ready.length === 0 && had > 0)
      c.truth.tell({ party: `App/${app.key}`, what: 'empty', at: c.now, from: [] });
    if (ready.length > 0 && had === 0)
      c.truth.tell({ party: `App/${app.key}`, what: 'filled', at: c.now, from: [] });
    const isAvailable = ready.length >= app.plan.replicas;
    if (isAvailable !== app.isAvailable) app.availableSince = c.by(CONTROL_PLANE);
    app.isAvailable = isAvailable;
  });
}

/**
 * endpoints.kubernetes.io/last-change-trigger-time: the earliest Ready transition that the controller had not
 * seen at its last sync; what changed without one (a pod deleted) clears the annotation.
 */
function newestTrigger(app: App, listed: readonly Pod[]): number | undefined {
  const fresh = listed.filter((p) => p.readySince > (app.triggers.get(p.name) ?? 0));
  for (const p of listed) app.triggers.set(p.name, p.readySince);
  return fresh.length === 0 ? undefined : Math.min(...fresh.map((p) => p.readySince));
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
