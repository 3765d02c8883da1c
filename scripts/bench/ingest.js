// Measures reading a capture against `gzip -dc CAPTURE | wc -l`: best of five, and the peak of memory.
// usage: npm run build && node scripts/bench/ingest.js CAPTURE.tar.gz [ROUNDS=5]
import { execFileSync } from 'node:child_process';
import { performance } from 'node:perf_hooks';

const [capture, rounds = '5', role] = process.argv.slice(2);
if (capture === undefined) {
  process.stderr.write('usage: ingest.js CAPTURE.tar.gz [ROUNDS]\n');
  process.exit(2);
}

if (role === 'once') {
  const { readCapture } = await import(process.env.INQUEST_INTAKE ?? '../../dist/intake/index.js');
  const start = performance.now();
  const { records, sources } = await readCapture([capture]);
  const seconds = (performance.now() - start) / 1000;
  const bytes = sources.reduce((all, source) => all + source.bytes, 0);
  const peak = process.resourceUsage().maxRSS / 1024;
  process.stdout.write(
    JSON.stringify({ seconds, records: records.length, sources: sources.length, bytes, peak }),
  );
} else {
  const gzip = best(() => {
    const start = performance.now();
    execFileSync('sh', ['-c', 'gzip -dc "$1" | wc -l', 'sh', capture]);
    return { seconds: (performance.now() - start) / 1000 };
  });
  const ours = best(() =>
    JSON.parse(execFileSync(process.execPath, [process.argv[1], capture, '1', 'once'], { encoding: 'utf8' })),
  );
  const rate = ours.bytes / ours.seconds / 1e6;
  process.stdout.write(
    `gzip -dc | wc -l   ${gzip.seconds.toFixed(2)} s\n` +
      `inquest intake     ${ours.seconds.toFixed(2)} s   ${(ours.seconds / gzip.seconds).toFixed(2)} x   ${rate.toFixed(0)} MB/s\n` +
      `${ours.sources} sources, ${ours.records} records, peak ${ours.peak.toFixed(0)} MB\n`,
  );
}

function best(run) {
  const all = Array.from({ length: Number(rounds) }, run);
  return all.reduce((a, b) => (b.seconds < a.seconds ? b : a));
}
