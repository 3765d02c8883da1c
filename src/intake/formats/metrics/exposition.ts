import { printedAt } from '../captured.js';
import type { Format, ReadContext } from '../../format.js';
import { lineReader, type Line } from '../../lines.js';
import { spanOf } from '../whole-text.js';

const SAMPLE =
  /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? ([+-]?(?:\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|Inf|NaN))(?: (\d+(?:\.\d+)?))?(?: # .*)?$/;
const BARE = /^[a-z]\w*_\w+\{.+=".*"\} /;
/** A scrape of a component has some thousand samples; a million is a federation endpoint. */
const MAX_SAMPLES = 50_000;

/**
 * The text that a /metrics endpoint answers (Prometheus text format, OpenMetrics). Samples without a time
 * were true when they were scraped. Histogram buckets are left out: their sum and count are kept.
 */
export const exposition: Format = {
  id: 'prometheus-text',
  title: 'Prometheus text exposition',
  grammar: 'prometheus/docs content/docs/instrumenting/exposition_formats.md; OpenMetrics 1.0',
  samples: [
    '# HELP etcd_server_has_leader Whether or not a leader exists.\n# TYPE etcd_server_has_leader gauge\netcd_server_has_leader 1\n# TYPE etcd_disk_wal_fsync_duration_seconds histogram\netcd_disk_wal_fsync_duration_seconds_bucket{le="0.001"} 7\netcd_disk_wal_fsync_duration_seconds_sum 12.5\netcd_disk_wal_fsync_duration_seconds_count 900\nrest_client_requests_total{code="500",host="a,\\"b\\"",method="GET"} 3 1782933761123\n',
    'kube_pod_status_phase{namespace="shop",pod="web-0",phase="Pending"} 1\nkube_pod_status_phase{namespace="shop",pod="web-0",phase="Running"} 0\n',
  ],
  deferred: true,
  sniff(head) {
    const filled = head.lines.filter((l) => l.trim() !== '').slice(0, 40);
    const typed = filled.filter((l) => /^# (?:HELP|TYPE|UNIT) [a-zA-Z_:]/.test(l)).length;
    const known = filled.filter((l) => l.startsWith('#') || SAMPLE.test(l)).length;
    if (typed > 0) return known >= (filled.length - 1) * 0.9 ? 0.97 : 0;
    // `curl .../metrics | grep` leaves no comments: then each line must be a sample, of a name in words.
    const bare = filled.slice(0, head.whole ? undefined : -1);
    return bare.length > 0 && bare.every((l) => BARE.test(l) && SAMPLE.test(l)) ? 0.9 : 0;
  },
  open(context) {
    let samples = 0;
    return lineReader(context, (line) => {
      samples += readSample(line, context, samples) ? 1 : 0;
      if (samples !== MAX_SAMPLES + 1) return;
      samples += 1;
      context.problem({
        message: `only the first ${MAX_SAMPLES} samples were read`,
        offset: line.offset,
        line: line.line,
      });
    });
  },
};

function readSample(line: Line, context: ReadContext, before: number): boolean {
  if (before > MAX_SAMPLES || line.text.startsWith('#')) return false;
  const m = SAMPLE.exec(line.text.trim());
  const [, name = '', labels = '', value = '', time] = m ?? [];
  if (!m || name.endsWith('_bucket') || !Number.isFinite(Number(value))) return false;
  const at = time === undefined ? (printedAt(context)?.hi ?? 0) : micros(time);
  context.emit({
    kind: 'metric',
    name,
    labels: labelsOf(labels),
    points: [[at, Number(value)]],
    evidence: spanOf(context, line),
  });
  return true;
}

/** Prometheus writes milliseconds, OpenMetrics seconds. */
function micros(text: string): number {
  return Math.round(Number(text) * (/^\d{13}$/.test(text) ? 1e3 : 1e6));
}

function labelsOf(text: string): Record<string, string> {
  const pairs = [...text.matchAll(/([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"/g)];
  const unescape = (v: string): string => v.replace(/\\(.)/g, (_all, c: string) => (c === 'n' ? '\n' : c));
  return Object.fromEntries(pairs.map((m) => [m[1] ?? '', unescape(m[2] ?? '')]));
}
