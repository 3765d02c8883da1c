import { describe, expect, it } from 'vitest';
import { DAY, MINUTE } from '../../src/base/index.js';
import { NO_PROFILE, parseProfile, ProfileError } from '../../src/measure/index.js';

const message = (text: string): string => {
  try {
    parseProfile(text);
  } catch (error) {
    if (error instanceof ProfileError) return error.message;
    throw error;
  }
  return 'no error';
};

describe('profile', () => {
  it('reads what the capture cannot know', () => {
    const p = parseProfile(`
hosts: [shop.example, "*.shop.example"]
severity:
  - { severity: critical, host: shop.example, impact: full, lasted: 5m }
slos:
  - { host: shop.example, objective: 99.95 %, window: 28d }
  - { objective: 0.99 }
chronicAlerts: [DiskSlow]
alertRules:
  - { name: SiteDown, expression: probe_success == 0, wait: 2m, severity: page }
hold: 10m
template: report.md
`);
    expect(p.slos[0]).toEqual({ host: 'shop.example', objective: 0.9995, window: 28 * DAY });
    expect(p.slos[1]).toEqual({ host: '*', objective: 0.99, window: 30 * DAY });
    expect(p.severity[0]?.lasted).toBe(5 * MINUTE);
    expect(p.alertRules[0]).toMatchObject({ name: 'SiteDown', wait: 2 * MINUTE, severity: 'page' });
    expect(p).toMatchObject({ hold: 10 * MINUTE, template: 'report.md', chronicAlerts: ['DiskSlow'] });
  });

  it('takes an empty file for no profile', () => {
    expect(parseProfile('')).toEqual(NO_PROFILE);
    expect(parseProfile('# nothing yet\n')).toEqual(NO_PROFILE);
  });

  it('names the field and what belongs there', () => {
    expect(message('hots: [a]')).toMatch(/unknown field "hots".*hosts/);
    expect(message('hosts: shop.example')).toBe('hosts must be a list of names');
    expect(message('severity: [{ severity: sev1 }]')).toBe(
      'severity[0].severity must be one of critical, high, medium, low',
    );
    expect(message('slos: [{ objective: 120 }]')).toMatch(/slos\[0\]\.objective must be a share/);
    expect(message('hold: soon')).toBe('hold must be a duration such as "5m" or "30d"');
    expect(message('- a')).toBe('the profile must be a map of fields');
    expect(message('hosts: [a')).toMatch(/^not valid YAML/);
  });
});
