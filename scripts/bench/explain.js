// How long the causal engine takes on a large made world: 5,000 pods on 200 nodes, 200,000 conditions of one day.
// Usage: node scripts/bench/explain.js [conditions] [storm|dense]   (after npm run build)
import { performance } from 'node:perf_hooks';
import { conditionTypes } from '../../dist/detect/index.js';
import { explain } from '../../dist/cause/index.js';
import { storm } from './storm.js';

const wanted = Number(process.argv[2] ?? 200_000);
const shape = process.argv[3] ?? 'storm';
const { c, relations, conditions } = storm(shape, wanted);
const megabytes = () => Math.round(process.resourceUsage().maxRSS / 1024);
const before = megabytes();
const start = performance.now();
const cpu = process.cpuUsage();
const { incidents } = explain(c, conditions, conditionTypes());
const seconds = (performance.now() - start) / 1000;
const { user, system } = process.cpuUsage(cpu);
const count = (of) => incidents.reduce((sum, i) => sum + of(i).length, 0);
const largest = incidents.reduce((most, i) => Math.max(most, i.parts.length), 0);
process.stdout.write(
  `${shape}: ${conditions.length} conditions, ${relations.length} relations: ${seconds.toFixed(1)} s (processor ${((user + system) / 1e6).toFixed(1)} s)\n` +
    `peak ${megabytes()} MiB, of which ${before} before\n` +
    `${incidents.length} incidents, the largest of ${largest} conditions, ${count((i) => i.roots)} roots\n` +
    `${count((i) => i.accepted)} accepted links, ${count((i) => i.alternative)} alternative, ${count((i) => i.refuted)} refuted\n`,
);
