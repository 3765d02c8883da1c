import { klogHead } from './clocks.js';
import { refreshEndpoints } from './endpoints.js';
import { pullOutcome } from './registry.js';
import { startProbes } from './probes.js';
import { keyOfPod, type Cluster, type Container, type Node, type Pod } from './state.js';

/** Back-off of the kubelet: 10 s doubling to 5 min, forgotten after ten minutes of running. */
const BACK_OFF = { first: 10, most: 300, forgetMs: 600_000 };
const GRACE_MS = 30_000;

/** Takes a pod that was bound to the node: pulls its image, starts its container. */
export function adopt(c: Cluster, pod: Pod): void {
  const node = pod.node;
  if (node === undefined || node.isOff || pod.isGone) return;
  pod.startTime = c.by(node.name);
  pod.ip = `10.244.${node.subnet}.${2 + (node.pods % 250)}`;
  setWaiting(pod, 'ContainerCreating', '');
  pod.readySince = pod.startTime;
  post(c, pod);
  refreshEndpoints(c, pod.app);
  later(c, pod, c.random.between(600, 1500), () => pull(c, pod));
}

function setWaiting(pod: Pod, reason: string, message: string): void {
  Object.assign(pod.real, { state: 'waiting', reason, message, ready: false });
}

/** Does something with a pod unless its container has begun another life, or its node is gone. */
function later(c: Cluster, pod: Pod, wait: number, run: () => void): void {
  const life = pod.life;
  c.queue.after(wait, () => {
    if (pod.life === life && !pod.isGone && pod.node?.isOff === false) run();
  });
}

function image(pod: Pod): string {
  return pod.revision.image;
}

function pull(c: Cluster, pod: Pod): void {
  const node = pod.node;
  if (node === undefined) return;
  const present = node.cached.has(image(pod));
  if (present && pod.app.plan.pullPolicy === 'IfNotPresent') {
    say(c, pod, 'Normal', 'Pulled', `Container image "${image(pod)}" already present on machine`);
    later(c, pod, 200, () => start(c, pod));
    return;
  }
  say(c, pod, 'Normal', 'Pulling', `Pulling image "${image(pod)}"`);
  const outcome = pullOutcome(c, pod, node);
  later(c, pod, outcome.afterMs, () => {
    if (outcome.error === undefined) {
      node.cached.add(image(pod));
      pod.pullBackOffS = 0;
      say(c, pod, 'Normal', 'Pulled', `Successfully pulled image "${image(pod)}" in ${outcome.afterMs}ms`);
      later(c, pod, 200, () => start(c, pod));
      return;
    }
    pullFailed(c, pod, outcome.error, outcome.from);
  });
}

function pullFailed(c: Cluster, pod: Pod, error: string, from: readonly string[]): void {
  const told = `Failed to pull image "${image(pod)}": ${error}`;
  c.truth.tell({ party: `App/${pod.app.key}`, what: 'pull-failed', at: c.now, pod: pod.name, from });
  say(c, pod, 'Warning', 'Failed', told);
  say(c, pod, 'Warning', 'Failed', 'Error: ErrImagePull');
  log(c, pod, 'E', 'pod_workers.go:1301', `"Error syncing pod, skipping" err="failed to \\"StartContainer\\" for \\"${pod.app.plan.name}\\" with ErrImagePull: ${JSON.stringify(JSON.stringify(error)).slice(1, -1)}"`); // prettier-ignore
  setWaiting(pod, 'ErrImagePull', error);
  post(c, pod);
  pod.pullBackOffS = Math.min(BACK_OFF.most, pod.pullBackOffS === 0 ? BACK_OFF.first : pod.pullBackOffS * 2);
  const next = c.now + pod.pullBackOffS * 1000;
  const sync = (): void => {
    if (c.now >= next) {
      pull(c, pod);
      return;
    }
    const waits = `Back-off pulling image "${image(pod)}"`;
    say(c, pod, 'Normal', 'BackOff', waits);
    say(c, pod, 'Warning', 'Failed', 'Error: ImagePullBackOff');
    log(c, pod, 'E', 'pod_workers.go:1301', `"Error syncing pod, skipping" err="failed to \\"StartContainer\\" for \\"${pod.app.plan.name}\\" with ImagePullBackOff: \\"Back-off pulling image \\\\\\"${image(pod)}\\\\\\"\\""`); // prettier-ignore
    setWaiting(pod, 'ImagePullBackOff', waits);
    post(c, pod);
    later(c, pod, Math.max(500, Math.min(13_000, next - c.now)), sync);
  };
  later(c, pod, c.random.between(9000, 13_000), sync);
}

