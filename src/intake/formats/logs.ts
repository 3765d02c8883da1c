import { DRAWN_LETTER } from '../../base/index.js';
import { printsLog } from '../command-place.js';
import type { Format, Head } from '../format.js';
import { jsonHead } from '../json-head.js';
import type { GrammarName } from './log-reader/grammar.js';
import { JournalJsonReader, JournalVerboseReader, VERBOSE_HEAD } from './log-reader/journal-entries.js';
import { JournalExportReader } from './log-reader/journal-export.js';
import { parsePayload } from './log-reader/parse.js';
import { LogReader } from './log-reader/reader.js';
import type { Wrapper } from './log-reader/wrappers.js';
import { unwrap } from './log-reader/wrappers.js';
import { SHIPPED_LOGS } from './shipped/samples.js';

/**
 * Logs. One reader takes them all, line by line, whatever is wrapped in what; the formats below only say
 * by which shape a source was recognised.
 */
type Shape = Wrapper | Exclude<GrammarName, 'text'> | 'marker' | 'timed' | 'levelled' | 'plain';

function shapeOf(line: string): Shape {
  const wrapped = unwrap(line);
  if (wrapped.marker !== undefined) return 'marker';
  if (wrapped.wrapper !== undefined) return wrapped.wrapper;
  const parsed = parsePayload(wrapped.text);
  if (parsed.grammar !== 'text') return parsed.grammar;
  return parsed.at !== undefined ? 'timed' : parsed.severity !== 'unknown' ? 'levelled' : 'plain';
}

/** The shapes of the lines at the start of a source, worked out once for all formats. */
const remembered = new WeakMap<Head, ReadonlyMap<Shape, number>>();

