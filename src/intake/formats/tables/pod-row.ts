import { compact, printed, whole } from '../kubectl/shape.js';
import type { Cells } from './columns.js';

/**
 * The STATUS column of pods is computed by the client's server side (printPod in
 * k8s.io/kubernetes/pkg/printers/internalversion): pod reason or phase, overridden by the reason of a
 * waiting or terminated container, by "Init:...", or by "Terminating". What follows of it for the
 * phase is said here; the word itself is kept as printedStatus.
 */
export function podRow(cells: Cells): Record<string, unknown> {
  const [ready, total] = (cells['READY'] ?? '').split('/').map((n) => whole(n));
  const status = printed(cells['STATUS']) ?? '';
  const restarts = /^(\d+)(?: \((\S+) ago\))?/.exec(cells['RESTARTS'] ?? '');
  const count = whole(restarts?.[1]);
  const phase = phaseOf(status, count ?? 0);
  return {
    spec: compact({
      nodeName: printed(cells['NODE']),
    }),
    status: compact({
      phase,
      reason: POD_REASONS.has(status) ? status : undefined,
      podIP: printed(cells['IP']),
      nominatedNodeName: printed(cells['NOMINATED NODE']),
      conditions: ready === undefined || total === undefined ? undefined : readiness(ready, total, status),
      printedStatus: status === '' ? undefined : status,
      printedReady: ready,
      printedContainers: total,
      printedRestarts: count,
      printedLastRestart: restarts?.[2],
    }),
  };
}

/** Reasons that a pod as a whole carries, all of them with phase Failed. */
const POD_REASONS = new Set([
  'Evicted',
  'NodeLost',
  'NodeAffinity',
  'Shutdown',
  'NodeShutdown',
  'Preempting',
  'UnexpectedAdmissionError',
  'OutOfcpu',
  'OutOfmemory',
  'OutOfpods',
  'DeadlineExceeded',
]);
const NEVER_RAN = /^(?:Pending|ContainerCreating|PodInitializing|SchedulingGated|Init:.*)$/;
const CANNOT_START =
  /^(?:ErrImagePull|ImagePullBackOff|InvalidImageName|ErrImageNeverPull|ImageInspectError|CreateContainerConfigError|CreateContainerError|RunContainerError)$/;

function phaseOf(status: string, restarts: number): string | undefined {
  if (/^(?:Running|Succeeded|Failed)$/.test(status)) return status;
  if (POD_REASONS.has(status)) return 'Failed';
  if (NEVER_RAN.test(status)) return 'Pending';
  if (CANNOT_START.test(status)) return restarts === 0 ? 'Pending' : undefined;
  if (status === 'CrashLoopBackOff' || status === 'NotReady') return 'Running';
  return status === 'Completed' && restarts === 0 ? 'Succeeded' : undefined;
}

/** The Ready condition also hangs on readiness gates: only "fewer ready than there are" is sure. */
function readiness(ready: number, total: number, status: string): unknown[] | undefined {
  if (ready < total) return [{ type: 'Ready', status: 'False' }];
  return status === 'Running' && total > 0 ? [{ type: 'Ready', status: 'True' }] : undefined;
}

/** "NotReady,SchedulingDisabled" and the roles. */
export function nodeRow(cells: Cells): Record<string, unknown> {
  const [ready = '', ...more] = (cells['STATUS'] ?? '').split(',');
  const status = ready === 'Ready' ? 'True' : ready === 'Unknown' ? 'Unknown' : 'False';
  const addresses = [
    { type: 'InternalIP', address: printed(cells['INTERNAL-IP']) },
    { type: 'ExternalIP', address: printed(cells['EXTERNAL-IP']) },
  ].filter((a) => a.address !== undefined);
  return {
    spec: compact({ unschedulable: more.includes('SchedulingDisabled') ? true : undefined }),
    status: compact({
      // "NotReady" is printed for False and for Unknown: the reason is not told.
      conditions: [{ type: 'Ready', status: status === 'False' ? 'False' : status }],
      printedStatus: cells['STATUS'],
      addresses: addresses.length > 0 ? addresses : undefined,
      nodeInfo: compact({
        kubeletVersion: printed(cells['VERSION']),
        osImage: printed(cells['OS-IMAGE']),
        kernelVersion: printed(cells['KERNEL-VERSION']),
        containerRuntimeVersion: printed(cells['CONTAINER-RUNTIME']),
      }),
    }),
  };
}
