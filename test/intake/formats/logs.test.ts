import { logFormats } from '../../../src/intake/formats/logs.js';
import { testFormat } from '../../support/format-tester.js';

for (const format of logFormats) {
  // Text without any header is only taken for a log where its place says so.
  if (format.id === 'plain-log') {
    testFormat(format, { place: { container: 'app', pod: 'web-0', namespace: 'shop' }, skip: ['unnamed'] });
  } else testFormat(format);
}
