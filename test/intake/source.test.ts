import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InputError, readCapture } from '../../src/intake/index.js';
import type { Capture } from '../../src/model/index.js';
import type { ArchiveEntry } from '../support/archives.js';
import { streamOf, tarOf, zipOf } from '../support/archives.js';

/** cap/pod.json with one Pod in it, as tar packed by xz 5.4 and zstd 1.5. */
const TAR_XZ =
  '/Td6WFoAAATm1rRGAgAhARwAAAAQz1jM4Cf/AMtdADGYSmMkBJSzSsi80f5CS2Mz1B2NDk6crUAvBLQRek31XPc1jZ5LhXcP/pLk00P2Rwug4NEDkLshbG0HvyaSUKBJpgY/ozJlgrDZvk6BIQFQ9UCt/bHGuU8d7f5FKYog8wGZ1vAMpH6PfWOAFAxTSzMwNYDEPy05uWO71lMfHEu/jNrc2/c6T8AiA3x1Cr8dQO45KXRHr2IUpy0GfUFShHNQJAYcnvqThl7Bwkbl5dySlpLXmyCkWhbemM1tWMC1ec0PkIQLlAeXJ+QAAAChKjUGsOeZ3gAB5wGAUAAA3E6RdLHEZ/sCAAAAAARZWg==';
/** The same inside another tar.xz. */
const NESTED_XZ =
  '/Td6WFoAAATm1rRGAgAhARwAAAAQz1jM4Cf/AXxdADSbgcXRequ6NMksK2iJbTjflac6+LTYE7UY7CIz7NhpbPnM4tsGDUQ+ldTAfZxYmfjMCqeeSrUgoOXeQWK9c4/WLEZVfXMm/LyMMEFmzvXtQIYEMMNt3z4o1iMmFQ7IHL1EDLyKyuOKW4R3KGKkugDgvpt5wizfdJHGme5Gb/mKHsW5V4dH1kvJ7GiLI8OEQpT3OS2Dl/WbJmSONeBjpYwdKMcVDNM4UAbPEqcispxxokyM7j9bkrSHifs2IniNulcg613H2zN3ZEvIlREa3jNvxxewBuQLPXIwO141UVz220tqdKDT5TL3AulkRTvyswxDeAh/Cw3WeNDHoqqMANnq8hCJdX2nZkAe7TPV4h3LBKbbilOAsx8M6KHQ2bIWg3LLayrirroy9wrLMt7bP+ZBtkqmxCAeIvCUH5R0sTZGKnYelwOwWsfIoseuh15WaNhSoM9IaQYwNaWZIqepDmXEJkEBpFaPKN/Q4JuI6TmPWC99wRFL0wRL5+oAAOG1WnCBObvXAAGYA4BQAACooiX0scRn+wIAAAAABFla';
const TAR_ZST =
  'KLUv/WQAJz0FAKJIHBmAbwMrhNORegoZjTikGOtnRqLwgsliw24KC2QZdyUrDpj+Ux2nNeAWmnhFySdjCjvl0KkowV/glBEH7CxWeL6sU2Qkdca6bSOJMwx3HMj8Cg3w6VL/07Y2OVWrfW2RNtr1dhfHa1cUz23ve0kvQd0JFSAAZ+aaA6GDs+nxuS8iCAYLWIDA4IABRt27cRn5wwNa8RSFcQCyfyB1YIAEMQUwnu4b/g29cQ==';

function pod(name: string): string {
  const metadata = { name, namespace: 'shop', uid: `uid-${name}`, creationTimestamp: '2026-07-01T19:20:00Z' };
  return `${JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata, status: { phase: 'Running' } })}\n`;
}

const FILES: readonly (readonly [string, string])[] = [
  ['.hidden/pod.json', pod('hidden')],
  ['after/captured-at.txt', '2026-07-01T20:00:00Z\n'],
  ['after/pod.json', pod('web-0')],
  ['during/captured-at.txt', '2026-07-01T19:30:00Z\n'],
  ['during/pod.json', pod('web-0')],
  ['empty.log', ''],
  ['readme', 'what\n'],
];

let home: string;
const at = (path: string): string => join(home, path);

function write(path: string, content: string | Buffer): string {
  mkdirSync(dirname(at(path)), { recursive: true });
  writeFileSync(at(path), content);
  return at(path);
}

function entries(prefix: string): ArchiveEntry[] {
  return FILES.map(([name, content]) => ({ name: prefix + name, content }));
}