function sharesOf(head: Head): ReadonlyMap<Shape, number> {
  const known = remembered.get(head);
  if (known) return known;
  const whole = head.whole || head.lines.length < 2 ? head.lines : head.lines.slice(0, -1);
  const lines = whole.filter((line) => line.trim() !== '' && !/^[\s#=*+-]/.test(line));
  const counts = new Map<Shape, number>();
  for (const line of lines) {
    const shape = shapeOf(line.slice(0, 20_000));
    counts.set(shape, (counts.get(shape) ?? 0) + 1 / lines.length);
  }
  remembered.set(head, counts);
  return counts;
}

function share(head: Head, ...shapes: readonly Shape[]): number {
  const counts = sharesOf(head);
  return shapes.reduce((sum, shape) => sum + (counts.get(shape) ?? 0), 0);
}

/** Recognised when at least a third of the first lines have the shape. */
function byShape(base: number, ...shapes: readonly Shape[]): (head: Head) => number {
  return (head) => {
    const part = share(head, ...shapes);
    return part < 0.34 ? 0 : base + 0.3 * Math.min(part, 1);
  };
}

/** The end of a generated name. */
const RANDOM = `${DRAWN_LETTER}{5}`;

const open: Format['open'] = (context) => new LogReader(context);

/** What comes out of a container or a named program is a log even when no line of it has a header. */
function plainScore(head: Head): number {
  if (head.text.includes('\u0000') || head.lines.length === 0) return 0;
  const { container, pod, program, command } = head.place;
  if (command !== undefined && !printsLog(command)) return 0;
  if (share(head, 'timed', 'levelled') >= 0.1) return 0.33;
  if (container !== undefined || pod !== undefined || program !== undefined) return 0.36;
  if (/\.log(?:\.\d+)?$|(?:^|\/)(?:logs?|journalctl)[^/]*$/.test(head.path)) return 0.31;
  return SAYS_LOG.test(head.path) && !/^\s*[{[<]/.test(head.text) ? 0.31 : 0;
}

/**
 * A file of plain words that its name makes a log: of a pod, whose end only the API server gives ("web-5d8c7c9b7d-x4z2n.txt"),
 * or by the word itself ("web-0_logs.txt", "podlogs/web-0.txt").
 */
const SAYS_LOG = new RegExp(
  String.raw`(?:^|[/!._-])(?:[a-z0-9]+-)+(?:[a-f0-9]{6,10}-${RANDOM}|(?=[\d]*[a-z])${RANDOM})(?![a-z0-9])[^/!]*$|(?:^|[/!])(?:[^/!]*[-_.])?(?:pod-?|container-?)?logs?[-_.][^/!]*$|(?:^|[/!])(?:[^/!]*[-_])?(?:pod-?|container-?)?logs[/!][^/!]+\.(?:txt|out|log)$`,
);

/** journalctl found nothing: the banner alone, "-- No entries --". */
function isEmptyJournal(head: Head): boolean {
  const filled = head.lines.filter((line) => line.trim() !== '');
  return filled.every((line) => line.startsWith('-- ')) && filled.some((line) => line === '-- No entries --');
}

const KLOG_SAMPLE =
  'E1120 22:28:53.250001   28882 controller.go:187] failed to update lease, error: Put "https://10.200.0.1:6443/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/worker-1?timeout=10s": context deadline exceeded\n';

/** Formats of this family. */
export const logFormats: readonly Format[] = [
  {
    id: 'cri-log',
    title: 'container log as the runtime writes it',
    grammar: 'kubernetes pkg/kubelet/kuberuntime/logs: <RFC 3339 nano> <stdout|stderr> <F|P> <line>',
    samples: [
      '2026-11-20T22:57:58.123456789Z stdout F 2026/11/20 22:57:58 level=info component=web msg="listening" port=3000\n2026-11-20T22:58:01.123456789Z stderr F 2026/11/20 22:58:01 level=error component=web path=/api/health msg="dependency check failed" err="Get \\"http://cache.shop.svc.cluster.local:6379/\\": dial tcp 10.96.3.4:6379: connect: connection refused"\n',
    ],
    sniff: byShape(0.6, 'cri'),
    open,
  },
  {
    id: 'docker-json-log',
    title: "container log of Docker's json-file driver",
    grammar: 'moby daemon/logger/jsonfilelog: {"log":"line\\n","stream":"stderr","time":"RFC 3339 nano"}',
    samples: [
      '{"log":"Error: connect ECONNREFUSED 10.96.3.4:6379\\n","stream":"stderr","time":"2026-07-01T19:22:41.123456789Z"}\n',
    ],
    sniff: byShape(0.6, 'docker'),
    open,
  },
  {
    id: 'journal',
    title: 'systemd journal or syslog file',
    grammar:
      'systemd src/shared/logs-show.c: -o short, short-iso, short-precise, short-full, short-unix, json; RFC 3164, 5424',
    samples: [
      "Jul 01 19:22:41 node-7 systemd[1]: kubelet.service: Failed with result 'exit-code'.\n",
      '2026-11-20T22:28:53+0000 worker-1 kubelet[28882]: ' + KLOG_SAMPLE,
      '{"__REALTIME_TIMESTAMP":"1782933761123456","_HOSTNAME":"node-7","_SYSTEMD_UNIT":"kubelet.service","PRIORITY":"3","_PID":"1547","MESSAGE":"E0701 19:22:41.123456    1547 kubelet.go:1879] skipping pod synchronization - container runtime is down"}\n',
    ],
    sniff: (head) => (isEmptyJournal(head) ? 0.9 : byShape(0.6, 'journal')(head)),
    open,
  },
  {
    id: 'journal-export',
    title: 'systemd journal, export format',
    grammar: 'systemd.io/JOURNAL_EXPORT_FORMATS, journalctl -o export',
    samples: [
      '__CURSOR=s=1;i=2\n__REALTIME_TIMESTAMP=1782933761123456\n_HOSTNAME=node-7\nSYSLOG_IDENTIFIER=kubelet\nPRIORITY=3\nMESSAGE=E0701 19:22:41.123456    1547 kubelet.go:1879] skipping pod synchronization - container runtime is down\n\n',
    ],
    sniff: (head) => (/^__REALTIME_TIMESTAMP=\d+\r?$/m.test(head.text) ? 0.95 : 0),
    open: (context) => new JournalExportReader(context),
  },
  {
    id: 'journal-json-pretty',
    title: 'systemd journal, one JSON object over several lines',
    grammar: 'systemd src/shared/logs-show.c: -o json-pretty',
    samples: [
      '{\n\t"__CURSOR" : "s=1;i=2",\n\t"__REALTIME_TIMESTAMP" : "1782933761123456",\n\t"_HOSTNAME" : "node-7",\n\t"SYSLOG_IDENTIFIER" : "kubelet",\n\t"PRIORITY" : "3",\n\t"MESSAGE" : "E0701 19:22:41.123456    1547 kubelet.go:1879] skipping pod synchronization - container runtime is down"\n}\n{\n\t"__REALTIME_TIMESTAMP" : "1782933762123456",\n\t"_HOSTNAME" : "node-7",\n\t"SYSLOG_IDENTIFIER" : "systemd",\n\t"PRIORITY" : "5",\n\t"MESSAGE" : "kubelet.service: Failed with result \'exit-code\'."\n}\n',
    ],
    sniff: (head) => {
      const json = jsonHead(head);
      const isEntry = ['', '[].'].some((path) => json?.keys.has(`${path}__REALTIME_TIMESTAMP`) === true);
      return isEntry && json?.isLines !== true && /^\s*\[?\s*\{\s*?\n/.test(head.text) ? 0.96 : 0;
    },
    open: (context) => new JournalJsonReader(context),
  },
  {
    id: 'journal-verbose',
    title: 'systemd journal, all fields of each entry',
    grammar: 'systemd src/shared/logs-show.c: -o verbose',
    samples: [
      'Wed 2026-07-01 19:22:41.123456 UTC [s=cc0ee3fb5ab34b8a9a4ae1c5e8b6ad3c;i=1b9;b=5f2b0f2a1cb44ee8a2a9f3f4f8b3e2d1;m=2b3c4d;t=655919d7d6480;x=aabbccdd]\n    PRIORITY=3\n    _HOSTNAME=node-7\n    SYSLOG_IDENTIFIER=kubelet\n    MESSAGE=E0701 19:22:41.123456    1547 kubelet.go:1879] skipping pod synchronization - container runtime is down\n    _SOURCE_REALTIME_TIMESTAMP=1782933761123456\n',
    ],
    sniff: (head) => (head.lines.slice(0, 5).some((line) => VERBOSE_HEAD.test(line)) ? 0.96 : 0),
    open: (context) => new JournalVerboseReader(context),
  },
  {
    id: 'timestamped-log',
    title: 'kubectl logs --timestamps',
    grammar: 'kubernetes pkg/kubelet/kuberuntime/logs: RFC 3339 nano and a blank before each line',
    samples: [
      '2026-07-01T19:22:41.123456789Z panic: environment variable "CATALOG_ADDR" not set\n2026-07-01T19:22:41.123456790Z \n2026-07-01T19:22:41.123456791Z goroutine 1 [running]:\n',
    ],
    sniff: byShape(0.55, 'timestamps'),
    open,
  },
  {
    id: 'pod-prefixed-log',
    title: 'logs of several pods in one text',
    grammar:
      'kubectl logs --prefix ([pod/NAME/CONTAINER]); cluster-info dump (==== START logs for container C of pod NS/P ====)',
    samples: [
      '[pod/web-0/app] Error: connect ECONNREFUSED 10.96.3.4:6379\n',
      '==== START logs for container app of pod shop/web-0 ====\nError: connect ECONNREFUSED 10.96.3.4:6379\n==== END logs for container app of pod shop/web-0 ====\n',
    ],
    sniff: (head) =>
      share(head, 'pod-prefix') >= 0.34 ? 0.9 : head.text.startsWith('==== START logs for') ? 0.92 : 0,
    open,
  },
  {
    id: 'shipped-log',
    title: 'log lines with the names of their pods, as collectors ship them',
    grammar:
      'fluent-bit and Fluentd kubernetes filter; Vector kubernetes_logs; Filebeat; stern -o json; logcli -o default and jsonl; kail',
    samples: SHIPPED_LOGS,
    sniff: byShape(0.68, 'shipped'),
    open,
  },
  {
    id: 'klog',
    title: 'klog text',
    grammar: 'k8s.io/klog/v2: Lmmdd hh:mm:ss.uuuuuu threadid file:line] msg',
    samples: [KLOG_SAMPLE],
    sniff: byShape(0.6, 'klog'),
    open,
  },
  {
    id: 'json-log',
    title: 'JSON log lines',
    grammar:
      'component-base logs/json (ts in ms), zap, etcd 3.4 and later, applications: time, level, message members',
    samples: [
      '{"level":"warn","ts":"2026-11-20T22:30:36.255Z","caller":"wal/wal.go:808","msg":"slow fdatasync","took":"2.211011357s","expected-duration":"1s"}\n',
      '{"ts":1782933761123.4567,"caller":"prober/prober.go:107","msg":"Probe failed","v":1,"probeType":"Liveness","pod":{"name":"web-0","namespace":"shop"},"containerName":"app","output":"HTTP probe failed with statuscode: 500"}\n',
      '{"error":"dial tcp 10.96.3.4:7070: connect: connection refused","message":"request error","severity":"error","timestamp":"2026-12-05T07:29:15.610Z"}\n',
    ],
    sniff: byShape(0.55, 'json'),
    open,
  },
  {
    id: 'logfmt',
    title: 'key=value log lines',
    grammar: 'logrus TextFormatter, log/slog TextHandler, go-kit logfmt',
    samples: [
      'time="2026-11-20T22:57:47.120000000Z" level=error msg="RunPodSandbox for &PodSandboxMetadata{Name:git-0,Uid:7d05,Namespace:git,Attempt:1,} failed, error" error="failed to setup network for sandbox \\"3f1a\\": plugin type=\\"flannel\\" failed (add): loadFlannelSubnetEnv failed: open /run/flannel/subnet.env: no such file or directory"\n',
    ],
    sniff: byShape(0.58, 'logfmt'),
    open,
  },
  {
    id: 'etcd-text',
    title: 'etcd text log (before 3.5)',
    grammar: 'coreos/pkg/capnslog: date time L | package: text',
    samples: [
      '2021-09-11 14:46:23.606939 W | etcdserver: read-only range request "key:\\"/registry/health\\" " with result "range_response_count:0 size:5" took too long (1.234s) to execute\n',
    ],
    sniff: byShape(0.62, 'etcd-text'),
    open,
  },
  {
    id: 'calico-log',
    title: 'Calico component log',
    grammar: 'calico libcalico-go lib/logutils: date time [LEVEL][pid] component/file line: text key=value',
    samples: [
      '2026-07-01 19:22:41.123 [WARNING][86] felix/sync_client.go 168: Failed to connect to typha endpoint 10.200.0.12:5473.  Will try another if available... error=dial tcp 10.200.0.12:5473: connect: connection refused\n',
    ],
    sniff: byShape(0.62, 'calico'),
    open,
  },
  {
    id: 'coredns-log',
    title: 'CoreDNS log',
    grammar: 'coredns plugin/pkg/log: [LEVEL] plugin/name: text, without time',
    samples: [
      '[ERROR] plugin/errors: 2 shop.example. A: read udp 10.244.0.5:41230->10.0.0.2:53: i/o timeout\n',
    ],
    sniff: byShape(0.58, 'coredns'),
    open,
  },
  {
    id: 'dmesg',
    title: 'kernel ring buffer',
    grammar: 'util-linux dmesg, with and without -T; linux printk',
    samples: [
      '[27742.909073] kworker/0:0 invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=-1, oom_score_adj=0\n',
      '[Wed Jul  1 19:22:41 2026] EXT4-fs (sda1): Remounting filesystem read-only\n',
    ],
    sniff: byShape(0.62, 'dmesg'),
    open,
  },
  {
    id: 'app-log',
    title: 'application log with times or levels',
    grammar: 'log4j, logback, Python logging, nginx, MySQL, PostgreSQL, Redis, RabbitMQ and their like',
    samples: [
      '2026-03-16 16:50:04.046 ERROR 1 --- [nio-8080-exec-9] c.e.OrderController : java.net.ConnectException: Connection refused: orders-db/10.96.3.4:3306\n',
      '2026/07/01 19:22:41 [error] 31#31: *10 connect() failed (111: Connection refused) while connecting to upstream, client: 10.0.0.9, server: shop.example, request: "GET / HTTP/1.1", upstream: "http://10.244.1.7:8080/", host: "shop.example"\n',
    ],
    sniff: (head) =>
      share(head, 'timed', 'levelled', 'klog', 'json', 'logfmt', 'coredns', 'redis') >= 0.34 ? 0.45 : 0,
    open,
  },
  {
    id: 'plain-log',
    title: 'output of a program, without times',
    grammar: 'no grammar: what a container or service printed',
    samples: [
      'starting\nreading settings\nreading routes\nopening port\nwaiting\nTraceback (most recent call last):\n  File "/app/main.py", line 3, in <module>\nKeyError: \'DATABASE_URL\'\n',
    ],
    sniff: plainScore,
    open,
  },
];
