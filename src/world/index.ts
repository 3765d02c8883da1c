export * from './case.js';
export * from './changes.js';
export * from './coverage.js';
export * from './entity.js';
export * from './facts/pods.js';
export {
  containersOf,
  templateOf,
  templates,
  type Template,
  type TemplateContainer,
} from './facts/templates.js';
export * from './facts/services.js';
export { buildCase } from './build.js';
