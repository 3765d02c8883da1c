import { describe, expect, it } from 'vitest';
import { elbLine, elbLog } from '../../../../src/intake/formats/access/elb.js';
import { jsonAccessLine } from '../../../../src/intake/formats/access/json.js';
import { testFormat } from '../../../support/format-tester.js';

testFormat(elbLog);

describe("Amazon's load balancers", () => {
  it('say entrance, host, group and whether a target was reached', () => {
    const [alb = '', classic = ''] = elbLog.samples.map((text) => text.trim());
    expect(elbLine(alb)).toMatchObject({
      entrance: 'shop',
      host: 'shop.example.org',
      backend: 'web',
      server: '10.0.0.1:80',
      path: '/cart',
      status: '502',
      failed: true,
      ms: 1,
    });
    expect(elbLine(classic)).toMatchObject({
      entrance: 'shop',
      server: undefined,
      status: '503',
      failed: true,
    });
  });
});

describe('Caddy', () => {
  it('nests the request', () => {
    const line = {
      level: 'info',
      ts: 1782933761.123,
      msg: 'handled request',
      request: { method: 'GET', host: 'shop.example.org', uri: '/a?b' },
      duration: 0.25,
      status: 502,
    };
    expect(jsonAccessLine(JSON.stringify(line))).toMatchObject({
      entrance: 'caddy',
      host: 'shop.example.org',
      path: '/a',
      failed: true,
      ms: 250,
    });
  });
});
