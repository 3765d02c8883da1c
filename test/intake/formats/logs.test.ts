import { logFormats } from '../../../src/intake/formats/logs.js';
import { describe, expect, it } from 'vitest';
import { readText, testFormat } from '../../support/format-tester.js';

for (const format of logFormats) {
  // Text without any header is only taken for a log where its place says so.
  if (format.id === 'plain-log') {
    testFormat(format, { place: { container: 'app', pod: 'web-0', namespace: 'shop' }, skip: ['unnamed'] });
  } else testFormat(format);
}

describe('a journal without entries', () => {
  it('is recognised, so that it is known to hold nothing', () => {
    const banner =
      '-- Logs begin at Fri 2022-02-11 18:58:10 UTC, end at Fri 2022-02-11 19:23:41 UTC. --\n-- No entries --\n';
    expect(readText(banner)).toMatchObject({ format: 'journal', status: 'read', records: [] });
  });
});

describe('a log that begins with the error it ended with', () => {
  const crash =
    "Error: EROFS: read-only file system, open '/app/cache/model'\n    at Object.openSync (node:fs:601:3)\n";

  it('is the last word of the program in whose place it lies', () => {
    const source = readText(crash, { place: { program: 'risk' } });
    expect(source.format).not.toBe('command-error');
    expect(source.records).toMatchObject([{ kind: 'message', id: 'app-read-only' }]);
  });

  it('is the error of kubectl that found no log, in whose place ever', () => {
    const missing =
      'Error: Error from server (BadRequest): previous terminated container "app" in pod "risk-0" not found\n';
    expect(readText(missing, { place: { program: 'risk' } }).format).toBe('command-error');
  });

  it('is the refusal of a program that runs kubectl under the account of its namespace', () => {
    const refused =
      'Error from server (Forbidden): pods is forbidden: User "system:serviceaccount:batch:default" cannot list resource "pods" in API group "" in the namespace "batch"\n';
    const place = { pod: 'clean-1', container: 'clean', namespace: 'batch' };
    expect(readText(refused, { place }).records).toMatchObject([{ kind: 'message', id: 'rbac-forbidden' }]);
    expect(readText(refused, { place: { ...place, namespace: 'shop' } }).format).toBe('command-error');
  });
});

describe('plain words that only a name makes a log', () => {
  const text =
    'starting\nreading settings\nopening port\nError: connect ECONNREFUSED 10.96.3.4:6379\nbye\nbye\n'.repeat(
      2,
    );
  it.each([
    'web-5d8c7c9b7d-x4z2n.txt',
    'out/shop__web-5d8c7c9b7d-x4z2n__app.txt',
    'kube-flannel-ds-hv8lf.out',
    'web-5d8c7c9b7d-x4z2n',
    'web-0_logs.txt',
    'logs-web-0.txt',
    'logs/web-0.txt',
    'podlogs/web-0.out',
    'capture.zip!pod-logs/web-0.log',
  ])('%s', (path) => {
    const { format, records } = readText(text, { path });
    expect(format).toBe('plain-log');
    expect(records).toMatchObject([{ kind: 'message', id: 'app-dependency-refused', count: 2 }]);
  });

  it.each([
    'README.txt',
    'web-0.txt',
    'catalogs/index.txt',
    'blogs.txt',
    'release-2026-07.txt',
    'a-night-shift.txt',
  ])('not %s', (path) => {
    expect(readText(text.replace('Error: ', 'was '), { path }).format).toBe('unknown');
  });
});
