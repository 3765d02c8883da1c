import { createReadStream, existsSync } from 'node:fs';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { extract } from 'tar-stream';
import { XzReadableStream } from 'xz-decompress';
import { dig, digList, digNumber, digText, exactly, sortedBy, utc } from '../../../src/base/index.js';
import { keyOf, type ObjectRecord } from '../../../src/model/index.js';
import { readText } from '../../support/format-tester.js';

/**
 * Captures of 158 graded incidents, text throughout, that lie beside the repository (see the README in
 * the archive). A sample of the cases is read to keep the suite quick: every file by exactly the format it is, and
 * what describe says agrees with the tables of the same case.
 */
const ARCHIVE = '../shared/bench/cloudopsbench-dev.tar.xz';
const CASES = 20;

const EXPECTED: readonly (readonly [path: RegExp, format: string])[] = [
  [/^kubectl\/describe_/, 'kubectl-describe'],
  [/^kubectl\/get_/, 'kubectl-table'],
  [/^nodes\//, 'systemctl-status'],
  [/^connectivity\//, 'connectivity-check'],
  [/^topology\//, 'call-graph'],
  [/^metrics\//, 'metrics-csv'],
  [/^alerts\//, 'anomaly-report'],
];

interface CaseFile {
  readonly id: string;
  readonly path: string;
  readonly bytes: Buffer;
}

/** Files of the first cases of the archive; the rest is not unpacked. */
async function files(): Promise<CaseFile[]> {
  const found: CaseFile[] = [];
  const ids = new Set<string>();
  const packed = Readable.toWeb(createReadStream(ARCHIVE));
  const stream = Readable.fromWeb(new XzReadableStream(packed as never) as never);
  const tar = stream.pipe(extract());
  for await (const entry of tar) {
    const m = /cases\/([^/.]+)\/((?:kubectl|nodes|connectivity|topology|metrics|alerts)\/.+)$/.exec(
      entry.header.name,
    );
    if (m && entry.header.type === 'file') {
      const id = m[1] ?? '';
      ids.add(id);
      if (ids.size > CASES) break;
      const parts: Buffer[] = [];
      for await (const part of entry) parts.push(part as Buffer);
      found.push({ id, path: m[2] ?? '', bytes: Buffer.concat(parts) });
    } else entry.resume();
  }
  stream.destroy();
  return found;
}

/** What of two readings of one object must be the same. */
function facts(record: ObjectRecord): Record<string, unknown> {
  const o = record.object;
  const status = dig(o, 'status');
  switch (record.ref.kind) {
    case 'Pod': {
      const init = digText(status, 'printedStatus')?.startsWith('Init:') === true;
      const described = record.shape === 'described';
      const list = digList(status, 'containerStatuses');
      return {
        node: dig(o, 'spec', 'nodeName'),
        phase: dig(status, 'phase'),
        restarts: described
          ? list.reduce<number>((n, c) => n + (digNumber(c, 'restartCount') ?? 0), 0)
          : init
            ? 0
            : dig(status, 'printedRestarts'),
        ready: described ? list.filter((c) => dig(c, 'ready') === true).length : dig(status, 'printedReady'),
        containers: described ? digList(o, 'spec', 'containers').length : dig(status, 'printedContainers'),
      };
    }
    case 'Node':
      return {
        ready:
          digText(
            digList(status, 'conditions').find((c) => digText(c, 'type') === 'Ready'),
            'status',
          ) === 'True',
        cordoned: dig(o, 'spec', 'unschedulable') === true,
      };
    case 'Deployment':
      return {
        replicas: dig(o, 'spec', 'replicas'),
        available: dig(status, 'availableReplicas'),
        updated: dig(status, 'updatedReplicas'),
      };
    case 'ReplicaSet':
      return { replicas: dig(o, 'spec', 'replicas'), current: dig(status, 'replicas') };
    case 'Service':
      return {
        type: dig(o, 'spec', 'type'),
        ip: dig(o, 'spec', 'clusterIP'),
        selector: dig(o, 'spec', 'selector'),
        ports: digList(o, 'spec', 'ports').map((p) => [
          dig(p, 'port'),
          dig(p, 'nodePort'),
          dig(p, 'protocol'),
        ]),
      };
    case 'Endpoints': {
      const ips = digList(o, 'subsets').flatMap((s) =>
        digList(s, 'addresses').map((a) => digText(a, 'ip') ?? ''),
      );
      return dig(o, 'printedTruncated') === true
        ? { truncated: true }
        : { ips: sortedBy(new Set(ips), (ip) => ip) };
    }
    case 'PersistentVolumeClaim':
      return {
        phase: dig(status, 'phase'),
        volume: dig(o, 'spec', 'volumeName'),
        class: dig(o, 'spec', 'storageClassName'),
      };
    case 'PersistentVolume':
      return {
        phase: dig(status, 'phase'),
        claim: dig(o, 'spec', 'claimRef'),
        modes: dig(o, 'spec', 'accessModes'),
      };
    default:
      return {};
  }
}

describe.skipIf(!existsSync(ARCHIVE))('graded text captures beside the repository', () => {
  it(
    'reads every file by its format, and describe agrees with the tables',
    { timeout: 120_000 },
    async () => {
      const wrong: string[] = [];
      const silent: string[] = [];
      const objects = new Map<string, Map<string, { described?: ObjectRecord; row?: ObjectRecord }>>();
      const all = await files();
      for (const { id, path, bytes } of all) {
        const expected = EXPECTED.find(([pattern]) => pattern.test(path))?.[1];
        const reading = readText(bytes, { path: `${id}/${path}`, capturedAt: exactly(utc(2026, 4, 13)) });
        if (reading.format !== expected || reading.problems.length > 0)
          wrong.push(`${id}/${path}: ${reading.format}`);
        if (reading.records.length === 0) silent.push(`${id}/${path}`);
        const mine = objects.get(id) ?? new Map<string, { described?: ObjectRecord; row?: ObjectRecord }>();
        objects.set(id, mine);
        for (const r of reading.records) {
          if (r.kind !== 'object' || (r.shape === 'row' && !path.startsWith('kubectl/get_'))) continue;
          const key = keyOf(r.ref);
          mine.set(key, { ...mine.get(key), [r.shape]: r });
        }
      }
      expect(all.length).toBeGreaterThan(CASES * 100);
      expect(wrong).toEqual([]);
      expect(silent).toEqual([]);

      let pairs = 0;
      const differ: string[] = [];
      for (const [id, mine] of objects) {
        for (const [key, { described, row }] of mine) {
          if (!described || !row) continue;
          pairs += 1;
          const [a, b] = [facts(described), facts(row)];
          const same = Object.keys(a).every(
            (k) =>
              b[k] === undefined ||
              a['truncated'] === true ||
              b['truncated'] === true ||
              JSON.stringify(a[k]) === JSON.stringify(b[k]),
          );
          if (!same) differ.push(`${id} ${key} ${JSON.stringify(a)} ${JSON.stringify(b)}`);
        }
      }
      expect(pairs).toBeGreaterThan(CASES * 50);
      // The outputs were printed minutes apart: a container that keeps crashing may have crashed in between.
      expect(differ.filter((d) => !/ Pod\//.test(d))).toEqual([]);
      expect(differ.length).toBeLessThanOrEqual(pairs / 500);
    },
  );
});
