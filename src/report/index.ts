export * from './blocks.js';
export { compose } from './compose.js';
export { unresolvedClaims, type UnresolvedClaim } from './claims.js';
export { lintDraft, type DraftFinding } from './lint.js';
export {
  renderReport,
  REPORT_FORMATS,
  type ReportFile,
  type ReportFormat,
  type ReportOptions,
} from './report.js';
