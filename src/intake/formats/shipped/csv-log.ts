import type { Format, ReadContext } from '../../format.js';
import { cells, csvHeader, csvRows, type CsvRow } from '../csv.js';
import { linesOf, spanOf, wholeBytes } from '../whole-text.js';
import { Entries } from './entries.js';

/**
 * Logs as a table: Azure's portal and CLI (ContainerLogV2), CloudWatch Logs Insights, Kibana's and Grafana's
 * downloads. Columns are named as the members of the store's records are.
 */
export const csvLog: Format = {
  id: 'csv-log',
  title: 'export of a log store as CSV',
  grammar:
    'RFC 4180; Azure Monitor ContainerLogV2, KubeEvents, Syslog; CloudWatch Logs Insights; Cloud Logging; Kibana; Splunk; Datadog',
  samples: [
    'TimeGenerated [UTC],Computer,Facility,HostName,ProcessName,ProcessID,SeverityLevel,SyslogMessage,Type\n"7/1/2026, 7:22:41.123 PM",aks-node-1,daemon,aks-node-1,kubelet,99,err,"E0701 19:22:41.123456    1547 kubelet.go:1879] skipping pod synchronization - container runtime is down",Syslog\n',
    'insertId,timestamp,severity,logName,resource.type,resource.labels.namespace_name,resource.labels.pod_name,resource.labels.container_name,resource.labels.node_name,textPayload,jsonPayload.MESSAGE\na,2026-07-01T19:22:41.123456789Z,ERROR,projects/p/logs/stderr,k8s_container,shop,web-0,app,,"Error: connect ECONNREFUSED 10.96.3.4:6379",\nb,2026-07-01T19:22:41.123456789Z,,projects/p/logs/kubelet,k8s_node,,,,gke-1,,"E0701 19:22:41.123456    1547 kubelet.go:1879] skipping pod synchronization - container runtime is down"\n',
    '_time,_raw,host,index,source,sourcetype,namespace,pod,container_name\n2026-07-01T19:22:41.123+00:00,"Error: connect ECONNREFUSED 10.96.3.4:6379",worker-1,k8s,/var/log/pods/shop_web-0_7d05/app/0.log,kube:container:app,shop,web-0,app\n2026-07-01T19:22:41.123+00:00,"E0701 19:22:41.123456    1547 kubelet.go:1879] skipping pod synchronization - container runtime is down",worker-1,k8s,journald,kube:journald:kubelet.service,,,\n',
    'Date,Host,Service,Pod Name,Container Name,kube_namespace,Message\n2026-07-01T19:22:41.123Z,worker-1,web,web-0,app,shop,"Error: connect ECONNREFUSED 10.96.3.4:6379"\n2026-07-01T19:22:41.123Z,worker-1,kubelet,,,,"E0701 19:22:41.123456    1547 kubelet.go:1879] skipping pod synchronization - container runtime is down"\n',
    'TenantId,"TimeGenerated [UTC]",Computer,ContainerId,ContainerName,PodName,PodNamespace,LogMessage,LogSource\nx,"7/1/2026, 7:22:41.123 PM",aks-node-1,abc,app,web-0,shop,"Error: connect ECONNREFUSED 10.96.3.4:6379",stderr\n',
    '@timestamp,@message,@logStream\n2026-07-01 19:22:41.123,"E0701 19:22:41.123456    1547 kubelet.go:1879] skipping pod synchronization - container runtime is down",kubelet-ip-10-0-0-1\n',
    '"@timestamp","kubernetes.namespace","kubernetes.pod.name","kubernetes.container.name",message\n"2026-07-01T19:22:41.123Z",shop,web-0,app,"panic: oops\ngoroutine 1 [running]:"\n',
    '"TimeGenerated [UTC]",Computer,ObjectKind,Namespace,Name,Reason,Message,KubeEventType,Count,"LastSeen [UTC]",SourceComponent\n"7/1/2026, 7:22:41.000 PM",aks-node-1,Pod,shop,web-0,BackOff,Back-off restarting failed container,Warning,12,"7/1/2026, 7:22:41.000 PM",kubelet\n',
  ],
  sniff(head) {
    const columns = csvHeader(head.lines)?.columns ?? [];
    if (columns.length < 3 || !columns.every((name) => NAME.test(name))) return 0;
    if (!columns.some((name) => TIME.test(name))) return 0;
    if (EVENT.every((name) => columns.includes(name))) return 0.97;
    return columns.some((name) => SAID.test(name)) && columns.some((name) => WHOSE.test(name)) ? 0.97 : 0;
  },
  open: (context) =>
    wholeBytes(context, (bytes) => {
      readRows(csvRows(linesOf(bytes)), context);
    }),
};

const NAME = /^[\w@. [\]/-]{0,60}$/;
const TIME = /^(?:@?timestamp|_?time|date|TimeGenerated(?: \[.*\])?)$/i;
const SAID =
  /^(?:@?message|LogMessage|LogEntry|SyslogMessage|line|log|textPayload|jsonPayload\.message|_raw|content)$/i;
const WHOSE =
  /pod[_ ]?name|pod\.name|^pod$|container[_ ]?name|@logStream|^labels$|^sourcetype$|^ProcessName$|^Service$|systemd_?unit|syslog_identifier/i;

const EVENT = ['ObjectKind', 'Reason', 'KubeEventType'];

function readRows(all: readonly CsvRow[], context: ReadContext): void {
  const header = csvHeader(all.slice(0, 2).map(({ text }) => text));
  if (header === undefined) return;
  const { columns, separator, at } = header;
  const rows = all.slice(at + 1);
  const entries = new Entries(context);
  for (const { text, first, last } of rows) {
    const values = cells(text, separator);
    const said = Object.fromEntries(columns.map((name, i) => [name, values[i] ?? '']));
    entries.take(said, spanOf(context, first, last));
  }
  entries.end();
}