/** What a capture says, by path: for comparing the same tree in several wrappings. */
function outline(capture: Capture): unknown {
  return {
    sources: capture.sources.map(({ path, format, status, records, bytes }) => ({
      path,
      format,
      status,
      records,
      bytes,
    })),
    records: capture.records,
    asOf: capture.asOf,
  };
}

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'intake-'));
  for (const [name, content] of FILES) write(`cap/${name}`, content);
});
afterAll(() => rmSync(home, { recursive: true }));

describe('one capture in several wrappings', () => {
  const wrappings: readonly (readonly [string, () => Buffer])[] = [
    ['tar with a top folder', () => tarOf(entries('cap/'))],
    ['tar.gz with another top folder', () => gzipSync(tarOf(entries('other-name/')))],
    ['tar of "."', () => tarOf([{ name: './', type: '5' }, ...entries('./')])],
    ['tar in reverse order', () => tarOf([...entries('')].reverse())],
    ['zip', () => zipOf(entries('cap/'))],
  ];

  it.each(wrappings)('%s reads as the folder does', async (_, make) => {
    const folder = await readCapture([at('cap')]);
    expect(folder.sources.map(({ path }) => path)).toEqual(FILES.map(([path]) => path));
    expect(outline(await readCapture([write('wrapped.bin', make())]))).toEqual(outline(folder));
    expect(outline(await readCapture([{ path: '-', stream: streamOf(make(), 1000) }]))).toEqual(
      outline(folder),
    );
  });

  it('keeps what each file is and when it was captured', async () => {
    const { sources, records, asOf, truncated } = await readCapture([at('cap')]);
    expect(truncated).toBe(false);
    expect(sources.map(({ status }) => status)).toEqual([
      'read',
      'read',
      'read',
      'read',
      'read',
      'empty',
      'unrecognised',
    ]);
    const objects = records.filter((record) => record.kind === 'object');
    expect(objects.map(({ ref }) => ref.name)).toEqual(['hidden', 'web-0', 'web-0']);
    expect(objects[1]?.at.lo).toBe(Date.UTC(2026, 6, 1, 20) * 1000);
    expect(objects[2]?.at.lo).toBe(Date.UTC(2026, 6, 1, 19, 30) * 1000);
    expect(asOf.lo).toBe(Date.UTC(2026, 6, 1, 20) * 1000);
  });

  it.each([
    ['xz', TAR_XZ],
    ['zstd', TAR_ZST],
  ])('reads tar.%s', async (_, text) => {
    const { sources } = await readCapture([write('packed', Buffer.from(text, 'base64'))]);
    expect(sources).toMatchObject([{ path: 'pod.json', format: 'kube-json', status: 'read', records: 1 }]);
  });

  it('opens archives inside archives', async () => {
    const inner = zipOf([{ name: 'var/log/pod.json', content: pod('in') }]);
    const outer = tarOf([
      { name: 'top/nodes/node-7.zip', content: inner },
      { name: 'top/pod.json.gz', content: gzipSync(pod('out')) },
      { name: 'top/twice.gz.gz', content: gzipSync(gzipSync(pod('twice'))) },
    ]);
    const { sources, records } = await readCapture([write('outer.tgz', gzipSync(outer))]);
    expect(sources.map(({ path }) => path)).toEqual([
      'nodes/node-7.zip!var/log/pod.json',
      'pod.json.gz',
      'twice.gz.gz',
    ]);
    expect(records).toHaveLength(3);
  });

  it('reads xz streams that stand one after another, as xz -c a b makes them', async () => {
    const packed = [
      '/Td6WFoAAAFpIt42AgAhARwAAAAQz1jMAQA4RTA3MDEgMTk6MjI6NDEuMTIzNDU2ICAgIDE1NDcga3ViZWxldC5nbzoxXSBmaXJzdCBmYWlsZWQKAAAAACrCPq8AAU05awxUOpBCmQ0BAAAAAAFZWg==',
      '/Td6WFoAAAFpIt42AgAhARwAAAAQz1jMAQA5RTA3MDEgMTk6MjI6NDIuMTIzNDU2ICAgIDE1NDcga3ViZWxldC5nbzoxXSBzZWNvbmQgZmFpbGVkCgAAADBLUqcAAU46Eg5wiJBCmQ0BAAAAAAFZWg==',
    ].map((text) => Buffer.from(text, 'base64'));
    const { records, sources } = await readCapture([write('kubelet.log.xz', Buffer.concat(packed))]);
    expect(sources).toMatchObject([{ status: 'read', format: 'klog', problems: [] }]);
    expect(records).toMatchObject([{ text: 'first failed' }, { text: 'second failed' }]);
  });

  it('reads several xz at once, each by a decoder of its own', async () => {
    // The same line 20,000 times, by xz -6 and -9: little goes in, and much has not come out when the other begins.
    const packed = [
      '/Td6WFoAAATm1rRGAgAhARYAAAB0L+Wj+VRfAX9dACKMAuMhZxnNWUNzxLw3p5GCgNKLj1mYoni3OuY19I0kdyrIlUq/dvTuix/kXDyDxWAq3qt/N67wEflybL3R01l4sFDDm+3MHF0+tppxxtjaBEnCy+SKJfrGJLRZXXoo/zEC6kDOhMi5ch3Fq4NzDWNC9GYiNcXcjaj/Nd2Go/UInivCxqLffKWR6x5MR61pGDo+QiCFVhZRRIfDC0evvt3i54FfIbRcId1TPfgpZAk7gMsqbN+1O/DEvS5fqg8+S2ZCkBMO/xCT+HF4WfgLzf+VKEYPqfx83vuaMC5WwI+F84OBwGXEJVP49ZE2MQWlsO5vwXBNRwzRkRGqrWAdus6xJxhcWYbpZlJYvul2rFnk5VsFCPnH2q38+1IrdM0eWyBC+d1TPfgpZAk7gMsqbN+1O/DEvS5fqg8+S2ZCkBMO/xCT+HF4WfgLzf+VKEYPqfx83vuaMC5WwI+F84OBwGXEJVP49ZE2MQWlsO5vwXBNRwzRkRGqrWAdowaapgAAAAAXWpvpsTujogABmwPgqGUAj5rK6rHEZ/sCAAAAAARZWg==',
      '/Td6WFoAAATm1rRGAgAhARwAAAAQz1jM+VRfAX9dACKMAuMhZxnNWUNzxLw3p5GCgNKLj1mYoni3OuY19I0kdyrIlUq/dvTuix/kXDyDxWAq3qt/N67wEflybL3R01l4sFDDm+3MHF0+tppxxtjaBEnCy+SKJfrGJLRZXXoo/zEC6kDOhMi5ch3Fq4NzDWNC9GYiNcXcjaj/Nd2Go/UInivCxqLffKWR6x5MR61pGDo+QiCFVhZRRIfDC0evvt3i54FfIbRcId1TPfgpZAk7gMsqbN+1O/DEvS5fqg8+S2ZCkBMO/xCT+HF4WfgLzf+VKEYPqfx83vuaMC5WwI+F84OBwGXEJVP49ZE2MQWlsO5vwXBNRwzRkRGqrWAdus6xJxhcWYbpZlJYvul2rFnk5VsFCPnH2q38+1IrdM0eWyBC+d1TPfgpZAk7gMsqbN+1O/DEvS5fqg8+S2ZCkBMO/xCT+HF4WfgLzf+VKEYPqfx83vuaMC5WwI+F84OBwGXEJVP49ZE2MQWlsO5vwXBNRwzRkRGqrWAdowaapgAAAAAXWpvpsTujogABmwPgqGUAj5rK6rHEZ/sCAAAAAARZWg==',
    ].map((text) => Buffer.from(text, 'base64'));
    const inner = packed.map((bytes, i) => ({ name: `${i}.log.xz`, content: bytes }));
    const all = [...packed, tarOf(inner)];
    const read = await Promise.all(
      all.map((bytes) => readCapture([{ path: '-', stream: streamOf(bytes, 500) }])),
    );
    for (const { sources } of read)
      for (const { status, bytes } of sources) expect([status, bytes]).toEqual(['read', 20_000 * 83]);
  });

  it('opens an xz inside an xz', async () => {
    const inner = Buffer.from(TAR_XZ, 'base64');
    const outer = tarOf([
      { name: 'a.tar.xz', content: inner },
      { name: 'b.tar.xz', content: inner.subarray(0, 150) },
      { name: 'c.tar.xz', content: inner },
    ]);
    const { sources } = await readCapture([write('xz.tar', outer)]);
    expect(sources.map(({ path, status }) => [path, status])).toEqual([
      ['a.tar.xz!cap/pod.json', 'read'],
      ['b.tar.xz', 'partial'],
      ['b.tar.xz!cap/pod.json', 'partial'],
      ['c.tar.xz!cap/pod.json', 'read'],
    ]);
    const [xz] = await Promise.all([1, 2].map(() => readCapture([write('again.xz', inner)])));
    expect(xz?.records).toHaveLength(1);
    const nested = await readCapture([write('nested.xz', Buffer.from(NESTED_XZ, 'base64'))]);
    expect(nested.sources).toMatchObject([{ path: 'in.tar.xz!cap/pod.json', status: 'read' }]);
  });

  it('reads names that tar keeps in extra headers', async () => {
    const name = `top/${'long-folder-name/'.repeat(12)}pod.json`;
    const { sources } = await readCapture([write('long.tar', tarOf([{ name, content: pod('a') }]))]);
    expect(sources[0]?.path).toBe(name.slice(4));
  });
});

