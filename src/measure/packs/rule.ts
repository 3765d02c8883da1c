import type { Case } from '../../world/index.js';
import type { Signal } from '../replay/signal.js';

/** Who makes the samples; while it is down the rule is blind. */
export type Exporter =
  | 'kube-state-metrics'
  | 'node-exporter'
  | 'kubelet'
  | 'kube-apiserver'
  | 'etcd'
  | 'coredns'
  | 'blackbox'
  | 'edge'
  | 'logs';

/**
 * An alerting rule as a pack of the community ships it, put as a test of reconstructed state. The wait
 * and the severity are the pack's; the expression is ours in its place.
 */
export interface PackRule {
  readonly name: string;
  /** stock: kube-prometheus and the mixins; proposed: community packs and rules that no pack has. */
  readonly pack: 'stock' | 'proposed';
  /** Pack and revision that the wait and severity were read from. */
  readonly origin: string;
  /** Microseconds for which the expression must hold ("for:"). */
  readonly wait: number;
  readonly severity: 'critical' | 'warning' | 'info';
  /** What it means, and how the state stands for its metrics. */
  readonly meaning: string;
  readonly exporter: Exporter;
  /** False for mixins that kube-prometheus does not switch on. */
  readonly enabled: boolean;
  /** Metrics by which an installed rule of another name is known to be this one. */
  readonly expression?: RegExp;
  signals(c: Case): readonly Signal[];
}

/** Revisions that the rules were read from. */
export const ORIGIN = {
  kubernetes: 'kubernetes-mixin aa38e2b in kube-prometheus 4d719f1',
  prometheus: 'kube-prometheus 4d719f1',
  etcd: 'etcd mixin c34dc7e',
  coredns: 'coredns-mixin eb356cf',
  node: 'node-mixin a7dcc3a in kube-prometheus 4d719f1',
  community: 'awesome-prometheus-alerts a853318',
  ours: 'proposed by inquest, no pack ships it',
} as const;
