import { digFlag, digNumber, digText, oneLine } from '../../../base/index.js';
import { labelOf, type ConditionType } from '../../../model/index.js';
import { serviceNamed } from '../../../world/index.js';
import type { Detector } from '../../detector.js';

const type: ConditionType = {
  id: 'connectivity-failing',
  nature: 'symptom',
  title: 'Service not reachable in a connection check',
};

/** Somebody tried to connect to a Service, and it did not work. */
export const connectivityFailing: Detector = {
  id: 'connectivity-failing',
  layer: 'service',
  what:
    'A connection check in the capture (nc, curl, a checker) could not open a connection to a Service at a port: ' +
    'refused, timed out or not resolved.',
  lookAlikes:
    'A check that could not be run proves nothing. Refused means nobody listens or no endpoint; a time-out means ' +
    'packets are dropped.',
  sources: ['nc, telnet, curl output', 'kubectl exec checks'],
  emits: [type],
  *detect(c) {
    for (const report of c.reportsOf('connectivity')) {
      const target = digText(report.data, 'target') ?? report.about?.name;
      if (digFlag(report.data, 'ok') !== false || target === undefined) continue;
      const service =
        report.about?.kind === 'Service' ? report.about : serviceNamed(c, target, report.about?.namespace);
      if (!service) continue;
      const port = digNumber(report.data, 'port');
      const error = digText(report.data, 'error') ?? 'no connection';
      yield {
        type: type.id,
        entity: service,
        onset: { lo: report.at.lo, hi: report.at.hi, grade: 'C' },
        severity: 2,
        statement: `A connection to ${labelOf(service)}${port === undefined ? '' : ` at port ${port}`} failed when it was checked: ${oneLine(error, 120).replace(/\.$/, '')}.`,
        evidence: [{ ...report.evidence, at: report.at.lo, excerpt: oneLine(report.text, 400) }],
        attrs: { target, error: oneLine(error, 120), ...(port === undefined ? {} : { port }) },
      };
    }
  },
};
