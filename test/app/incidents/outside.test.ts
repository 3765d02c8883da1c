import { describe, expect, it } from 'vitest';
import { analysed, clock, event, lines, linksOf, rootsOf } from '../../support/capture.js';
import { app, backOff, cluster, crashing, creating, daemons, journal, podAt } from '../../support/cluster.js';
import { container, object, over, service, type Fields } from '../../support/objects.js';

/** What fails before a request reaches the workload, or beside it: addresses, certificates, proxies, names. */
const route = (ns: string, host: string, tls?: string): Fields =>
  object('Ingress', `${ns}/web`, {
    spec: {
      ingressClassName: 'nginx',
      ...(tls === undefined ? {} : { tls: [{ hosts: [host], secretName: tls }] }),
      rules: [
        {
          host,
          http: { paths: [{ path: '/', backend: { service: { name: 'web', port: { number: 80 } } } }] },
        },
      ],
    },
  });
const base = [...cluster(), ...app('shop/web', ['wk-a', 'wk-b']), route('shop', 'shop.example', 'web-tls')];

function edge(from: string, n: number, status: (t: string) => number): string {
  let i = 0;
  return lines(from, n, 2, (at) => {
    const stamp = `04/Mar/2026:${at.slice(11, 19)} +0000`;
    const code = status(at.slice(11, 19));
    return `203.0.113.${(i++ % 60) + 2} - - [${stamp}] "GET / HTTP/2.0" ${code} 512 "-" "Mozilla/5.0" 412 0.020 [shop-web-80] [] 10.244.1.10:8080 812 0.020 ${code} 0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f`;
  });
}

const alerts = (at: string, summary: string): string =>
  JSON.stringify([
    {
      annotations: { summary },
      startsAt: clock(at),
      endsAt: clock('12:04:00'),
      updatedAt: clock('11:59:45'),
      fingerprint: '4c487386a3729472',
      receivers: [{ name: 'pager' }],
      status: { inhibitedBy: [], silencedBy: [], state: 'active' },
      labels: {
        alertname: 'ProbeFailed',
        severity: 'critical',
        job: 'blackbox',
        instance: 'https://shop.example/',
      },
    },
  ]);

const log = (at: string, name = at.split('/')[1] ?? '', i = 0): string => {
  const [, ns = '', pod = ''] = podAt(at, i).split('/');
  return `logs/${ns}/${pod}/${name}.log`;
};

describe('two hosts that hold the address of the API server', () => {
  const lease = (n: string): string =>
    journal(n, 'kubelet', '11:12:20', 19, (t) =>
      t < '0304 11:38'
        ? `E${t} controller.go:195] "Failed to update lease" err="Put \"https://172.20.4.100:6443/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/${n}?timeout=10s\": context deadline exceeded"`
        : `I${t} kubelet_getters.go:219] "Pod status updated" pod="shop/web" status="Running"`,
    );
  const vrrp = (n: string, steps: readonly (readonly [string, string])[]): string =>
    steps.map(([t, s]) => `Mar 04 ${t} ${n} Keepalived_vrrp[811]: (VI_API) Entering ${s} STATE\n`).join('');

  it('are the root of lost heartbeats; what was done to the host is the trigger', async () => {
    const a = await analysed({
      objects: base,
      files: {
        'nodes/lb-1/keepalived.log': vrrp('lb-1', [['09:00:00', 'MASTER']]),
        'nodes/lb-1/syslog': journal(
          'lb-1',
          'sshd',
          '11:00:00',
          300,
          () => 'Connection closed by 10.0.0.9 port 41000',
        ),
        'nodes/lb-2/keepalived.log': vrrp('lb-2', [
          ['09:00:02', 'BACKUP'],
          ['11:12:06', 'MASTER'],
          ['11:38:01', 'BACKUP'],
        ]),
        'nodes/lb-2/syslog': `Mar 04 11:12:02 lb-2 sudo[4711]:    bjorn : TTY=pts/0 ; PWD=/root ; USER=root ; COMMAND=/usr/bin/systemctl reload nftables\n`,
        'nodes/wk-a/kubelet.log': lease('wk-a'),
        'nodes/wk-b/kubelet.log': lease('wk-b'),
      },
    });
    expect(rootsOf(a)).toEqual(['vrrp-split-brain NodeService/lb-2/keepalived']);
    expect(linksOf(a)).toEqual(
      expect.arrayContaining([
        'manual-host-change Node/lb-2 → vrrp-split-brain NodeService/lb-2/keepalived',
        'vrrp-split-brain NodeService/lb-2/keepalived → apiserver-unavailable Component/kube-apiserver',
      ]),
    );
  });
});

