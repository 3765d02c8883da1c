/** What the package offers to other programs. */
export {
  analyze,
  renderFiles,
  loadAnalysis,
  InputError,
  type Analyzed,
  type AnalyzeOptions,
} from './app/index.js';
export type * from './model/index.js';
