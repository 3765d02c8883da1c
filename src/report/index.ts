export * from './blocks.js';
export { unresolvedClaims, type UnresolvedClaim } from './claims.js';
export { compose } from './compose.js';
export { rangeWords } from './prose/figure.js';
export { readable } from './prose/names.js';
export { when } from './prose/time.js';
export { lintDraft } from './lint.js';
export type { DraftFinding } from './lint/finding.js';
export {
  renderReport,
  REPORT_FORMATS,
  TEMPLATE_NAMES,
  type ReportFile,
  type ReportFormat,
  type ReportOptions,
} from './report.js';
