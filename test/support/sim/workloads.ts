import { refusal } from './admission.js';
import { refreshEndpoints } from './endpoints.js';
import { say, unborn } from './kubelet.js';
import { CONTROL_PLANE, type Flaw } from './plan.js';
import { schedule } from './scheduler.js';
import { newest, type App, type Cluster, type Pod, type Revision } from './state.js';

const GRACE_MS = 30_000;

/** The ReplicaSet of the newest revision makes what pods it lacks. */
export function reconcile(c: Cluster, app: App): void {
  const revision = newest(app);
  const have = app.pods.filter(
    (p) => !p.isGone && p.deletedAt === undefined && p.revision === revision,
  ).length;
  for (let i = have; i < app.plan.replicas; i++) {
    const refused = refusal(c, app);
    if (refused !== undefined) {
      const message = `Error creating: ${refused.message}`;
      c.truth.tell({ party: `App/${app.key}`, what: 'refused', at: c.now, from: [refused.from] });
      setSays(c, app, revision, 'Warning', 'FailedCreate', message);
      app.createBackOffS = Math.min(300, Math.max(1, app.createBackOffS * 2));
      c.queue.after(app.createBackOffS * 1000, () => {
        reconcile(c, app);
      });
      return;
    }
    app.createBackOffS = 0;
    const pod = create(c, app, revision, c.now);
    setSays(c, app, revision, 'Normal', 'SuccessfulCreate', `Created pod: ${pod.name}`);
    c.queue.after(c.random.between(20, 80), () => {
      schedule(c, pod);
    });
  }
}

/** Makes a pod object. */
export function create(c: Cluster, app: App, revision: Revision, at: number): Pod {
  const pod: Pod = {
    app,
    revision,
    name: `${app.plan.name}-${revision.hash}-${c.letters(5)}`,
    uid: c.uid(),
    created: at,
    node: undefined,
    ip: '',
    scheduledAt: undefined,
    startTime: undefined,
    deletedAt: undefined,
    isGone: false,
    unschedulable: undefined,
    real: unborn(),
    answersFrom: Infinity,
    life: 0,
    backOffS: 0,
    pullBackOffS: 0,
    readinessFails: 0,
    livenessFails: 0,
    posted: unborn(),
    postedReady: false,
    readySince: at,
  };
  app.pods.push(pod);
  return pod;
}

/** Somebody or something deletes a pod; its kubelet, when it hears of it, ends it. */
export function remove(c: Cluster, pod: Pod): void {
  if (pod.deletedAt !== undefined || pod.isGone) return;
  pod.deletedAt = c.now;
  refreshEndpoints(c, pod.app);
  const node = pod.node;
  if (node !== undefined && (node.isOff || node.isCut)) return;
  finish(c, pod);
}

/** The kubelet ends a pod that is to go. */
export function finish(c: Cluster, pod: Pod): void {
  say(c, pod, 'Normal', 'Killing', `Stopping container ${pod.app.plan.name}`);
  pod.life += 1;
  const wait = pod.real.state === 'running' && pod.answersFrom === Infinity ? GRACE_MS : 900;
  c.queue.after(wait, () => {
    pod.isGone = true;
    if (pod.node !== undefined) pod.node.pods -= 1;
    pod.app.pods = pod.app.pods.filter((p) => p !== pod);
    refreshEndpoints(c, pod.app);
  });
}

/** Somebody rolls out another template; strategy Recreate, so the old pods go first. */
export function release(c: Cluster, app: App, flaw: Flaw): void {
  const old = newest(app);
  const [image = ''] = old.image.split(':1.');
  const revision: Revision = {
    number: old.number + 1,
    hash: c.letters(10),
    image: `${image}:1.${old.number + 1}.0`,
    flaw,
    created: c.now,
    by: 'ci-deployer',
  };
  app.revisions.push(revision);
  if (flaw !== 'none') c.truth.tell({ party: `App/${app.key}`, what: 'injected', at: c.now, from: [] });
  deploymentSays(
    c,
    app,
    `Scaled down replica set ${app.plan.name}-${old.hash} to 0 from ${app.plan.replicas}`,
  );
  for (const pod of app.pods) remove(c, pod);
  c.queue.after(1200, () => {
    deploymentSays(c, app, `Scaled up replica set ${app.plan.name}-${revision.hash} to ${app.plan.replicas}`);
    reconcile(c, app);
  });
}

function deploymentSays(c: Cluster, app: App, message: string): void {
  c.events.say({
    kind: 'Deployment',
    ns: app.plan.ns,
    name: app.plan.name,
    uid: app.uid,
    type: 'Normal',
    reason: 'ScalingReplicaSet',
    message,
    component: 'deployment-controller',
    at: c.by(CONTROL_PLANE),
  });
}

function setSays(
  c: Cluster,
  app: App,
  revision: Revision,
  type: 'Normal' | 'Warning',
  reason: string,
  message: string,
): void {
  c.events.say({
    kind: 'ReplicaSet',
    ns: app.plan.ns,
    name: `${app.plan.name}-${revision.hash}`,
    uid: `${app.uid.slice(0, -4)}${String(revision.number).padStart(4, '0')}`,
    type,
    reason,
    message,
    component: 'replicaset-controller',
    at: c.by(CONTROL_PLANE),
  });
}
