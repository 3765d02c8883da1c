import { call } from './endpoints.js';
import { kill, log, post, say } from './kubelet.js';
import type { ProbePlan } from './plan.js';
import { keyOfPod, works, type Cluster, type Pod } from './state.js';

type Later = (run: () => void, wait: number) => void;

interface Answered {
  readonly ok: boolean;
  /** As the kubelet puts it. */
  readonly output: string;
  readonly from: readonly string[];
}

/** Sets off the probes of a container that has started, or that has run since long before the start. */
export function startProbes(c: Cluster, pod: Pod, later: Later, isOld = false): void {
  const { readiness, liveness } = pod.app.plan;
  const first = (p: ProbePlan): number =>
    isOld ? c.random.between(0, p.periodS * 1000) : p.delayS * 1000 + c.random.between(0, 1000);
  if (readiness !== undefined) later(() => readinessTick(c, pod, readiness, later), first(readiness));
  else if (!isOld) {
    later(() => {
      pod.real.ready = true;
      tellReady(c, pod);
      post(c, pod);
    }, 300);
  }
  if (liveness !== undefined) later(() => livenessTick(c, pod, liveness, later), first(liveness));
}

/** True when the probes of a settled pod can come to another answer. */
export function canFail(pod: Pod): boolean {
  const { readiness, liveness } = pod.app.plan;
  return readiness?.asksNeeds === true || liveness?.asksNeeds === true;
}

function ask(c: Cluster, pod: Pod, probe: ProbePlan): Answered {
  const isWrong = pod.revision.flaw === 'probe-path' && probe === pod.app.plan.readiness;
  const path = isWrong ? '/healthz-v2' : probe.path;
  const url = `Get "http://${pod.ip}:8080${path}"`;
  const timeout = `${url}: context deadline exceeded (Client.Timeout exceeded while awaiting headers)`;
  if (!works(pod, c.now)) {
    const refused = pod.answersFrom !== Infinity && pod.answersFrom > c.now;
    const output = refused ? `${url}: dial tcp ${pod.ip}:8080: connect: connection refused` : timeout;
    return { ok: false, output, from: [] };
  }
  if (path !== probe.path) return { ok: false, output: 'HTTP probe failed with statuscode: 404', from: [] };
  if (!probe.asksNeeds) return { ok: true, output: '', from: [] };
  for (const need of pod.app.plan.needs) {
    const got = call(c, c.app(need), pod.node);
    if (got.outcome === 'ok') continue;
    const from = [`App/${need}`, ...got.from];
    if (got.outcome === 'timeout') return { ok: false, output: timeout, from };
    return { ok: false, output: 'HTTP probe failed with statuscode: 503', from };
  }
  return { ok: true, output: '', from: [] };
}

function readinessTick(c: Cluster, pod: Pod, probe: ProbePlan, later: Later): void {
  const got = ask(c, pod, probe);
  const spent = got.output.includes('deadline') ? probe.timeoutS * 1000 : 5;
  later(() => {
    if (got.ok) pod.readinessFails = 0;
    else {
      pod.readinessFails += 1;
      report(c, pod, 'Readiness', got);
    }
    const ready = got.ok || (pod.real.ready && pod.readinessFails < probe.threshold);
    if (ready !== pod.real.ready) {
      pod.real.ready = ready;
      if (ready) tellReady(c, pod);
      else c.truth.tell({ party: `App/${pod.app.key}`, what: 'unready', at: c.now, pod: pod.name, from: got.from }); // prettier-ignore
      post(c, pod);
    }
  }, spent);
  if (pod.real.ready && !canFail(pod) && got.ok) return;
  later(() => readinessTick(c, pod, probe, later), probe.periodS * 1000);
}

function tellReady(c: Cluster, pod: Pod): void {
  c.truth.tell({ party: `App/${pod.app.key}`, what: 'ready', at: c.now, pod: pod.name, from: [] });
}

function livenessTick(c: Cluster, pod: Pod, probe: ProbePlan, later: Later): void {
  const got = ask(c, pod, probe);
  const spent = got.output.includes('deadline') ? probe.timeoutS * 1000 : 5;
  later(() => {
    if (got.ok) {
      pod.livenessFails = 0;
      return;
    }
    pod.livenessFails += 1;
    report(c, pod, 'Liveness', got);
    if (pod.livenessFails >= probe.threshold) kill(c, pod, got.from);
  }, spent);
  if (pod.real.ready && !canFail(pod) && got.ok) return;
  later(() => livenessTick(c, pod, probe, later), probe.periodS * 1000);
}

function report(c: Cluster, pod: Pod, type: string, { output, from }: Answered): void {
  const what = type === 'Readiness' ? 'probe-failed' : 'liveness-failed';
  c.truth.tell({ party: `App/${pod.app.key}`, what, at: c.now, pod: pod.name, from });
  say(c, pod, 'Warning', 'Unhealthy', `${type} probe failed: ${output}`);
  log(c, pod, 'I', 'prober.go:107', `"Probe failed" probeType="${type}" pod="${keyOfPod(pod)}" podUID="${pod.uid}" containerName="${pod.app.plan.name}" probeResult="failure" output=${JSON.stringify(output)}`); // prettier-ignore
}
