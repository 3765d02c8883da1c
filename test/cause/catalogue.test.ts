import { describe, expect, it } from 'vitest';
import { rules } from '../../src/cause/index.js';
import { conditionTypes, detectors } from '../../src/detect/index.js';

const types = conditionTypes();
const used = new Set(
  rules.flatMap((r) => [...r.effect, ...r.cause, ...(r.guards ?? []).flatMap((g) => g.types)]),
);

/** Abnormal conditions that no rule ties to anything yet: they are told alone, with what they are. */
const ALONE = new Set([
  'alert-flood', 'alertmanager-notify-failed', 'app-rate-limited', 'calico-felix-not-ready', 'cilium-api-unreachable', 'etcd-clock-drift',
  'finalizer-stuck', 'hpa-maxed', 'image-gc-failed', 'job-deadline-exceeded', 'keda-scaler-failed', 'kubelet-critical-preemption',
  'log-suppressed', 'longhorn-volume-degraded', 'monitoring-failing', 'nixos-deploy-failed', 'node-flapping', 'ovn-pod-annotation-timeout',
  'preemption-storm', 'readiness-flapping', 'volume-resize-failed',
]); // prettier-ignore

describe('detectors and rules', () => {
  it('speak of the same conditions: no rule waits for one that nobody finds', () => {
    expect([...used].filter((id) => !types.has(id)).sort()).toEqual([]);
  });

  it('leave no abnormal condition without a rule, but for a list that is known', () => {
    const abnormal = [...types.values()].filter((t) =>
      ['fault', 'symptom', 'impact', 'observer'].includes(t.nature),
    );
    expect(
      abnormal
        .map((t) => t.id)
        .filter((id) => !used.has(id) && !ALONE.has(id))
        .sort(),
    ).toEqual([]);
  });

  it('have ids that are unique kebab-case terms, with one meaning', () => {
    const ids = detectors.map((d) => d.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of [...ids, ...types.keys()]) expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    for (const d of detectors) {
      for (const t of d.emits) expect(types.get(t.id)?.nature, `${d.id} ${t.id}`).toBe(t.nature);
    }
  });

  it('document themselves', () => {
    for (const d of detectors) {
      expect(d.what.length, d.id).toBeGreaterThan(30);
      expect(d.lookAlikes.length, d.id).toBeGreaterThan(20);
      expect(d.sources.length, d.id).toBeGreaterThan(0);
      expect(d.emits.length, d.id).toBeGreaterThan(0);
    }
  });
});
