import { describe, expect, it } from 'vitest';
import { iso } from '../../../src/base/index.js';
import { readText } from '../../support/format-tester.js';

const ESC = '\u001b';
const PODS = [
  'NAMESPACE   NAME                    READY   STATUS             RESTARTS       AGE',
  'shop        web-5d8c7c9b7d-x4z2n    0/1     CrashLoopBackOff   6 (2m11s ago)  9m',
];
const YAML = [
  'apiVersion: v1',
  'items:',
  '- apiVersion: v1',
  '  kind: Pod',
  '  metadata:',
  '    name: web-0',
  '    namespace: shop',
  '    annotations: {a: é}',
  '    uid: u',
  '  status:',
  '    phase: Pending',
  'kind: List',
];

function stamped(stamp: (n: number) => string, lines: readonly string[]): string {
  return `${lines.map((line, n) => stamp(n) + line).join('\n')}\n`;
}

const pad = (n: number): string => String(n).padStart(2, '0');
const github = stamped(
  (n) => `2026-07-01T19:22:${pad(n)}.1234567Z `,
  [
    '##[group]Run kubectl get pods -A',
    `${ESC}[36;1mkubectl get pods -A${ESC}[0m`,
    'shell: /usr/bin/bash -e {0}',
    '##[endgroup]',
    ...PODS,
    '##[group]Run kubectl get pods -n shop -o yaml',
    `${ESC}[36;1mkubectl get pods -n shop -o yaml${ESC}[0m`,
    '##[endgroup]',
    ...YAML,
    '##[error]Process completed with exit code 1.',
  ],
);
const gitlab = stamped(
  (n) => `2026-07-01T19:22:${pad(n)}.123456Z 00O `,
  [
    'Running with gitlab-runner 17.0.0 (44feccdf)',
    `section_start:1782933761:step_script\r${ESC}[0K${ESC}[36;1mExecuting "step_script"${ESC}[0;m`,
    `${ESC}[32;1m$ kubectl get pods -A${ESC}[0;m`,
    ...PODS,
    `${ESC}[32;1m$ kubectl get pods -n shop -o yaml${ESC}[0;m`,
    ...YAML,
    `${ESC}[32;1mJob succeeded${ESC}[0;m`,
  ],
);
const jenkins = stamped(
  (n) => `[2026-07-01T19:22:${pad(n)}.123Z] `,
  [
    '[Pipeline] sh',
    '+ kubectl get pods -A',
    ...PODS,
    '[Pipeline] sh',
    '+ kubectl get pods -n shop -o yaml',
    ...YAML,
    '[Pipeline] End of Pipeline',
    'Finished: SUCCESS',
  ],
);

const objects = (content: string, chunk?: number) =>
  readText(content, chunk === undefined ? {} : { chunk }).records.flatMap((r) =>
    r.kind === 'object' ? [r] : [],
  );

describe('the log of a CI job', () => {
  it.each([
    ['GitHub Actions', github, ':03', ':09'],
    [
      'gh run view --log',
      github.replace(/^/gm, 'dump\tDump cluster\t').replace(/dump\tDump cluster\t$/, ''),
      ':03',
      ':09',
    ],
    ['GitLab', gitlab, ':02', ':06'],
    ['Jenkins', jenkins, ':01', ':06'],
  ])('gives what its commands printed, and when: %s', (_, content, first, second) => {
    for (const chunk of [undefined, 64]) {
      const found = objects(content, chunk);
      expect(found.map(({ ref, shape }) => [ref.name, ref.namespace, shape])).toEqual([
        ['web-5d8c7c9b7d-x4z2n', 'shop', 'row'],
        ['web-0', 'shop', 'full'],
      ]);
      expect(found.map(({ at }) => [at.grade, at.lo <= at.hi, iso(at.lo).slice(16, 19)])).toEqual([
        ['B', true, first],
        ['B', true, second],
      ]);
      const quoted = Buffer.from(content);
      const [row, pod] = found.map(({ evidence: { offset, length } }) =>
        quoted.toString('utf8', offset, offset + length),
      );
      expect(row).toBe(PODS[1]);
      expect(pod).toContain('    name: web-0');
    }
    expect(readText(content).problems).toEqual([]);
  });

  it('is no log of a program whose lines have the same stamps', () => {
    const lines = stamped(
      (n) => `2026-07-01T19:22:${pad(n)}.1234567Z `,
      ['starting', 'error: no route', 'done'],
    );
    expect(readText(lines).format).not.toBe('terminal-session');
    const inPod = readText(github, { place: { pod: 'runner-0', namespace: 'ci', container: 'runner' } });
    expect(inPod.records.every(({ kind }) => kind === 'message')).toBe(true);
  });

  it('does not say which of several commands printed what', () => {
    const script = stamped(
      (n) => `2026-07-01T19:22:${pad(n)}.1234567Z `,
      [
        '##[group]Run kubectl get nodes',
        `${ESC}[36;1mkubectl get nodes${ESC}[0m`,
        `${ESC}[36;1mkubectl get pods -A${ESC}[0m`,
        '##[endgroup]',
        ...PODS,
      ],
    );
    expect(objects(script).map(({ ref }) => ref.name)).toEqual(['web-5d8c7c9b7d-x4z2n']);
    expect(readText(script).records.some(({ kind }) => kind === 'report')).toBe(false);
  });
});
