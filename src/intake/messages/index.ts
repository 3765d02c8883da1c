export * from './catalogue.js';
export * from './meanings.js';
export * from './scanner.js';
