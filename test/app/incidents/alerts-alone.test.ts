import { describe, expect, it } from 'vitest';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { analyze } from '../../../src/app/index.js';
import type { Analysis } from '../../../src/model/index.js';
import { clock, rootsOf } from '../../support/capture.js';
import type { Fields } from '../../support/objects.js';

/** Captures of nothing but what Alertmanager answers. */
async function told(name: string, severity: string, labels: Fields): Promise<Analysis> {
  const dir = mkdtempSync(join(tmpdir(), 'inquest-'));
  const alert = {
    annotations: { summary: name },
    endsAt: clock('12:04:00'),
    fingerprint: 'f1',
    receivers: [{ name: 'pager' }],
    startsAt: clock('11:20:00'),
    status: { inhibitedBy: [], silencedBy: [], state: 'active' },
    updatedAt: clock('12:00:00'),
    labels: { alertname: name, severity, ...labels },
  };
  try {
    writeFileSync(join(dir, 'alerts.json'), JSON.stringify([alert]));
    return (await analyze([dir])).analysis;
  } finally {
    rmSync(dir, { recursive: true });
  }
}

describe('alerts alone', () => {
  it('are dated by when they were last heard of', async () => {
    const a = await told('Watchdog', 'none', {});
    expect(a.capture.asOf.lo).toMatch(/^2026-03-04T12:00:00/);
    expect(a.incidents).toEqual([]);
  });

  it.each([
    [
      'CertManagerCertNotReady',
      { name: 'web-tls', exported_namespace: 'shop' },
      'cert-issuance-failed Certificate/shop/web-tls',
      'medium',
    ],
    [
      'SSLCertificateExpired',
      { instance: 'https://shop.example' },
      'tls-cert-expired Surface/shop.example',
      'medium',
    ],
    ['CoreDNSDown', { job: 'kube-dns' }, 'coredns-down Component/coredns', 'low'],
    ['etcdMembersDown', { job: 'etcd' }, 'etcd-member-down Component/etcd', 'medium'],
  ])('of the usual packs state what holds: %s', async (name, labels, root, confidence) => {
    const a = await told(name, 'critical', labels);
    expect(rootsOf(a)).toEqual([root]);
    expect(a.incidents[0]?.rootCauses[0]?.confidence).toBe(confidence);
  });

  it('that call someone are told without a cause where their rule states none', async () => {
    const a = await told('OrdersTooSlow', 'critical', { service: 'orders' });
    expect(a.incidents).toHaveLength(1);
    expect(rootsOf(a)).toEqual([]);
    expect((await told('OrdersTooSlow', 'info', { service: 'orders' })).incidents).toEqual([]);
  });
});
