import { dig, digFlag, digList, digNumber, digText, isObject } from '../../../base/index.js';
import type { Format, ReadContext } from '../../format.js';
import { jsonHead } from '../../json-head.js';
import type { Line } from '../../lines.js';
import { compact, flag } from '../kubectl/shape.js';
import { linesOf, wholeBytes } from '../whole-text.js';
import { contentOf, hostReport } from './report.js';

/**
 * etcdctl's answers about its members: endpoint status, endpoint health, member list, alarms; as table
 * (-w table), as JSON, or as lines of "a, b, c". Ids are hex in tables and logs, decimal in JSON.
 */

type Member = Record<string, unknown>;

const COLUMNS: Readonly<Record<string, (cell: string) => Member>> = {
  ENDPOINT: (c) => ({ endpoint: c }),
  ID: (c) => ({ id: c.toLowerCase() }),
  NAME: (c) => ({ name: c }),
  STATUS: (c) => ({ status: c }),
  VERSION: (c) => ({ version: c }),
  'DB SIZE': (c) => ({ dbSizeBytes: sizeOf(c) }),
  'IS LEADER': (c) => ({ leader: flag(c) }),
  'IS LEARNER': (c) => ({ learner: flag(c) }),
  'RAFT TERM': (c) => ({ term: Number(c) }),
  'RAFT INDEX': (c) => ({ index: Number(c) }),
  'RAFT APPLIED INDEX': (c) => ({ appliedIndex: Number(c) }),
  ERRORS: (c) => ({ errors: c === '' ? [] : [c] }),
  HEALTH: (c) => ({ healthy: flag(c) }),
  TOOK: (c) => ({ took: c }),
  ERROR: (c) => ({ errors: c === '' ? [] : [c] }),
  'PEER ADDRS': (c) => ({ peers: c.split(',') }),
  'CLIENT ADDRS': (c) => ({ clients: c.split(',') }),
  QUOTA: (c) => ({ quotaBytes: sizeOf(c) }),
};

/** "7.4 MB" (powers of ten, go-humanize). */
function sizeOf(text: string): number | undefined {
  const m = /^([\d.]+) ?(B|kB|MB|GB|TB)$/.exec(text.trim());
  const unit = ['B', 'kB', 'MB', 'GB', 'TB'].indexOf(m?.[2] ?? '');
  return m ? Math.round(Number(m[1]) * 1000 ** unit) : undefined;
}

