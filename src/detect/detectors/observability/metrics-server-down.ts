import { counted, fromTime } from '../../../base/index.js';
import { speakerOf } from '../../../world/index.js';
import { saidBy } from '../../said.js';

/** The metrics server gets no readings from kubelets. */
export const metricsServerDown = saidBy({
  id: 'metrics-server-down',
  layer: 'observability',
  what: 'kubectl top and autoscaling by CPU or memory have no data from these nodes.',
  lookAlikes: 'One missed scrape is a blip.',
  sources: ['metrics-server pkg/scraper'],
  type: { id: 'metrics-server-down', nature: 'observer', title: 'Metrics server cannot scrape' },
  says: ['metrics-server-down'],
  about: (m, c) => speakerOf(c, m.origin),
  least: 5,
  severity: () => 1,
  statement: (s, e) =>
    `${e.name} gets no metrics from nodes${why(s.first.message.text)} (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
});

/** What its certificate check or its connection failed on, where the line says so. */
function why(text: string): string {
  const said = /(x509: .{0,120}|connection refused|no route to host|i\/o timeout|deadline exceeded)/.exec(
    text,
  )?.[1];
  return said === undefined ? '' : `: ${said}`;
}
