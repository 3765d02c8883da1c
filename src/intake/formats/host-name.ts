import type { Format } from '../format.js';
import { lineReader } from '../lines.js';
import { UNTIMED } from '../hints.js';

/**
 * etc/hostname and the output of `hostname`: collectors that run on one host put it among their files, and
 * the kernel's and the host's logs beside it name no host. Emitted as a report whose data is {hostname}.
 */
export const hostNameFormat: Format = {
  id: 'host-name',
  title: 'name of the host',
  grammar: 'hostname(5), hostname(1)',
  samples: ['node-7\n', 'ip-10-0-0-1.example.internal\n'],
  sniff: (head) => {
    const isNamed = /(?:^|\/)(?:hostname|hostname_-f|hostnamectl_hostname)(?:\.txt)?$/.test(head.path);
    return isNamed && head.whole && NAME.test(head.text.trim()) ? 0.95 : 0;
  },
  open: (context) =>
    lineReader(context, ({ text, offset, length, line }) => {
      const name = text.trim();
      if (name === '') return;
      const evidence = { source: context.source, offset, length, line };
      context.emit({
        kind: 'report',
        topic: 'other',
        node: name,
        at: UNTIMED,
        data: { hostname: name },
        text: name,
        evidence,
      });
    }),
};

/** RFC 1123 */
const NAME = /^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/i;
