export * from './catalogue.js';
export { Hits } from './hits.js';
export * from './meanings.js';
export * from './scanner.js';