describe('a certificate that was not renewed', () => {
  const certificate = object('Certificate', 'shop/web-tls', {
    apiVersion: 'cert-manager.io/v1',
    spec: { secretName: 'web-tls', dnsNames: ['shop.example'] },
    status: {
      notAfter: clock('11:00:00'),
      conditions: [
        {
          type: 'Ready',
          status: 'False',
          reason: 'Expired',
          message: 'Certificate expired',
          lastTransitionTime: clock('11:00:00'),
        },
      ],
    },
  });
  const made = (host: string) =>
    analysed({
      objects: [
        ...base,
        ...app('cert-manager/cert-manager', ['wk-a']),
        over(certificate, { spec: { dnsNames: [host] } }),
      ],
      files: {
        [log('cert-manager/cert-manager')]: lines(
          '10:30:00',
          85,
          60,
          (at) =>
            `${at} E0304 ${at.slice(11, 19)}.000000       1 sync.go:190] "propagation check failed" err="wrong status code '403', expected '200'" logger="cert-manager.challenges" resource_namespace="shop" dnsName="${host}" type="HTTP-01"`,
        ),
        'edge/access.log': edge('10:30:00', 2600, () => 200),
        'alertmanager/alerts.json': alerts(
          '11:01:40',
          'https://shop.example/ failed: x509: certificate has expired or is not yet valid',
        ),
      },
    });

  it('is what users were turned away by, and the failed renewal the root', async () => {
    const a = await made('shop.example');
    expect(rootsOf(a)).toEqual(['cert-issuance-failed Certificate/shop/web-tls']);
    expect(linksOf(a)).toContain(
      'tls-cert-expired Certificate/shop/web-tls → surface-outage Surface/shop.example',
    );
    expect(a.incidents[0]?.detection.by).toBe('alert');
  });

  it('of another host explains nothing here', async () => {
    const a = await made('other.example');
    expect(linksOf(a).filter((l) => l.endsWith('Surface/shop.example'))).toEqual([]);
  });
});

describe('an address that no speaker announces', () => {
  const secret = 'MountVolume.SetUp failed for volume "memberlist" : secret "memberlist" not found';
  const waiting = creating('speaker', '11:20:36');
  const bad = { 'cp-1': waiting, 'wk-a': waiting, 'wk-b': waiting };
  const spec = { containers: [container('speaker', { image: 'quay.io/metallb/speaker:v0.14.8' })] };
  const speakers = daemons('metallb-system/speaker', bad).map((o) =>
    o['kind'] === 'DaemonSet'
      ? over(o, { spec: { template: { metadata: { labels: { app: 'speaker' } }, spec } } })
      : over(o, { spec }),
  );

  it('keeps users out while all behind it is well', async () => {
    const a = await analysed({
      objects: [...base, ...speakers, service('ingress/controller', { type: 'LoadBalancer' })],
      events: ['cp-1', 'wk-a', 'wk-b'].map((n) =>
        event(`Pod/metallb-system/speaker-${n}`, 'FailedMount', secret, '11:20:38', '11:59:00', 20),
      ),
      files: {
        'edge/access.log': edge('10:50:00', 918, () => 200),
        'alertmanager/alerts.json': alerts('11:22:50', 'https://shop.example/ unreachable from outside'),
      },
    });
    expect(rootsOf(a)).toEqual(['secret-missing DaemonSet/metallb-system/speaker']);
    expect(linksOf(a)).toContain(
      'load-balancer-unannounced DaemonSet/metallb-system/speaker → surface-outage Surface/shop.example',
    );
    const from = a.incidents[0]?.surfaces[0]?.from;
    expect([from?.lo?.slice(11, 16), from?.hi?.slice(11, 16)]).toEqual(['11:20', '11:22']);
  });
});

