import type { CaptureFile } from '../captures.js';
import { second } from './clocks.js';
import { objectsOf } from './objects.js';
import { play } from './play.js';
import type { ClusterPlan } from './plan.js';
import type { Cluster } from './state.js';

/** What of the world gets into the capture. */
export interface CapturePlan {
  /** Logs are rotated away before this time. */
  readonly logsFrom?: number;
  /** Whether a file says when the capture was made. */
  readonly saysWhen?: boolean;
  /** Lines of responders, "TIME text". */
  readonly notes?: readonly string[];
}

/** The capture that somebody makes when the play is over. */
export function captureOf(c: Cluster, plan: CapturePlan = {}): CaptureFile[] {
  const files: CaptureFile[] = [];
  const list = (name: string, items: readonly unknown[]): void => {
    const body = { apiVersion: 'v1', items, kind: 'List', metadata: { resourceVersion: '' } };
    files.push({ name: `case/cluster/${name}.json`, text: `${JSON.stringify(body, null, 4)}\n` });
  };
  for (const [name, items] of objectsOf(c)) list(name, items);
  list('events', c.events.list(c.now));
  if (plan.saysWhen !== false)
    files.push({ name: 'case/cluster/captured-at.txt', text: `${second(c.by('cp-1'))}\n` });
  for (const [path, text] of c.logs.upTo(c.now, plan.logsFrom ?? 0))
    files.push({ name: `case/${path}`, text });
  if (plan.notes !== undefined && plan.notes.length > 0)
    files.push({ name: 'case/notes.log', text: `${plan.notes.join('\n')}\n` });
  return files;
}

/** A played plan with the capture of its end. */
export function simulated(
  plan: ClusterPlan,
  capture: CapturePlan = {},
): { readonly world: Cluster; readonly files: readonly CaptureFile[] } {
  const world = play(plan);
  return { world, files: captureOf(world, capture) };
}
