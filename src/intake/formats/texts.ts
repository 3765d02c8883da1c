import type { Format } from '../format.js';
import { elbLog } from './access/elb.js';
import { envoyLog } from './access/envoy.js';
import { haproxyLog } from './access/haproxy.js';
import { jsonAccessLog } from './access/json.js';
import { clfLog } from './access/nginx.js';
import { alertmanagerAlerts, alertmanagerSilences, alertmanagerStatus } from './alerts/alertmanager.js';
import { amtoolAlerts } from './alerts/amtool.js';
import { anomalyReport } from './alerts/anomalies.js';
import { alertFinding } from './alerts/finding.js';
import { prometheusAlerts, prometheusQuery, prometheusRules } from './alerts/prometheus.js';
import { argocdApp } from './host/argocd.js';
import { callGraph } from './host/call-graph.js';
import { collectorAnswers } from './host/collector-answers.js';
import { connectivityCheck } from './host/connectivity.js';
import { etcdctl } from './host/etcdctl.js';
import { ipAddr, ipRoute } from './host/ip.js';
import { haproxyStats } from './host/haproxy-stats.js';
import { iptablesSave } from './host/iptables.js';
import { systemctlStatus } from './host/systemctl.js';
import { diskUsage, memoryUsage } from './host/usage.js';
import { toolTables } from './host/tool-tables.js';
import { toolWords } from './host/tool-words.js';
import { kubectlVersion } from './host/version.js';
import { kubectlChange } from './kubectl/change.js';
import { eventColumns } from './kubectl/event-columns.js';
import { commandErrors, kubectlDescribe, kubectlTable } from './kubectl/kubectl.js';
import { kubectlLineage } from './kubectl/lineage.js';
import { metricsCsv } from './metrics/csv.js';
import { exposition } from './metrics/exposition.js';
import { rulesFile } from './alerts/rules-file.js';
import { systemctlShow } from './host/systemctl-show.js';
import { gcloudYaml } from './shipped/gcloud-yaml.js';
import { hubbleFlows } from './host/hubble.js';
import { promtoolDump, promtoolQuery } from './metrics/promtool.js';
import { kubeletStats } from './metrics/kubelet-stats.js';
import { chatExport, mattermostExport } from './notes/chat-export.js';
import { notes } from './notes/notes.js';
import { pagerCsv } from './notes/pager-csv.js';
import { opsgenie, pagerDuty } from './notes/pagers.js';
import { csvLog } from './shipped/csv-log.js';
import { datadogEvents } from './shipped/datadog-events.js';
import { logExport } from './shipped/log-export.js';
import { sternLog } from './shipped/stern.js';
import { objectColumns } from './tables/object-columns.js';
import { tableCsv } from './tables/table-csv.js';
import { slackExport } from './notes/slack.js';

/** Formats of this family. */
export const textFormats: readonly Format[] = [
  logExport,
  gcloudYaml,
  hubbleFlows,
  datadogEvents,
  csvLog,
  sternLog,
  kubectlLineage,
  argocdApp,
  toolTables,
  kubectlDescribe,
  kubectlTable,
  tableCsv,
  eventColumns,
  objectColumns,
  kubectlChange,
  toolWords,
  commandErrors,
  haproxyLog,
  haproxyStats,
  clfLog,
  envoyLog,
  elbLog,
  jsonAccessLog,
  alertmanagerAlerts,
  alertmanagerSilences,
  alertmanagerStatus,
  amtoolAlerts,
  prometheusRules,
  prometheusAlerts,
  rulesFile,
  prometheusQuery,
  alertFinding,
  anomalyReport,
  pagerDuty,
  opsgenie,
  slackExport,
  chatExport,
  mattermostExport,
  pagerCsv,
  metricsCsv,
  exposition,
  promtoolQuery,
  promtoolDump,
  systemctlStatus,
  systemctlShow,
  etcdctl,
  iptablesSave,
  ipAddr,
  ipRoute,
  diskUsage,
  memoryUsage,
  connectivityCheck,
  callGraph,
  kubectlVersion,
  kubeletStats,
  collectorAnswers,
  notes,
];
