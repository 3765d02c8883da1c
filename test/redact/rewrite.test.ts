import { describe, expect, it } from 'vitest';
import type { Capture, CaptureRecord } from '../../src/model/index.js';
import { namesOf, rewriter, secretsOf } from '../../src/redact/index.js';

function captureWith(objects: readonly { readonly kind: string }[]): Capture {
  const at = { lo: 0, hi: 0, grade: 'A' } as const;
  return {
    sources: [],
    asOf: at,
    truncated: false,
    records: objects.map((object) => ({
      kind: 'object',
      ref: { kind: object.kind, namespace: 'a', name: 'b' },
      at,
      object,
      shape: 'full',
      evidence: { source: 0, offset: 0, length: 0 },
    })),
  };
}

const NO_SHORT = {
  whole: new Set<string>(),
  parts: new Set<string>(),
  pairs: new Set<string>(),
  kept: new Set<string>(),
};
const named = {
  replaced: new Set(['pelikan', 'sto1', 'karoline']),
  kept: new Set<string>(),
  short: NO_SHORT,
};
const make = (secrets: readonly string[] = []): ReturnType<typeof rewriter> =>
  rewriter(named, { hidden: new Set(secrets), places: new Set() });

/** The word that stands for another, as the rewriter says it. */
const said = (word: string): string => make().text(word);

describe('secrets of a capture', () => {
  it('are the values of Secrets and of variables with telling names, but not where something is', () => {
    const base64 = (text: string): string => Buffer.from(text).toString('base64');
    const objects = [
      {
        kind: 'Secret',
        data: { DB_HOST: base64('db.shop'), DB_PORT: base64('3306'), DB_PASS: base64('letmein99') },
      },
      {
        kind: 'Pod',
        spec: {
          containers: [
            {
              env: [
                { name: 'API_TOKEN', value: 'abc-123-def' },
                { name: 'MODE', value: 'verbose-mode' },
              ],
            },
          ],
        },
      },
    ];
    const found = secretsOf(captureWith(objects));
    expect([...found.hidden].sort()).toEqual(['abc-123-def', base64('letmein99'), 'letmein99'].sort());
    expect([...found.places]).toEqual([base64('db.shop'), base64('3306')]);
  });
});

describe('names', () => {
  it('are the same everywhere: in a pod, a host, a variable, an alert, a path', () => {
    const p = said('pelikan');
    expect(p).toMatch(/^[a-z]{7}$/);
    expect(p).not.toBe('pelikan');
    const upper = p.toUpperCase();
    const capital = p.slice(0, 1).toUpperCase() + p.slice(1);
    expect(make().text('pod="pelikan/pelikan-web-5c88c4f677-jbppr" https://www.pelikan.example/')).toBe(
      `pod="${p}/${p}-web-5c88c4f677-jbppr" https://www.${p}.example/`,
    );
    expect(make().text('PELIKAN_URL PelikanDown pelikandb')).toBe(`${upper}_URL ${capital}Down ${p}db`);
    expect(make().path('namespaces/pelikan/pods.json')).toBe(`namespaces/${p}/pods.json`);
  });

  it('keep their length, so that tables keep their columns', () => {
    const row = 'pelikan-0   1/1   Running   10.244.1.5     sto1';
    const out = make().text(row);
    expect(out.indexOf('1/1')).toBe(row.indexOf('1/1'));
    expect(out.length).toBe(row.length);
  });

  it('leave other words, hashes and fields alone', () => {
    const text = '{"kind":"Pod","uid":"3f0c-pelikans9","message":"Back-off pulling image"}';
    expect(make().text('{"kind":"Pod","message":"Back-off pulling image sha256:ab12cd"}')).toBe(
      '{"kind":"Pod","message":"Back-off pulling image sha256:ab12cd"}',
    );
    expect(make().text(text)).not.toContain('pelikan');
  });

  it('do not reach into words of the trade', () => {
    const r = rewriter(
      { replaced: new Set(['oomkill']), kept: new Set(), short: NO_SHORT },
      { hidden: new Set(), places: new Set() },
    );
    expect(r.text('reason: OOMKilled')).toBe('reason: OOMKilled');
    expect(r.text('oomkill-pod')).not.toContain('oomkill');
  });

  it('of people go with their addresses, also when they are called like a word of the trade', () => {
    const out = make().text('karoline@corp.example grant@corp.example grant access admin@corp.example');
    expect(out).not.toContain('karoline');
    expect(out).not.toContain('grant@');
    expect(out).toContain('grant access');
    expect(out).toContain('admin@');
  });

  it('depend on what is hidden, so that nobody can look them up', () => {
    expect(
      rewriter(named, { hidden: new Set(['another secret']), places: new Set() }).text('pelikan'),
    ).not.toBe(said('pelikan'));
    expect(said('pelikan')).toBe(said('pelikan'));
  });
});

