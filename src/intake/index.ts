export * from './format.js';
export * from './layout.js';
export * from './log-line.js';
export * from './source/member.js';
export * from './registry.js';
export * from './input-error.js';
export type { IntakeOptions, Progress } from './intake.js';
export { readCapture } from './intake.js';
export type { Input, StreamInput } from './source/roots.js';
