import { inWords } from '../base/index.js';
import type { Measured } from './input.js';
import { matches } from './impact.js';
import type { Severity } from './profile.js';
import type { SurfaceMeasure } from './surfaces.js';

/** Severity and the rule that gave it, in words. */
export interface Graded {
  readonly severity: Severity;
  readonly rule: string;
}

/** Parts of the control plane without which nobody can repair anything. */
const CONTROL: ReadonlySet<string> = new Set([
  'Component',
  'Cluster',
  'EtcdMember',
  'MutatingWebhookConfiguration',
  'ValidatingWebhookConfiguration',
]);

/**
 * Severity: the profile's rules first, in their order. Else critical when users lost a surface in full;
 * high when they lost part of one, or the control plane did not serve; medium when only inner services or
 * a node were lost; low otherwise.
 */
export function severityOf(m: Measured, surfaces: readonly SurfaceMeasure[]): Graded {
  for (const rule of m.profile.severity) {
    const hit = surfaces.find((s) => {
      const name = s.host ?? s.condition.entity.name;
      if (rule.host !== undefined && !matches(rule.host, name)) return false;
      if (rule.impact !== undefined && rule.impact !== s.impact) return false;
      const until = s.to?.hi ?? m.c.asOf.hi;
      return rule.lasted === undefined || until - s.from.lo >= rule.lasted;
    });
    if (hit)
      return {
        severity: rule.severity,
        rule: `rule of the profile, met by ${hit.host ?? hit.condition.entity.name}`,
      };
  }
  return standard(m, surfaces);
}

function standard(m: Measured, surfaces: readonly SurfaceMeasure[]): Graded {
  const users = surfaces.filter((s) => facing(m, s));
  const full = users.find((s) => s.impact === 'full');
  if (full)
    return {
      severity: 'critical',
      rule: `a surface that users come through was lost in full (${name(full)}, ${length(m, full)})`,
    };
  const [partial] = users;
  if (partial)
    return {
      severity: 'high',
      rule: `a surface that users come through was lost in part (${name(partial)}, ${length(m, partial)})`,
    };
  const control = surfaces.find((s) => CONTROL.has(s.condition.entity.kind));
  if (control)
    return {
      severity: 'high',
      rule: `the control plane did not serve (${name(control)}, ${length(m, control)})`,
    };
  const [inner] = surfaces;
  if (inner)
    return {
      severity: 'medium',
      rule: `only parts inside the cluster are known to have failed (${name(inner)}), nothing that users come through`,
    };
  const worst = Math.max(
    0,
    ...m.incident.conditions
      .filter((x) => !['pre-existing', 'chronic-noise', 'contributing'].includes(m.incident.roleOf(x.id)))
      .map((x) => x.severity),
  );
  if (worst >= 3)
    return { severity: 'medium', rule: 'a severe fault, and no surface is known to have suffered' };
  return { severity: 'low', rule: 'no surface is known to have suffered' };
}

/** Users come through it: a Surface, a host of the profile, requests at an edge, a routed Service. */
function facing(m: Measured, s: SurfaceMeasure): boolean {
  const at = s.host ?? s.condition.entity.name;
  if (m.profile.hosts.some((h) => matches(h, at))) return true;
  if (s.basis === 'requests' || s.condition.entity.kind === 'Surface') return true;
  return m.c.origins(s.condition.entity, 'routes-to').some((e) => e.ref.kind === 'Surface');
}

function name(s: SurfaceMeasure): string {
  return s.host ?? s.condition.entity.name;
}

function length(m: Measured, s: SurfaceMeasure): string {
  return inWords((s.to?.hi ?? m.c.asOf.hi) - s.from.lo);
}
