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
