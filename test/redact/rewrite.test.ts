import { describe, expect, it } from 'vitest';
import type { Capture } from '../../src/model/index.js';
import { rewriter, secretsOf } from '../../src/redact/index.js';

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

const named = { replaced: new Set(['pelikan', 'sto1', 'karoline']), kept: new Set<string>() };
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
      { replaced: new Set(['oomkill']), kept: new Set() },
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
