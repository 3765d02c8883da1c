import { dig, digList, digStrings, digText, parseDuration } from '../../base/index.js';
import type { Case } from '../../world/index.js';
import { packRules, type PackRule } from '../packs/index.js';
import type { Profile } from '../profile.js';

/** An alerting rule that was in force: from the rules answer, a PrometheusRule object or the profile. */
export interface InstalledRule {
  readonly name: string;
  readonly expression: string;
  readonly wait: number;
  readonly severity: string;
  readonly from: 'rules' | 'PrometheusRule' | 'profile';
}

/** Rules that were in force, each name, expression and wait once. */
export function installedRules(c: Case, profile: Profile): readonly InstalledRule[] {
  const found: InstalledRule[] = [
    ...c.alertRules.map((r): InstalledRule => ({
      name: r.name,
      expression: r.expression,
      wait: r.wait,
      severity: r.labels['severity'] ?? 'warning',
      from: 'rules',
    })),
    ...c.all('PrometheusRule').flatMap((e) => declaredRules(e.object)),
    ...profile.alertRules.map((r): InstalledRule => ({ ...r, from: 'profile' })),
  ];
  const seen = new Set<string>();
  return found.filter((r) => {
    const id = `${r.name} ${r.wait} ${r.expression}`;
    if (seen.has(id)) return false;
    seen.add(id);
    return true;
  });
}

function declaredRules(object: unknown): InstalledRule[] {
  return digList(object, 'spec', 'groups').flatMap((group) =>
    digList(group, 'rules').flatMap((rule): InstalledRule[] => {
      const name = digText(rule, 'alert');
      if (name === undefined) return [];
      const expression = dig(rule, 'expr');
      return [
        {
          name,
          expression: typeof expression === 'string' ? expression : String(expression),
          wait: parseDuration(digText(rule, 'for') ?? '0s') ?? 0,
          severity: digStrings(rule, 'labels')['severity'] ?? 'warning',
          from: 'PrometheusRule',
        },
      ];
    }),
  );
}

/**
 * The rule of a pack that stands for an installed one: the same name, else the same metrics in its
 * expression. The installed wait and severity count. Undefined when we know no rule like it.
 */
export function asPackRule(rule: InstalledRule): PackRule | undefined {
  const known =
    packRules.find((p) => p.name === rule.name) ??
    packRules.find((p) => rule.expression !== '' && p.expression?.test(rule.expression) === true);
  if (!known) return undefined;
  const severity =
    rule.severity === 'critical' || rule.severity === 'page'
      ? 'critical'
      : rule.severity === 'info' || rule.severity === 'none'
        ? 'info'
        : 'warning';
  return { ...known, name: rule.name, wait: rule.wait, severity, enabled: true };
}
