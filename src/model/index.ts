export * from './analysis.js';
export * from './author.js';
export * from './condition.js';
export * from './entity.js';
export * from './evidence.js';
export * from './kinds.js';
export * from './record.js';
export * from './relation.js';
