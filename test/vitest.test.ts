import { join } from 'node:path';
import { holdIncidents } from '../src/vitest.js';

// The two lines of a team's repository, held to a sample of our own.
await holdIncidents(join(import.meta.dirname, '../samples/multi-site-cascade'));