function start(c: Cluster, pod: Pod): void {
  const node = pod.node;
  if (node === undefined) return;
  say(c, pod, 'Normal', 'Created', `Created container ${pod.app.plan.name}`);
  say(c, pod, 'Normal', 'Started', `Started container ${pod.app.plan.name}`);
  Object.assign(pod.real, { state: 'running', reason: '', message: '', startedAt: c.by(node.name), ready: false }); // prettier-ignore
  pod.answersFrom = c.now + pod.app.plan.bootS * 1000;
  pod.readinessFails = 0;
  pod.livenessFails = 0;
  post(c, pod);
  const flaw = pod.revision.flaw;
  if (flaw === 'crash') {
    pod.answersFrom = Infinity;
    later(c, pod, c.random.between(150, 700), () => {
      appLog(c, pod, 'Error: unknown flag: --enable-fast-path');
      exit(c, pod, 1, 'Error', []);
    });
  } else if (flaw === 'memory') {
    pod.answersFrom = Infinity;
    later(c, pod, c.random.between(2000, 6000), () => exit(c, pod, 137, 'OOMKilled', []));
  }
  startProbes(c, pod, (run, wait) => {
    later(c, pod, wait, run);
  });
}

/** The container ended; the kubelet starts it again, later and later. */
export function exit(c: Cluster, pod: Pod, exitCode: number, reason: string, from: readonly string[]): void {
  const node = pod.node;
  if (node === undefined) return;
  pod.life += 1;
  const ran = c.by(node.name) - pod.real.startedAt;
  const ended = { startedAt: pod.real.startedAt, finishedAt: c.by(node.name), exitCode, reason };
  c.truth.tell({ party: `App/${pod.app.key}`, what: 'exit', at: c.now, pod: pod.name, from });
  Object.assign(pod.real, {
    state: 'terminated',
    reason,
    message: '',
    ended,
    last: pod.real.ended,
    ready: false,
  });
  const wait = ran >= BACK_OFF.forgetMs ? 0 : pod.backOffS;
  pod.backOffS = Math.min(BACK_OFF.most, wait === 0 ? BACK_OFF.first : wait * 2);
  // The runtime's own list is read once a second.
  later(c, pod, c.random.between(300, 1000), () => {
    log(c, pod, 'I', 'kubelet.go:2453', `"SyncLoop (PLEG): event for pod" event={"ID":"${pod.uid}","Type":"ContainerDied","Data":"${containerId(pod)}"}`); // prettier-ignore
    post(c, pod);
    if (wait === 0) {
      restart(c, pod);
      return;
    }
    backOff(c, pod, c.now + wait * 1000, wait);
  });
}

function backOff(c: Cluster, pod: Pod, until: number, waitS: number): void {
  const name = pod.app.plan.name;
  const id = `${pod.name}_${pod.app.plan.ns}(${pod.uid})`;
  const sync = (): void => {
    if (c.now >= until) {
      restart(c, pod);
      return;
    }
    const told = `back-off ${inWords(waitS)} restarting failed container=${name} pod=${id}`;
    say(c, pod, 'Warning', 'BackOff', `Back-off restarting failed container ${name} in pod ${id}`);
    log(c, pod, 'E', 'pod_workers.go:1301', `"Error syncing pod, skipping" err="failed to \\"StartContainer\\" for \\"${name}\\" with CrashLoopBackOff: \\"${told}\\""`); // prettier-ignore
    if (pod.real.state === 'terminated') pod.real.last = pod.real.ended;
    setWaiting(pod, 'CrashLoopBackOff', told);
    post(c, pod);
    later(c, pod, Math.max(500, Math.min(12_500, until - c.now)), sync);
  };
  sync();
}

