import type { Analysis, Incident } from '../../model/index.js';
import type { Draft } from '../blocks.js';

/** What a rule of the linter reads. */
export interface LintInput {
  readonly analysis: Analysis;
  readonly incident: Incident;
  readonly draft: Draft;
}
