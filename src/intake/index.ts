export * from './format.js';
export * from './layout.js';
export * from './log-line.js';
export * from './source/member.js';
export * from './registry.js';