describe('addresses', () => {
  it('stay in their network and in their private range', () => {
    const out = make().text('10.244.1.5 10.244.1.6 10.244.0.0/16 192.168.7.1 100.64.3.9 ip-10-244-1-5');
    const [a = '', b = '', net = '', home = '', shared = '', dashed = ''] = out.split(' ');
    const three = (ip: string): string => ip.split('.').slice(0, 3).join('.');
    expect(three(a)).toBe(three(b));
    expect(a).not.toBe('10.244.1.5');
    expect(net.split('.').slice(0, 2)).toEqual(a.split('.').slice(0, 2));
    expect([a, home, shared].map((x) => x.split('.')[0])).toEqual(['10', '192', '100']);
    expect(dashed).toBe(`ip-${a.replaceAll('.', '-')}`);
  });

  it('that say nothing of anybody stay, and so do versions and times', () => {
    const text = '127.0.0.1 0.0.0.0 169.254.169.254 8.8.8.8 v1.20.2 23:10:11 ::1';
    expect(make().text(text)).toBe(text);
  });

  it('of other shapes are replaced too', () => {
    const out = make().text('02:42:ac:11:00:05 fe80::42:acff:fe11:5 2001:db8:0:1:2:3:4:5');
    expect(out).not.toMatch(/ac:11:00:05|acff|db8:0:1:2/);
    expect(out).toMatch(/^02:[0-9a-f:]{14} fe80::/);
  });
});

describe('secrets', () => {
  it('of Secrets and variables go wherever they stand, and base64 stays base64', () => {
    const plain = 'correct horse "battery"';
    const base64 = Buffer.from('hunter2-hunter2').toString('base64');
    const r = make([plain, base64]);
    const out = r.text(`{"pw": ${JSON.stringify(plain)}, "data": "${base64}"} ${plain}`);
    expect(out).not.toContain('battery');
    expect(out).not.toContain(base64);
    expect(() => JSON.parse(out.slice(0, out.indexOf('}') + 1)) as unknown).not.toThrow();
    expect(r.counts.secrets).toBe(3);
  });

  it('are not host names and ports: these stay readable under other names', () => {
    const host = Buffer.from('pelikan-db.svc').toString('base64');
    const port = Buffer.from('34005').toString('base64');
    const r = rewriter(named, { hidden: new Set(), places: new Set([host, port]) });
    const [a = '', b = ''] = r.text(`${host} ${port}`).split(' ');
    expect(Buffer.from(a, 'base64').toString()).toBe(`${r.text('pelikan')}-db.svc`);
    expect(b).toBe(port);
  });

  it.each([
    ['authorization: Bearer abcdefgh12345678', 'abcdefgh12345678'],
    ['postgres://app:s3cr3tpw@db:5432/x', 's3cr3tpw'],
    ['token eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhYmMifQ.c2lnbmF0dXJl', 'eyJzdWIiOiJhYmMifQ'],
    ['{"password":"tr0ub4dor","x":1}', 'tr0ub4dor'],
    ['--api-key=0123456789abcdef start', '0123456789abcdef'],
    ['aws AKIAIOSFODNN7EXAMPLE', 'AKIAIOSFODNN7EXAMPLE'],
    ['-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEA\nabcd\n-----END RSA PRIVATE KEY-----', 'MIIEow'],
    ['caBundle: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSUM=', 'JUSUZJQ0FURS0'],
  ])('by their look: %s', (text, secret) => {
    expect(make().text(text)).not.toContain(secret);
  });

  it('are not seen where there are none', () => {
    for (const text of [
      'secret "db" not found',
      '"secretName": "web-tls"',
      'secrets "default-token-x7" is forbidden',
      'failed to fetch token: Unauthorized',
      '"imagePullSecrets":[{"name":"regcred"}]',
      'automountServiceAccountToken: false',
    ])
      expect(make().text(text)).toBe(text);
  });
});