export const etcdctl: Format = {
  id: 'etcdctl',
  title: 'etcdctl endpoint status, endpoint health, member list',
  grammar: 'etcd-io/etcd etcdctl/ctlv3/command/printer*.go',
  samples: [
    '+-----------------+------------------+---------+---------+-----------+------------+-----------+------------+--------------------+--------+\n|    ENDPOINT     |        ID        | VERSION | DB SIZE | IS LEADER | IS LEARNER | RAFT TERM | RAFT INDEX | RAFT APPLIED INDEX | ERRORS |\n+-----------------+------------------+---------+---------+-----------+------------+-----------+------------+--------------------+--------+\n| 127.0.0.1:12379 | ddd67b312462fd7b |  3.4.23 |  7.4 MB |     false |      false |        58 |       3921 |               3921 |        |\n| 127.0.0.1:32379 |  628170c800dbcee |  3.4.23 |  7.4 MB |      true |      false |        58 |       3921 |               3921 |        |\n+-----------------+------------------+---------+---------+-----------+------------+-----------+------------+--------------------+--------+\n',
    '[{"Endpoint":"https://10.0.0.1:2379","Status":{"header":{"cluster_id":104058909322616494,"member_id":3513545598572325380,"revision":42542,"raft_term":8},"version":"3.4.14","dbSize":115855360,"leader":13518803987065864191,"raftIndex":47279,"raftTerm":8,"raftAppliedIndex":47279}}]\n',
    '[{"endpoint":"https://10.0.0.1:2379","health":false,"took":"5.000316276s","error":"context deadline exceeded"}]\n',
    '{"header":{"cluster_id":104058909322616494,"member_id":3513545598572325380,"raft_term":8},"members":[{"ID":3513545598572325380,"name":"m1","peerURLs":["https://10.0.0.1:2380"],"clientURLs":["https://10.0.0.1:2379"]}]}\n',
    '127.0.0.1:2379, 8e9e05c52164694d, 3.5.0, 25 kB, true, false, 2, 8, 8, \n',
    'https://10.0.0.1:2379 is healthy: successfully committed proposal: took = 11.7ms\nhttps://10.0.0.2:2379 is unhealthy: failed to commit proposal: context deadline exceeded\n',
    'memberID:8630161756594109333 alarm:NOSPACE \n',
  ],
  deferred: true,
  sniff(head) {
    const keys = jsonHead(head)?.keys;
    if (keys) {
      const status = keys.has('[].Endpoint') && keys.has('[].Status');
      const health = keys.has('[].endpoint') && keys.has('[].health');
      return status || health || (keys.has('members[].peerURLs') && keys.has('header')) ? 0.97 : 0;
    }
    const lines = head.lines.filter((l) => l.trim() !== '');
    if (lines.some((l) => /^\|\s*(?:ENDPOINT|ID)\s*\|.*\|$/.test(l.trim()))) return 0.97;
    const known = lines.filter((l) => simple(l) !== undefined).length;
    return known > 0 && known >= lines.length * 0.6 ? 0.9 : 0;
  },
  open: (context) =>
    wholeBytes(context, (bytes) => {
      const lines = contentOf(linesOf(bytes));
      const [first] = lines;
      if (!first) return;
      const text = bytes.toString('utf8');
      const found = /^\s*[[{]/.test(first.text) ? fromJson(text) : fromLines(lines);
      emit(found, lines, context);
    }),
};

function emit(members: readonly Member[], lines: readonly Line[], context: ReadContext): void {
  const [first] = lines;
  if (!first || members.length === 0) return;
  const leader = members.find((m) => m['leader'] === true);
  const text = `${members.length} members${leader ? `, leader ${String(leader['endpoint'] ?? leader['id'])}` : ''}`;
  context.emit(hostReport(context, 'etcd-status', { members }, text, first, lines.at(-1) ?? first));
}

function fromLines(lines: readonly Line[]): Member[] {
  const header = lines.find((l) => /^\|\s*(?:ENDPOINT|ID)\s*\|/.test(l.text.trim()));
  if (!header) {
    const found = lines.map((l) => simple(l.text));
    return found.filter((m) => m !== undefined);
  }
  const names = split(header.text);
  return lines
    .filter((l) => l !== header && l.text.trim().startsWith('|'))
    .map((l): Member => {
      const cells = split(l.text);
      return compact(
        Object.assign({}, ...names.map((name, i) => COLUMNS[name]?.(cells[i] ?? '') ?? {})) as Member,
      );
    });
}

function split(row: string): string[] {
  return row.trim().replace(/^\||\|$/g, '').split('|').map((c) => c.trim()); // prettier-ignore
}

/** One line of the default output of each command. */
function simple(text: string): Member | undefined {
  const health = /^(\S+) is (healthy|unhealthy): (.*)$/.exec(text.trim());
  if (health) {
    const healthy = health[2] === 'healthy';
    const took = /took = (\S+)/.exec(health[3] ?? '')?.[1];
    return compact({ endpoint: health[1], healthy, took, errors: healthy ? [] : [health[3]] });
  }
  const alarm = /^memberID:(\d+) alarm:(\w+)/.exec(text.trim());
  if (alarm) return { id: hex(alarm[1] ?? ''), errors: [`alarm:${alarm[2] ?? ''}`] };
  const cells = text.split(',').map((c) => c.trim());
  const [endpoint = '', id = '', version = '', size = '', leader, learner, term, index, applied, ...errors] =
    cells;
  if (/:\d+$/.test(endpoint) && /^[0-9a-f]{12,16}$/.test(id) && /^\d+\.\d+/.test(version)) {
    return compact({
      endpoint,
      id,
      version,
      dbSizeBytes: sizeOf(size),
      leader: flag(leader),
      learner: flag(learner),
      term: Number(term),
      index: Number(index),
      appliedIndex: Number(applied),
      errors: errors.filter((e) => e !== ''),
    });
  }
  const member =
    /^([0-9a-f]{12,16}), (started|unstarted), ([^,]*), ([^,]*), ([^,]*)(?:, (true|false))?$/.exec(
      text.trim(),
    );
  if (!member) return undefined;
  const [, memberId, status, name, peers, clients, isLearner] = member;
  return compact({
    id: memberId,
    status,
    name,
    peers: [peers],
    clients: [clients],
    learner: flag(isLearner),
  });
}

/** Decimal ids are larger than a double holds: they are made text before JSON.parse rounds them. */
function fromJson(text: string): Member[] {
  const safe = text.replace(/"(member_id|cluster_id|leader|ID|memberID)":\s*(\d+)/g, '"$1":"$2"');
  let value: unknown;
  try {
    value = JSON.parse(safe.slice(safe.search(/[[{]/))) as unknown;
  } catch {
    // Cut off or no JSON: nothing can be said of the members.
    return [];
  }
  if (!Array.isArray(value)) return digList(value, 'members').map(listed);
  const entries = value as readonly unknown[];
  return entries.map((entry) => (isObject(entry) && 'Status' in entry ? status(entry) : health(entry)));
}

function status(entry: unknown): Member {
  const s = dig(entry, 'Status');
  const id = digText(s, 'header', 'member_id') ?? '';
  return compact({
    endpoint: digText(entry, 'Endpoint'),
    id: hex(id),
    version: digText(s, 'version'),
    dbSizeBytes: digNumber(s, 'dbSize'),
    leader: digText(s, 'leader') === id,
    learner: digFlag(s, 'isLearner') ?? false,
    term: digNumber(s, 'raftTerm') ?? digNumber(s, 'header', 'raft_term'),
    index: digNumber(s, 'raftIndex'),
    appliedIndex: digNumber(s, 'raftAppliedIndex'),
    errors: digList(s, 'errors').filter((e) => typeof e === 'string'),
  });
}

function health(entry: unknown): Member {
  const error = digText(entry, 'error');
  return compact({
    endpoint: digText(entry, 'endpoint'),
    healthy: digFlag(entry, 'health'),
    took: digText(entry, 'took'),
    errors: error === undefined ? [] : [error],
  });
}

function listed(entry: unknown): Member {
  return compact({
    id: hex(digText(entry, 'ID') ?? ''),
    name: digText(entry, 'name'),
    peers: digList(entry, 'peerURLs'),
    clients: digList(entry, 'clientURLs'),
    learner: digFlag(entry, 'isLearner'),
  });
}

function hex(decimal: string): string | undefined {
  return /^\d+$/.test(decimal) ? BigInt(decimal).toString(16) : undefined;
}