describe('what is named', () => {
  it('several paths are one case, whatever their order', async () => {
    write('two/x.json', pod('x'));
    const [a, b] = [at('cap/during'), at('two')];
    const one = await readCapture([a, b]);
    expect(one.sources.map(({ path }) => path)).toEqual([
      'cap/during/captured-at.txt',
      'cap/during/pod.json',
      'two/x.json',
    ]);
    expect(await readCapture([b, a])).toEqual(one);
    expect(await readCapture([a, b, a])).toEqual(one);
  });

  it('a folder and its archive have the same label among others', async () => {
    const archive = write('side/two.tar.gz', gzipSync(tarOf([{ name: 'two/x.json', content: pod('x') }])));
    const other = write('side/z.json', pod('z'));
    expect((await readCapture([archive, other])).sources.map(({ path }) => path)).toEqual([
      'two/x.json',
      'z.json',
    ]);
  });

  it('a glob may stand for paths', async () => {
    const { sources } = await readCapture([at('cap/{during,after}/*.json')]);
    expect(sources.map(({ path }) => path)).toEqual(['after/pod.json', 'during/pod.json']);
  });

  it.each(['no-such-file', 'no-such-{a,b}*', ''])('"%s" is a mistake of the user', async (path) => {
    await expect(readCapture([at(path === '' ? 'cap/nothing' : path)])).rejects.toBeInstanceOf(InputError);
  });

  it('stops when it is told to', async () => {
    const controller = new AbortController();
    controller.abort();
    await expect(readCapture([at('cap')], { signal: controller.signal })).rejects.toMatchObject({
      name: 'AbortError',
    });
  });
});