function restart(c: Cluster, pod: Pod): void {
  pod.real.last = pod.real.ended ?? pod.real.last;
  pod.real.restarts += 1;
  pod.life += 1;
  pull(c, pod);
}

/** A liveness probe said no for the last time. */
export function kill(c: Cluster, pod: Pod, from: readonly string[]): void {
  const name = pod.app.plan.name;
  say(c, pod, 'Normal', 'Killing', `Container ${name} failed liveness probe, will be restarted`);
  log(c, pod, 'I', 'kuberuntime_container.go:779', `"Killing container with a grace period" pod="${keyOfPod(pod)}" podUID="${pod.uid}" containerName="${name}" containerID="containerd://${containerId(pod)}" gracePeriod=30`); // prettier-ignore
  const hangs = pod.answersFrom === Infinity;
  pod.answersFrom = Infinity;
  pod.life += 1;
  later(c, pod, hangs ? GRACE_MS : 400, () => {
    exit(c, pod, hangs ? 137 : 143, 'Error', from);
  });
}

/** The status of the pod goes to the API server, when the node reaches it. */
export function post(c: Cluster, pod: Pod): void {
  const node = pod.node;
  if (node === undefined || node.isOff || node.isCut || pod.isGone) return;
  pod.posted = { ...pod.real };
  const ready = pod.real.ready;
  if (ready === pod.postedReady) return;
  pod.postedReady = ready;
  pod.readySince = c.by(node.name);
  refreshEndpoints(c, pod.app);
}

/** Everything that the node kept to itself while it did not reach the API server. */
export function postAll(c: Cluster, node: Node, pods: Iterable<Pod>): void {
  for (const pod of pods) if (pod.node === node) post(c, pod);
}

/** An event of the kubelet about a pod. */
export function say(c: Cluster, pod: Pod, type: 'Normal' | 'Warning', reason: string, message: string): void {
  const node = pod.node;
  if (node === undefined || node.isOff || node.isCut) return;
  c.events.say({
    kind: 'Pod',
    ns: pod.app.plan.ns,
    name: pod.name,
    uid: pod.uid,
    fieldPath: `spec.containers{${pod.app.plan.name}}`,
    type,
    reason,
    message,
    component: 'kubelet',
    host: node.name,
    at: c.by(node.name),
  });
}

/** A line of the kubelet about a pod. */
export function log(c: Cluster, pod: Pod, severity: string, place: string, text: string): void {
  const node = pod.node;
  if (node === undefined || node.isOff) return;
  const about = text.includes('podUID=') || text.includes('SyncLoop (PLEG)') ? '' : ` pod="${keyOfPod(pod)}" podUID="${pod.uid}"`; // prettier-ignore
  c.logs.write(
    `nodes/${node.name}/kubelet.log`,
    c.now,
    `${klogHead(severity, c.by(node.name), 876)} ${place}] ${text}${about}`,
  );
}

/** A line that the app itself prints, as the runtime keeps it. */
function appLog(c: Cluster, pod: Pod, text: string): void {
  const node = pod.node;
  if (node === undefined) return;
  const { ns, name } = pod.app.plan;
  const stamp = `${new Date(c.by(node.name)).toISOString().slice(0, 23)}000000Z`;
  c.logs.write(
    `nodes/${node.name}/pods/${ns}_${pod.name}_${pod.uid}/${name}/${pod.real.restarts}.log`,
    c.now,
    `${stamp} stderr F ${text}`,
  );
}

/** Id of the container of this life. */
export function containerId(pod: Pod): string {
  const seed = `${pod.uid.replaceAll('-', '')}${String(pod.real.restarts).padStart(4, '0')}`;
  return seed.repeat(2).slice(0, 64);
}

function inWords(seconds: number): string {
  const [m, s] = [Math.floor(seconds / 60), seconds % 60];
  return m === 0 ? `${s}s` : `${m}m${s}s`;
}

/** A container that has not begun. */
export function unborn(): Container {
  return {
    state: 'waiting',
    reason: 'ContainerCreating',
    message: '',
    startedAt: 0,
    ended: undefined,
    last: undefined,
    restarts: 0,
    ready: false,
  };
}
