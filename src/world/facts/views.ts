/** Derived views that detectors and causal rules share. */
export * from './backends.js';
export * from './complaints.js';
export * from './creation.js';
export * from './declared.js';
export * from './nodes.js';
export * from './onset.js';
export * from './placement.js';
export * from './probes.js';
export * from './pulls.js';
export * from './quantity.js';
export * from './restarts.js';
export * from './scheduling.js';
export * from './workloads.js';
