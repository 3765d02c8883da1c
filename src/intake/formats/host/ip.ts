import { digList, digNumber, digText } from '../../../base/index.js';
import { jsonHead } from '../../json-head.js';
import type { Format, ReadContext } from '../../format.js';
import type { Line } from '../../lines.js';
import { compact } from '../kubectl/shape.js';
import { wholeLines } from '../whole-text.js';
import { contentOf, hostReport } from './report.js';

interface Interface {
  readonly name: string;
  state: string;
  readonly flags?: readonly string[];
  readonly mtu?: number;
  readonly addresses: string[];
}

const LONG = /^\d+: ([^:@\s]+)(?:@(\S+))?: <([^>]*)>(?: mtu (\d+))?.*?(?: state (\S+))?(?: .*)?$/;
const BRIEF =
  /^([\w.-]+)(?:@(\S+))?\s+(UP|DOWN|UNKNOWN|LOWERLAYERDOWN|DORMANT|NOTPRESENT|TESTING)(?:\s+(.*))?$/;

/** `ip addr`, `ip link` (with or without -d, -s) and `ip -br addr`: interfaces, their state and addresses. */
export const ipAddr: Format = {
  id: 'ip-addr',
  title: 'ip addr, ip link, ip -br addr',
  grammar: 'iproute2 ip/ipaddress.c',
  samples: [
    'lo               UNKNOWN        127.0.0.1/8 ::1/128 \neth0@if79        UP             10.200.0.11/24 fe80::a890:6ff:fe15:f306/64 \ncni0             DOWN           10.244.1.1/24 \n',
    '1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default qlen 1000\n    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00\n    inet 127.0.0.1/8 scope host lo\n       valid_lft forever preferred_lft forever\n3: flannel.1: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 8908 qdisc noqueue state UNKNOWN group default \n    link/ether 9a:e0:6b:c3:ce:e3 brd ff:ff:ff:ff:ff:ff\n    inet 10.1.84.0/32 scope global flannel.1\n',
  ],
  sniff(head) {
    if (jsonHead(head)?.keys.has('[].ifname') === true) return 0.97;
    const lines = head.lines.filter((l) => l.trim() !== '');
    if (lines.some((l) => IFCONFIG.test(l))) return 0.95;
    const long = lines.filter((l) => LONG.test(l)).length;
    if (long > 0 && /^ {4}link\/\S+/m.test(head.text)) return 0.97;
    const brief = lines.filter((l) => BRIEF.test(l.trim())).length;
    return brief > 0 && brief >= lines.length - 1 ? 0.95 : 0;
  },
  open: (context) =>
    wholeLines(context, (lines) => {
      const isJson =
        lines
          .find((l) => l.text.trim() !== '')
          ?.text.trimStart()
          .startsWith('[') === true;
      const interfaces = isJson ? interfacesOf(lines, context) : interfacesIn(lines);
      report(context, 'ip-addr', { interfaces }, `${interfaces.length} interfaces`, lines);
    }),
};

/** `ip -j addr`, with or without -d and -s. */
function interfacesOf(lines: readonly Line[], context: ReadContext): Interface[] {
  let value: unknown;
  try {
    value = JSON.parse(lines.map((l) => l.text).join('\n'));
  } catch {
    context.problem({ message: 'the JSON is broken or cut off' });
    return [];
  }
  return digList(value).flatMap((one): Interface[] => {
    const name = digText(one, 'ifname');
    if (name === undefined) return [];
    const flags = digList(one, 'flags').map(String);
    const mtu = digNumber(one, 'mtu');
    const addresses = digList(one, 'addr_info').map(
      (a) => `${digText(a, 'local') ?? ''}/${digNumber(a, 'prefixlen') ?? ''}`,
    );
    const state = digText(one, 'operstate') ?? (flags.includes('UP') ? 'UP' : 'DOWN');
    return [{ name, state, flags, ...(mtu === undefined ? {} : { mtu }), addresses }];
  });
}