describe('what is refused, and said', () => {
  it('links, devices and paths that lead out of a tar', async () => {
    const archive = tarOf([
      { name: 'a/link', type: '2', target: '/etc/passwd' },
      { name: 'a/hard', type: '1', target: 'a/b' },
      { name: 'a/device', type: '3' },
      { name: '/etc/passwd', content: 'root' },
      { name: 'a/../../evil', content: 'x' },
      { name: 'a/fine.json', content: pod('fine') },
    ]);
    const { sources, records, truncated } = await readCapture([write('evil.tar', archive)]);
    const told = Object.fromEntries(
      sources.map(({ path, status, problems }) => [path, [status, problems[0]?.message]]),
    );
    expect(told).toEqual({
      'a/__/__/evil': ['refused', 'path leads out of the archive'],
      'a/device': ['refused', 'device in a tar archive, not read'],
      'a/fine.json': ['read', undefined],
      'a/hard': ['refused', 'link to a/b, not followed'],
      'a/link': ['refused', 'link to /etc/passwd, not followed'],
      'etc/passwd': ['refused', 'absolute path'],
    });
    expect(records).toHaveLength(1);
    expect(truncated).toBe(false);
  });

  it('links and secrets of a zip', async () => {
    const archive = zipOf([
      { name: 'a/link', content: '/etc/passwd', mode: 0o120777 },
      { name: 'a\\..\\..\\evil', content: 'x' },
      { name: 'a/secret', content: 'x', isEncrypted: true },
    ]);
    const { sources } = await readCapture([write('evil.zip', archive)]);
    expect(sources.map(({ status, problems }) => [status, problems[0]?.message])).toEqual([
      ['refused', 'path leads out of the archive'],
      ['refused', 'symbolic link, not followed'],
      ['refused', 'encrypted'],
    ]);
  });

  it('symbolic links of a folder', async () => {
    write('linked/real.json', pod('a'));
    symlinkSync(at('linked/real.json'), at('linked/link.json'));
    symlinkSync(at('linked'), at('linked/loop'));
    const { sources } = await readCapture([at('linked')]);
    expect(sources.map(({ path, status }) => [path, status])).toEqual([
      ['link.json', 'refused'],
      ['loop', 'refused'],
      ['real.json', 'read'],
    ]);
  });

  it('archives that nest too deep', async () => {
    let nested: Buffer = Buffer.from(pod('deep'));
    for (let i = 0; i < 6; i++) nested = tarOf([{ name: `t${i}.tar`, content: nested }]);
    const { sources, truncated } = await readCapture([write('deep.tar', nested)]);
    expect(sources).toHaveLength(1);
    expect(sources[0]).toMatchObject({
      status: 'refused',
      problems: [{ message: 'more than 4 archives deep' }],
    });
    expect(truncated).toBe(true);
  });

  it('what is not archived in a way that is read', async () => {
    const { sources } = await readCapture([write('x.bz2', Buffer.from('BZh91AY&SYxxxxxx'))]);
    expect(sources[0]).toMatchObject({
      status: 'refused',
      problems: [{ message: 'bzip2 is not read: unpack it first' }],
    });
  });
});

