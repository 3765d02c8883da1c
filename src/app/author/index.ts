import type { Analysis } from '../../model/index.js';
import { compose } from '../compose.js';
import type { Findings } from '../findings.js';
import { isEmpty, type Decisions } from './decisions.js';
import { unknownClocks } from './skew.js';
import { judged } from './verdicts.js';

export { authorFiles, sidecarOf } from './files.js';
export type { AuthorFile, Decisions } from './decisions.js';
export { readDecisions } from './read.js';
export { withSkew } from './skew.js';

/**
 * The analysis under the author's decisions: what is rejected was never a finding, what is pinned stays,
 * instants set by hand stand with their figures, and every decision is told with what came of it.
 */
export function honoured(findings: Findings, decisions: Decisions, lateClocks: readonly string[] = []): Analysis {
  if (isEmpty(decisions)) return compose(findings);
  const verdicts = judged(findings, decisions);
  const { capture, detection } = findings;
  const conditions = detection.conditions.filter((c) => !verdicts.rejected.has(c.id));
  const under = {
    ...findings,
    capture: { ...capture, sources: [...capture.sources, ...decisions.sources] },
    detection: { ...detection, conditions },
    explanation: verdicts.after,
  };
  return compose(under, { decisions, judged: verdicts, unknownClocks: unknownClocks(capture, decisions.skew), lateClocks });
} // prettier-ignore
