export * from './case.js';
export * from './changes.js';
export * from './coverage.js';
export * from './entity.js';
