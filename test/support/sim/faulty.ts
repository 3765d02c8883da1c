import type { FaultPlan } from './plan.js';
import type { Cast } from './scenarios.js';

/** Puts faults into a cluster: who plays which part, its workers, and when it begins. */
export type Faulty = (cast: Cast, workers: readonly string[], at: number) => readonly FaultPlan[];

const release =
  (who: keyof Cast, flaw: 'crash' | 'probe-path' | 'image-missing' | 'memory' | 'none'): Faulty =>
  (cast, _, at) => [{ kind: 'release', app: cast[who], at, flaw }];

/** One thing that goes wrong by itself, and stays wrong or not. */
export const FAULTS: Readonly<Record<string, Faulty>> = {
  'a node loses its power': (_, workers, at) => [{ kind: 'node-off', node: pick(workers, at), at }],
  'a node is cut off': (_, workers, at) => [{ kind: 'node-cut', node: pick(workers, at), at }],
  'a node reboots': (_, workers, at) => [
    { kind: 'node-off', node: pick(workers, at), at, until: at + 180_000 },
  ],
  'a node is cut off for two minutes': (_, workers, at) => [
    { kind: 'node-cut', node: pick(workers, at), at, until: at + 120_000 },
  ],
  'a release ends at its start': release('store', 'crash'),
  'a release has too little memory': release('victim', 'memory'),
  'a release is probed on a wrong path': release('store', 'probe-path'),
  'a release has no image': release('front', 'image-missing'),
  'the registry is down when a release comes': (cast, _, at) => [
    { kind: 'registry-down', registry: 'registry.example.com', at },
    { kind: 'release', app: cast.store, at: at + 60_000, flaw: 'none' },
  ],
  'all processes of an app hang': (cast, _, at) => [{ kind: 'hang', app: cast.store, at }],
};

function pick(workers: readonly string[], at: number): string {
  return workers[at % workers.length] ?? '';
}