/** ifconfig of net-tools: "eth0: flags=4163<UP,BROADCAST,RUNNING>  mtu 1500"; without RUNNING there is no carrier. */
const IFCONFIG = /^([\w.:-]+): flags=\d+<([^>]*)>\s+mtu (\d+)/;

function interfacesIn(lines: readonly Line[]): Interface[] {
  const found: Interface[] = [];
  for (const { text } of lines) {
    const long = LONG.exec(text);
    const [, name, marks = '', mtu] = IFCONFIG.exec(text) ?? [];
    if (name !== undefined) {
      const flags = marks.split(',');
      const state = flags.includes('UP') && flags.includes('RUNNING') ? 'UP' : 'DOWN';
      found.push({ name, state, flags, mtu: Number(mtu), addresses: [] });
      continue;
    }
    const brief = long ? null : BRIEF.exec(text.trim());
    if (long) {
      const flags = (long[3] ?? '').split(',');
      const state = / state (\S+)/.exec(text)?.[1] ?? (flags.includes('UP') ? 'UP' : 'DOWN');
      found.push({
        name: long[1] ?? '',
        state,
        flags,
        ...(long[4] ? { mtu: Number(long[4]) } : {}),
        addresses: [],
      });
    } else if (brief) {
      const addresses = (brief[4] ?? '').split(/\s+/).filter((a) => /^[\d.a-f:]+\/\d+$/.test(a));
      found.push({ name: brief[1] ?? '', state: brief[3] ?? '', addresses });
    } else {
      const address = /^\s+inet6? (\S+)/.exec(text)?.[1];
      if (address !== undefined) found.at(-1)?.addresses.push(address);
    }
  }
  return found;
}

const ROUTE =
  /^(?:(local|broadcast|multicast|unreachable|blackhole|prohibit|anycast|throw|unicast) )?(default|[\d.]+(?:\/\d+)?|[0-9a-f:]+(?:\/\d+)?)(?: via (\S+))?(?: dev (\S+))?( .*)?$/;

/** `ip route`, also of all tables: which network goes where, through which interface. */
export const ipRoute: Format = {
  id: 'ip-route',
  title: 'ip route',
  grammar: 'iproute2 ip/iproute.c',
  samples: [
    'default via 10.6.0.1 dev ens3 proto dhcp src 10.6.3.201 metric 100 \n10.1.7.0/24 via 10.1.7.0 dev flannel.1 onlink \n10.6.0.0/16 dev ens3 proto kernel scope link src 10.6.3.201 \nunreachable 10.9.0.0/24 proto bird \n',
  ],
  sniff(head) {
    const lines = head.lines.filter((l) => l.trim() !== '' && !l.startsWith('$'));
    const known = lines.filter((l) => isRoute(l)).length;
    return known > 0 && known >= lines.length * 0.8 ? 0.95 : 0;
  },
  open: (context) =>
    wholeLines(context, (lines) => {
      const routes = lines.flatMap(({ text }) => {
        const m = isRoute(text) ? ROUTE.exec(text.trim()) : null;
        if (!m) return [];
        const table = / table (\S+)/.exec(m[5] ?? '')?.[1];
        return [compact({ type: m[1], to: m[2], via: m[3], dev: m[4], table })];
      });
      report(context, 'ip-route', { routes }, `${routes.length} routes`, lines);
    }),
};

/** A bare address alone is no route: a device, a gateway, or a type must follow or precede. */
function isRoute(text: string): boolean {
  const m = ROUTE.exec(text.trim());
  return (
    m !== null &&
    (m[4] !== undefined || m[1] === 'unreachable' || m[1] === 'blackhole' || m[1] === 'prohibit')
  );
}

function report(
  context: ReadContext,
  topic: 'ip-addr' | 'ip-route',
  data: unknown,
  text: string,
  lines: readonly Line[],
): void {
  const content = contentOf(lines);
  const [first] = content;
  if (first) context.emit(hostReport(context, topic, data, text, first, content.at(-1) ?? first));
}
