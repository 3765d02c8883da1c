export * from './check.js';
export * from './dig.js';
export * from './digest.js';
export * from './duration.js';
export * from './order.js';
export * from './text.js';
export * from './time.js';
export * from './graph.js';
