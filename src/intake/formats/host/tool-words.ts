import type { Format, Head, ReadContext } from '../../format.js';
import type { Line } from '../../lines.js';
import { wholeLines } from '../whole-text.js';
import { contentOf, hostReport } from './report.js';

/**
 * Answers of tools in words: what is read of them is which tool it was and the lines that speak of trouble.
 * Kept as reports, so that an inventory names them and a person finds them.
 */
interface Tool {
  readonly name: string;
  /** A line that this tool alone prints, near the top. */
  readonly knows: RegExp;
  readonly bad: RegExp;
  /** What every line must be like, where the words alone may stand in any text. */
  readonly all?: RegExp;
}

const TOOLS: readonly Tool[] = [
  { name: 'cilium status', knows: /^(?:KVStore|Cilium|NodeMonitor|Cilium health daemon):\s+\w+|^Controller Status:\s+\d+\/\d+ healthy/, bad: /\b(?:Failure|Error|unable|Disconnected)\b|^Cluster health:\s+(?=\d)(?!(\d+)\/\1 )|^Controller Status:\s+(?=\d)(?!(\d+)\/\2 )/ },
  { name: 'cilium status', knows: /^\s*\/[¯‾]+\\|^ {4}\/¯¯\\/, bad: /\berrors?\b|\bdegraded\b|unavailable/i },
  { name: 'calicoctl node status', knows: /^Calico process is (?:not )?running\.?$/, bad: /not running|\|\s+(?:start|down|idle)\s+\||Connect\b|Active Socket/ },
  { name: 'helm status', knows: /^LAST DEPLOYED: /, bad: /^STATUS: (?!deployed|superseded)/ },
  { name: 'kubectl cluster-info', knows: /^Kubernetes (?:control plane|master) is running at http/, bad: /^$/ },
  { name: 'API server health', knows: /^\[[+-]\][\w/.-]+ (?:ok|failed)/, bad: /^\[-\]|check failed/ },
  { name: 'nslookup', knows: /^Server:\s+\S+$|^;; (?:->>HEADER|communications error|connection timed out)|^\*\* server can't find /, bad: /can't find|NXDOMAIN|SERVFAIL|REFUSED|timed out|no servers could be reached|communications error/ },
  { name: 'ping', knows: /^PING \S+ \([\d.a-f:]+\)|^--- \S+ ping statistics ---$/, bad: /[1-9]\d*% packet loss|Unreachable/ },
  { name: 'traceroute', knows: /^traceroute to \S+ \(/, bad: /\* \* \*|!H|!N/ },
  { name: 'conntrack', knows: /^cpu=\d+\s+found=\d+ invalid=\d+/, bad: /(?:insert_failed|drop|early_drop)=[1-9]/ },
  { name: 'conntrack -L', knows: /^(?:ipv4 +2 +)?(?:tcp|udp) +(?:6|17) +\d+ (?:[A-Z_]+ )?src=\S+ dst=\S+ sport=/, bad: /\[UNREPLIED\]|SYN_SENT/ },
  { name: 'ipvsadm', knows: /^IP Virtual Server version /, bad: /^$/ },
  { name: 'nft list ruleset', knows: /^table (?:ip|ip6|inet|bridge) \S+ \{$/, bad: /\breject\b/ },
  { name: 'ss', knows: /^(?:Netid +)?State +Recv-Q +Send-Q +Local Address:Port/, bad: /\bSYN-SENT\b|\bCLOSE-WAIT\b/ },
  { name: 'vmstat', knows: /^procs -+memory-+ -+swap-+ -+io-+/, bad: /^$/ },
  { name: 'iostat, sar', knows: /^Linux \S+ \(\S+\) +\t?.*_x86_64_|^Linux \S+ \(\S+\).*\(\d+ CPU\)$/, bad: /^$/ },
  { name: 'top', knows: /^top - \d\d:\d\d:\d\d up .*load average: /, bad: /load average: |\b[DZ] +\d+\.\d +\d+\.\d / },
  { name: 'ps', knows: /^(?:USER +PID +%CPU +%MEM|UID +PID +PPID +C STIME|F S UID +PID)/, bad: /<defunct>/ },
  { name: 'systemctl list-units', knows: /^ *UNIT +LOAD +ACTIVE +SUB +DESCRIPTION/, bad: /\bfailed\b|\bactivating\b|auto-restart/ },
  { name: 'popeye', knows: /^ *Biffs`em and Buffs`em!/, bad: /\[POP-\d+\]/ },
  { name: 'openssl x509', knows: /^Certificate:$|^notAfter=/, bad: /Not After|notAfter=/ },
  { name: 'timedatectl', knows: /^\s*Local time: \w{3} \d{4}-/, bad: /synchronized: no|NTP service: inactive/ },
  { name: 'uptime', knows: /^\s?\d\d:\d\d:\d\d up .*load average: /, bad: /load average: / },
  { name: 'load average', knows: /^\d+\.\d\d \d+\.\d\d \d+\.\d\d \d+\/\d+ \d+$/, bad: /^\d/ },
  { name: 'uname', knows: /^Linux \S+ \d+\.\d+\.\d+\S* #\d/, bad: /^Linux/ },
  { name: 'os-release', knows: /^(?:PRETTY_NAME|VERSION_ID|ID_LIKE)=\S/, bad: /^PRETTY_NAME=/ },
  { name: 'resolv.conf', knows: /^nameserver [\d.a-f:]+$/, bad: /^nameserver /, all: /^(?:[#;]|(?:nameserver|search|options|domain|sortlist) )/ },
  { name: 'version', knows: /^(?:containerd \S+ v?\d+\.\d+\.\d+|(?:Docker|runc|crun|nerdctl|podman|crio) version v?\d|crictl version v?\d|etcdctl version: \d|kind v\d|version\.BuildInfo\{)/, bad: /\d/, all: /^(?!\s*[#*>|-])\S.{0,160}$/ },
  { name: 'etcdctl -w fields', knows: /^"(?:ClusterID|MemberID)" : \d+$/, bad: /^"Errors" : \[[^\]]|"IsLearner" : true/ },
  { name: 'docker info', knows: /^ (?:Server Version|Storage Driver|Debug Mode): /, bad: /^WARNING: / },
  { name: 'chronyc tracking', knows: /^Reference ID\s+: /, bad: /Not synchronised/ },
]; // prettier-ignore

export const toolWords: Format = {
  id: 'tool-answer',
  title: 'answers of network, delivery and health tools',
  grammar:
    'cilium-dbg status; calicoctl node status; helm status; kubectl cluster-info; /readyz?verbose; nslookup, dig, ping; ipvsadm, nft, ss, conntrack; vmstat, iostat, sar, top, ps; popeye',
  samples: [
    'KVStore:                 Ok   Disabled\nKubernetes:              Ok   1.29 (v1.29.1) [linux/amd64]\nCilium:                  Ok   1.15.0\nController Status:       40/41 healthy\nCluster health:          3/5 reachable   (2026-07-01T19:22:41Z)\n',
    'Calico process is running.\n\nIPv4 BGP status\n+--------------+-------------------+-------+----------+-------------+\n| PEER ADDRESS |     PEER TYPE     | STATE |  SINCE   |    INFO     |\n+--------------+-------------------+-------+----------+-------------+\n| 10.0.0.12    | node-to-node mesh | start | 19:20:01 | Connect     |\n+--------------+-------------------+-------+----------+-------------+\n',
    'NAME: web\nLAST DEPLOYED: Wed Jul  1 19:10:00 2026\nNAMESPACE: shop\nSTATUS: failed\nREVISION: 2\n',
    '[+]ping ok\n[+]log ok\n[-]etcd failed: reason withheld\n[+]informer-sync ok\nreadyz check failed\n',
    "Server:         10.96.0.10\nAddress:        10.96.0.10#53\n\n** server can't find db: NXDOMAIN\n\ncommand terminated with exit code 1\n",
    'PING 10.0.0.11 (10.0.0.11) 56(84) bytes of data.\n\n--- 10.0.0.11 ping statistics ---\n2 packets transmitted, 0 received, 100% packet loss, time 1001ms\n',
    'IP Virtual Server version 1.2.1 (size=4096)\nProt LocalAddress:Port Scheduler Flags\n  -> RemoteAddress:Port           Forward Weight ActiveConn InActConn\nTCP  10.96.0.1:443 rr\n  -> 10.0.0.1:6443                Masq    1      4          0\n',
    'Kubernetes control plane is running at https://10.0.0.10:6443\nCoreDNS is running at https://10.0.0.10:6443/api/v1/namespaces/kube-system/services/kube-dns:dns/proxy\n',
  ],
  deferred: true,
  sniff: (head: Head) => (toolOf(head.lines) === undefined ? 0 : 0.9),
  open: (context) => wholeLines(context, (lines) => readWords(contentOf(lines), context)),
};

const NEAR_TOP = 6;

function toolOf(lines: readonly string[]): Tool | undefined {
  const first = lines.filter((line) => line.trim() !== '').slice(0, NEAR_TOP);
  const filled = lines.filter((line) => line.trim() !== '');
  return TOOLS.find(
    ({ knows, all }) =>
      first.some((line) => knows.test(line)) && (all === undefined || filled.every((line) => all.test(line))),
  );
}

function readWords(lines: readonly Line[], context: ReadContext): void {
  const tool = toolOf(lines.map(({ text }) => text));
  const [first] = lines;
  const last = lines.at(-1);
  if (tool === undefined || first === undefined || last === undefined) return;
  const bad = lines.map(({ text }) => text.trim()).filter((text) => text !== '' && tool.bad.test(text));
  const text = `${tool.name}: ${bad.length === 0 ? 'no trouble told' : bad.slice(0, 8).join('; ')}`;
  context.emit(hostReport(context, 'other', { tool: tool.name, trouble: bad }, text, first, last));
}