describe('host names', () => {
  const ingress = (host: string): CaptureRecord => ({
    kind: 'object',
    ref: { kind: 'Ingress', namespace: 'web', name: 'web' },
    at: { lo: 0, hi: 0, grade: 'A' },
    object: { kind: 'Ingress', metadata: { name: 'web' }, spec: { rules: [{ host }] } },
    shape: 'full',
    evidence: { source: 0, offset: 0, length: 0 },
  });
  const of = (host: string): ReturnType<typeof rewriter> =>
    rewriter(namesOf({ ...captureWith([]), records: [ingress(host)] }), {
      hidden: new Set(),
      places: new Set(),
    });

  it('name their owner even by a word of the trade, there and nowhere else', () => {
    const hidden = of('api.target.com');
    expect(hidden.text('GET https://api.target.com/target 503 target=web ops@target.com')).toMatch(
      /^GET https:\/\/api\.([a-z]{6})\.com\/target 503 target=web \w+@\1\.com$/,
    );
    expect(of('shop.media.co.uk').text('www.media.co.uk')).not.toContain('media');
  });

  it('of the cluster and of public registries stay', () => {
    expect(of('web.shop.svc.cluster.local').text('web.shop.svc.cluster.local')).toBe(
      'web.shop.svc.cluster.local',
    );
    expect(of('registry-1.docker.io').text('registry-1.docker.io')).toBe('registry-1.docker.io');
  });
});

describe('addresses wherever they stand', () => {
  it.each([
    ['MacAddress:32:7b:74:b4:23:39 Speed', '32:7b:74'],
    ['ether 32:7b:74:b4:23:39: up', '32:7b:74'],
    ['IP:fd12:3456::7', '3456'],
    ['Node:fd12:3456::7: timeout', '3456'],
    ['2a01:4f8:c17::/64', '4f8'],
    ['pool 10.20.30.40-10.20.30.50', '20.30'],
    ['pool 95.216.3.4-95.216.3.9', '216.3'],
    ['logs/10.20.30.40_kubelet.log', '20.30'],
    ['node-10.20.30.40-kubelet', '20.30'],
  ])('%s', (text, part) => {
    expect(said(text)).not.toContain(part);
  });

  it('leave times and versions alone', () => {
    for (const text of [
      '22:57:33',
      '20/Nov/2026:22:57:34.204',
      'kernel-5.15.0.91-generic',
      'v1.2.3.4-rc1',
      'sha 12:34',
    ])
      expect(said(text)).toBe(text);
  });
});

describe('parts of names with two letters', () => {
  const pod = (name: string, namespace: string): CaptureRecord => ({
    kind: 'object',
    ref: { kind: 'Pod', namespace, name },
    at: { lo: 0, hi: 0, grade: 'A' },
    object: { kind: 'Pod', metadata: { name, namespace } },
    shape: 'full',
    evidence: { source: 0, offset: 0, length: 0 },
  });
  const capture = (records: readonly CaptureRecord[]): Capture => ({ ...captureWith([]), records });
  const of = (records: readonly CaptureRecord[], also: readonly string[] = []): ReturnType<typeof rewriter> =>
    rewriter(namesOf(capture(records), also), { hidden: new Set(), places: new Set() });

  it('are replaced beside the neighbours that they have in a name, numbers apart, and nowhere else', () => {
    const hidden = of([pod('cc-se-core-01', 'web')]);
    const out = hidden.text('cc-se-core-01 CC-SE-core-02 cc-se.web.svc: se cc 10 cc of water, foo-se');
    expect(out).not.toMatch(/cc-se|CC-SE/);
    expect(out).toMatch(
      /^([a-z]{2})-([a-z]{2})-core-01 [A-Z]{2}-[A-Z]{2}-core-02 \1-\2\.web\.svc: se cc 10 cc of water, foo-se$/,
    );
  });

  it('are replaced wherever they stand when they are a name, by the same as within one', () => {
    const hidden = of([pod('xy-web-0', 'xy')]);
    const [, letters] = /^"([a-z]{2})"/.exec(hidden.text('"xy"')) ?? [];
    expect(letters).not.toBe('xy');
    expect(hidden.text('"xy" xy/xy-web-0 ns=xy Xylophone')).toBe(
      `"${String(letters)}" ${String(letters)}/${String(letters)}-web-0 ns=${String(letters)} Xylophone`,
    );
  });

  it('stay where they are words of the trade or count something, and are listed', () => {
    const records = [pod('web-db-0', 'n1'), pod('api-v2-x', 'shop')];
    expect(of(records).text('web-db-0 n1 api-v2-x')).toBe('web-db-0 n1 api-v2-x');
    expect([...namesOf(capture(records)).kept]).toContain('db');
    expect(of(records, ['db']).text('web-db-0')).not.toContain('db');
  });
});
