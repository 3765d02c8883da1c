import { parseDuration, SECOND } from '../../../base/index.js';
import { ref } from '../../../model/index.js';
import { apiTime } from '../kubectl/clock.js';
import { compact, compactOrNone, flag, intOrText, labelSelector, printed, whole } from '../kubectl/shape.js';
import type { Told } from './node.js';
import { templateOf } from './pod.js';
import { child, tableOf, value, values, type Node } from './tree.js';

/** Numbers of a line such as "1 desired | 1 updated | 0 available" by the word behind them. */
function counts(text: string | undefined): Record<string, number> {
  const out: Record<string, number> = {};
  for (const [, n, word] of (text ?? '').matchAll(/(\d+) \(?([A-Za-z-]+)/g))
    out[word?.toLowerCase() ?? ''] = Number(n);
  return out;
}

/** "Conditions:" table of a workload. */
export function conditionsOf(root: Node): unknown[] | undefined {
  const found = tableOf(child(root, 'Conditions')).flatMap(({ cells }) => {
    const type = printed(cells['Type']);
    if (type === undefined) return [];
    return [
      compact({
        type,
        status: cells['Status'],
        reason: printed(cells['Reason']),
        message: printed(cells['Message']),
        lastTransitionTime: apiTime(cells['LastTransitionTime']),
      }),
    ];
  });
  return found.length > 0 ? found : undefined;
}

/** spec and status of a Deployment. */
export function deploymentOf(root: Node): Record<string, unknown> {
  const n = counts(value(root, 'Replicas'));
  const rolling = /^(\S+) max unavailable, (\S+) max surge/.exec(value(root, 'RollingUpdateStrategy') ?? '');
  return {
    spec: compact({
      replicas: n['desired'],
      selector: labelSelector(values(root, 'Selector').join(',')),
      minReadySeconds: whole(value(root, 'MinReadySeconds')),
      strategy: compact({
        type: value(root, 'StrategyType'),
        rollingUpdate: rolling
          ? { maxUnavailable: intOrText(rolling[1] ?? ''), maxSurge: intOrText(rolling[2] ?? '') }
          : undefined,
      }),
      paused: root.children.some((c) => c.key === 'Paused' && c.value === 'true') ? true : undefined,
      template: templateOf(root),
    }),
    status: compact({
      replicas: n['total'],
      updatedReplicas: n['updated'],
      availableReplicas: n['available'],
      unavailableReplicas: n['unavailable'],
      conditions: conditionsOf(root),
    }),
  };
}

/** The ReplicaSets that a Deployment's description names, with their owner. */
export function replicaSetsOf(root: Node, namespace: string | undefined): Told[] {
  const owner = value(root, 'Name') ?? '';
  return ['OldReplicaSets', 'NewReplicaSet'].flatMap((key) => {
    const n = child(root, key);
    if (!n) return [];
    return [...n.value.matchAll(/([a-z0-9][\w.-]*) \((\d+)\/(\d+) replicas created\)/g)].map((m) => {
      const name = m[1] ?? '';
      const object = {
        kind: 'ReplicaSet',
        metadata: compact({
          name,
          namespace,
          ownerReferences: [{ apiVersion: 'apps/v1', kind: 'Deployment', name: owner, controller: true }],
        }),
        spec: { replicas: Number(m[3]) },
        status: { replicas: Number(m[2]) },
      };
      return { ref: ref('ReplicaSet', namespace, name), object, line: n.line };
    });
  });
}

/** spec and status of a ReplicaSet or ReplicationController. */
export function replicaSetOf(root: Node): Record<string, unknown> {
  const n = counts(value(root, 'Replicas'));
  return {
    spec: compact({
      replicas: n['desired'],
      selector: labelSelector(values(root, 'Selector').join(',')),
      template: templateOf(root),
    }),
    status: compact({ replicas: n['current'], ...podCounts(root), conditions: conditionsOf(root) }),
  };
}

/** "1 Running / 0 Waiting / 0 Succeeded / 0 Failed": kept as printed, the API has no such members. */
function podCounts(root: Node): Record<string, unknown> {
  const n = counts(value(root, 'Pods Status'));
  return {
    printedPods: compactOrNone({
      running: n['running'],
      waiting: n['waiting'],
      succeeded: n['succeeded'],
      failed: n['failed'],
    }),
  };
}

/** spec and status of a StatefulSet. */
export function statefulSetOf(root: Node): Record<string, unknown> {
  const n = counts(value(root, 'Replicas'));
  const update = child(root, 'Update Strategy');
  return {
    spec: compact({
      replicas: n['desired'],
      selector: labelSelector(values(root, 'Selector').join(',')),
      updateStrategy: compactOrNone({
        type: printed(update?.value),
        rollingUpdate: compactOrNone({ partition: whole(value(update, 'Partition')) }),
      }),
      template: templateOf(root),
      volumeClaimTemplates: claims(child(root, 'Volume Claims')),
    }),
    status: compact({ replicas: n['total'], ...podCounts(root) }),
  };
}

/** Claims follow one another; each begins with its name. */
function claims(n: Node | undefined): unknown[] | undefined {
  const found: unknown[] = [];
  const fields = n?.children ?? [];
  fields.forEach((c, i) => {
    if (c.key !== 'Name') return;
    const end = fields.findIndex((x, j) => j > i && x.key === 'Name');
    const mine = { ...c, children: fields.slice(i, end < 0 ? undefined : end) };
    const modes = /^\[(.*)\]$/.exec(value(mine, 'Access Modes') ?? '')?.[1];
    found.push({
      metadata: { name: c.value.trim() },
      spec: compact({
        storageClassName: value(mine, 'StorageClass'),
        accessModes: printed(modes)?.split(' '),
        resources: compactOrNone({ requests: compactOrNone({ storage: value(mine, 'Capacity') }) }),
      }),
    });
  });
  return found.length > 0 ? found : undefined;
}

/** spec and status of a DaemonSet. */
export function daemonSetOf(root: Node): Record<string, unknown> {
  return {
    spec: compact({
      selector: labelSelector(values(root, 'Selector').join(',')),
      template: templateOf(root),
    }),
    status: compact({
      desiredNumberScheduled: whole(value(root, 'Desired Number of Nodes Scheduled')),
      currentNumberScheduled: whole(value(root, 'Current Number of Nodes Scheduled')),
      updatedNumberScheduled: whole(value(root, 'Number of Nodes Scheduled with Up-to-date Pods')),
      numberAvailable: whole(value(root, 'Number of Nodes Scheduled with Available Pods')),
      numberMisscheduled: whole(value(root, 'Number of Nodes Misscheduled')),
      ...podCounts(root),
    }),
  };
}

function jobSpec(root: Node): Record<string, unknown> {
  const deadline = parseDuration(value(root, 'Active Deadline Seconds') ?? '');
  return compact({
    parallelism: whole(value(root, 'Parallelism')),
    completions: whole(value(root, 'Completions')),
    completionMode: value(root, 'Completion Mode'),
    suspend: flag(value(root, 'Suspend')),
    backoffLimit: whole(value(root, 'Backoff Limit')),
    activeDeadlineSeconds: deadline === undefined ? undefined : deadline / SECOND,
    selector: labelSelector(values(root, 'Selector').join(',')),
    template: templateOf(root),
  });
}

/** spec and status of a Job. */
export function jobOf(root: Node): Record<string, unknown> {
  const n = counts(value(root, 'Pods Statuses'));
  return {
    spec: jobSpec(root),
    status: compact({
      active: n['active'] ?? n['running'],
      ready: n['ready'],
      succeeded: n['succeeded'],
      failed: n['failed'],
      startTime: apiTime(value(root, 'Start Time')),
      completionTime: apiTime(value(root, 'Completed At')),
    }),
  };
}

/** spec and status of a CronJob. */
export function cronJobOf(root: Node): Record<string, unknown> {
  const starting = whole(value(root, 'Starting Deadline Seconds')?.replace(/s$/, ''));
  return {
    spec: compact({
      schedule: value(root, 'Schedule'),
      timeZone: value(root, 'Time Zone'),
      concurrencyPolicy: value(root, 'Concurrency Policy'),
      suspend: flag(value(root, 'Suspend')),
      startingDeadlineSeconds: starting,
      successfulJobsHistoryLimit: whole(value(root, 'Successful Job History Limit')),
      failedJobsHistoryLimit: whole(value(root, 'Failed Job History Limit')),
      jobTemplate: { spec: jobSpec(root) },
    }),
    status: compact({
      lastScheduleTime: apiTime(value(root, 'Last Schedule Time')),
      active: value(root, 'Active Jobs')
        ?.split(/,\s*/)
        .map((name) => ({ kind: 'Job', name })),
    }),
  };
}
