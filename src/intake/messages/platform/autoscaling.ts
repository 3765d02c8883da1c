import type { MessagePattern } from '../../log-line.js';

/** metrics-server, cluster-autoscaler, Karpenter, KEDA. */
export const autoscalingMessages: readonly MessagePattern[] = [
  {
    id: 'metrics-server-down',
    anchor: ['Failed to scrape node', 'Failed probe'],
    pattern: /Failed to scrape node(?:[^]*?node=\\*"?(?<node>[\w.-]+))?|Failed probe[^]*metric/,
    severity: 'error',
    origin: 'metrics-server pkg/scraper/scraper.go',
    samples: [
      'E0701 19:22:41.123456       1 scraper.go:149] "Failed to scrape node" err="Get \\"https://10.200.0.11:10250/metrics/resource\\": x509: cannot validate certificate for 10.200.0.11 because it doesn\'t contain any IP SANs" node="worker-1"',
    ],
    gives: { node: 'worker-1' },
  },
  {
    id: 'cluster-autoscaler-blocked',
    anchor: [
      't trigger scale-up',
      'max total nodes in cluster reached',
      'max node group size reached',
      'No expansion options',
    ],
    severity: 'warning',
    origin: 'kubernetes/autoscaler cluster-autoscaler/core/scaleup',
    samples: [
      'I0701 19:22:41.123456       1 orchestrator.go:108] Skipping node group pool-1 - max size reached; max total nodes in cluster reached',
    ],
  },
  {
    id: 'node-scale-up',
    anchor: ['Scale-up: setting group', 'Final scale-up plan'],
    pattern: /setting group (?<group>\S+) size to (?<size>\d+)|Final scale-up plan/,
    severity: 'info',
    origin: 'cluster-autoscaler/core/scaleup',
    samples: ['I0701 19:22:41.123456       1 executor.go:147] Scale-up: setting group pool-1 size to 5'],
    gives: { group: 'pool-1', size: '5' },
  },
  {
    id: 'node-scale-down',
    anchor: ['Scale-down: removing', 'marked the node as toBeDeleted'],
    pattern: /Scale-down: removing (?:empty )?node \\*"?(?<node>[\w.-]+)|toBeDeleted/,
    severity: 'info',
    origin: 'cluster-autoscaler/core/scaledown',
    samples: ['I0701 19:22:41.123456       1 actuator.go:161] Scale-down: removing empty node "worker-9"'],
    gives: { node: 'worker-9' },
  },
  {
    id: 'karpenter-no-capacity',
    anchor: ['InsufficientCapacityError', 'could not schedule pod', 'NoCompatibleInstanceTypes'],
    severity: 'error',
    origin: 'karpenter pkg/controllers/provisioning, nodeclaim',
    samples: [
      '{"level":"ERROR","time":"2026-07-01T19:22:41.123Z","logger":"controller","message":"could not schedule pod","controller":"provisioner","Pod":{"name":"web-0","namespace":"shop"},"error":"incompatible with nodepool \\"default\\""}',
    ],
  },
  {
    id: 'keda-scaler-failed',
    anchor: ['error getting scale decision', 'error establishing connection', 'KEDAScalerFailed'],
    programs: ['keda-operator'],
    severity: 'error',
    origin: 'keda pkg/scaling',
    samples: [
      '2026-07-01T19:22:41Z\tERROR\tscale_handler\terror getting scale decision\t{"scaledObject.Namespace": "shop", "error": "dial tcp 10.96.3.4:9092: connect: connection refused"}',
    ],
  },
];
