export { namesOf, type Named } from './names.js';
export { rewriter, type Rewriter } from './rewrite.js';
export { secretsOf } from './secrets.js';