describe('a mesh that asks everyone for mutual TLS', () => {
  it('is the root, its policy the trigger, and its sidecars are no entrance', async () => {
    const refused = lines(
      '11:31:15',
      570,
      3,
      (at) =>
        `[${at}] "- - -" 0 NR filter_chain_not_found - "-" 0 0 0 - "-" "-" "-" "-" "-" - - 10.244.1.10:8080 10.244.2.9:41000 - -`,
    );
    const a = await analysed({
      objects: base,
      files: {
        [log('shop/web', 'istio-proxy')]: refused,
        [log('shop/web', 'istio-proxy', 1)]: refused,
        'edge/access.log': edge('11:00:00', 1790, (t) => (t > '11:31:14' ? 502 : 200)),
        'control-plane/audit.log': `${JSON.stringify({
          kind: 'Event',
          apiVersion: 'audit.k8s.io/v1',
          stage: 'ResponseComplete',
          verb: 'create',
          user: { username: 'platform-sec', groups: ['system:authenticated'] },
          objectRef: {
            resource: 'peerauthentications',
            apiGroup: 'security.istio.io',
            apiVersion: 'v1',
            namespace: 'istio-system',
            name: 'default',
          },
          responseStatus: { code: 201 },
          requestReceivedTimestamp: clock('11:31:12').replace('Z', '.000000Z'),
          stageTimestamp: clock('11:31:12').replace('Z', '.004000Z'),
        })}\n`,
      },
    });
    expect(rootsOf(a)).toEqual(['mesh-plaintext-refused Deployment/shop/web']);
    expect(linksOf(a)).toContain(
      'networkpolicy-changed PeerAuthentication/istio-system/default → mesh-plaintext-refused Deployment/shop/web',
    );
    expect(a.incidents.flatMap((i) => i.surfaces.map((s) => s.entity.name))).toEqual(['shop.example']);
  });
});

describe('a DNS cache that does not run on one node', () => {
  const cache = daemons('kube-system/node-local-dns', {
    'wk-a': crashing('node-local-dns', '11:18:31', { exitCode: 137, reason: 'OOMKilled' }),
  });
  const asks = (i: number, answer: (t: string) => string): string =>
    lines('11:00:00', 500, 7, (at) => `${at} ${answer(at.slice(11, 19))} ${i}`);

  it('is the root for the callers on that node only, and CoreDNS is not', async () => {
    const a = await analysed({
      objects: [...base, ...cache],
      events: [backOff('Pod/kube-system/node-local-dns-wk-a', '11:18:50')],
      files: {
        [log('shop/web')]: asks(0, (t) =>
          t > '11:18:31'
            ? 'ERROR dial tcp: lookup cart.shop on 169.254.20.10:53: read udp 10.244.1.10:41000->169.254.20.10:53: i/o timeout'
            : 'INFO ok',
        ),
        [log('shop/web', 'web', 1)]: asks(1, () => 'INFO ok'),
        'edge/access.log': edge('11:00:00', 1790, (t) => (t > '11:18:32' && t.endsWith('4') ? 504 : 200)),
      },
    });
    const roots = rootsOf(a);
    expect(roots.length).toBeGreaterThan(0);
    expect(roots.every((r) => r.includes('kube-system/node-local-dns'))).toBe(true);
    expect(linksOf(a)).toContain(
      'crashloop Pod/kube-system/node-local-dns-wk-a → dns-server-timeout Deployment/shop/web',
    );
  });
});