describe('limits', () => {
  it('a decompression bomb is stopped', async () => {
    const bomb = gzipSync(Buffer.alloc(100 * 2 ** 20), { level: 9 });
    const { sources, truncated } = await readCapture([write('bomb.gz', bomb)]);
    expect(truncated).toBe(true);
    expect(sources[0]?.bytes).toBeLessThan(70 * 2 ** 20);
    expect(JSON.stringify(sources)).toContain('decompression bomb');
  });

  it('the whole capture has a limit, and what was left out is said', async () => {
    const files = Array.from({ length: 5 }, (_, i) => ({ name: `cap/${i}.json`, content: pod(`p${i}`) }));
    const archive = write('many.tgz', gzipSync(tarOf(files)));
    const { sources, records, truncated } = await readCapture([archive], { budget: { totalBytes: 1800 } });
    expect(truncated).toBe(true);
    expect(records.length).toBeLessThan(5);
    expect(sources.some(({ problems }) => problems.some(({ message }) => message.includes('limit')))).toBe(
      true,
    );
  });

  it('the number of members has a limit', async () => {
    const { truncated, records } = await readCapture([at('cap')], { budget: { members: 3 } });
    expect(truncated).toBe(true);
    expect(records.length).toBeGreaterThan(0);
  });
});

describe('captures that break off', () => {
  const whole = (): Buffer =>
    tarOf([
      { name: 'cap/a.json', content: pod('a') },
      {
        name: 'cap/b.json',
        content: JSON.stringify(
          { kind: 'List', items: Array.from({ length: 400 }, (_, i) => JSON.parse(pod(`b${i}`)) as unknown) },
          null,
          2,
        ),
      },
      { name: 'cap/c.json', content: pod('c') },
    ]);

  it.each([
    ['tar', (bytes: Buffer) => bytes],
    ['tar.gz', (bytes: Buffer) => gzipSync(bytes)],
  ])('a cut %s is read as far as it goes', async (_, pack) => {
    const bytes = pack(whole());
    const { sources, records } = await readCapture([
      write('cut', bytes.subarray(0, Math.floor(bytes.length / 2))),
    ]);
    expect(sources.map(({ status }) => status)).toEqual(['read', 'partial', 'partial']);
    expect(records.length).toBeGreaterThan(100);
    expect(records.length).toBeLessThan(402);
    const broken = sources.find(({ format }) => format === 'container');
    expect(broken?.problems[0]?.offset).toBeGreaterThan(0);
    const inside = sources.find(({ path }) => path === 'b.json');
    expect(inside?.problems.map(({ offset }) => offset)).not.toContain(undefined);
  });

  it('a cut zip is read as far as it goes, without its directory', async () => {
    const big = Array.from({ length: 3000 }, (_, i) => pod(`p${(i * 7919) % 99_991}`)).join('');
    const bytes = zipOf([...entries(''), { name: 'z.json', content: big }]);
    const whole = await readCapture([write('whole.zip', bytes)]);
    const directory = bytes.indexOf('PK\x01\x02');
    for (const cut of [
      write('cut.zip', bytes.subarray(0, directory + 20)),
      write('cut2.zip', bytes.subarray(0, directory - 5000)),
    ]) {
      const { sources, records } = await readCapture([cut]);
      const members = sources.filter(({ format }) => format !== 'container');
      expect(members.map(({ path }) => path)).toEqual(whole.sources.map(({ path }) => path));
      expect(records.length).toBeGreaterThan(1000);
      expect(sources.find(({ format }) => format === 'container')).toMatchObject({ status: 'partial' });
      expect(members.at(-1)?.status).toBe(cut.endsWith('cut2.zip') ? 'partial' : 'read');
    }
  });

  it('damage inside a compressed stream keeps what came before', async () => {
    const bytes = gzipSync(Buffer.from(Array.from({ length: 20_000 }, (_, i) => pod(`p${i}`)).join('')));
    bytes.fill(0x55, bytes.length - 2000, bytes.length - 1000);
    const { sources, records } = await readCapture([write('damaged.gz', bytes)]);
    expect(sources[0]?.status).toBe('partial');
    expect(records.length).toBeGreaterThan(1000);
  });
});
