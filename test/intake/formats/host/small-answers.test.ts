import { describe, expect, it } from 'vitest';
import { systemctlShow } from '../../../../src/intake/formats/host/systemctl-show.js';
import { readText, testFormat } from '../../../support/format-tester.js';

testFormat(systemctlShow);

/** What one answer is told as: topic, words. */
function told(content: string, path?: string): readonly (readonly [string, string])[] {
  return readText(content, path === undefined ? {} : { path }).records.flatMap((r) =>
    r.kind === 'report' ? [[r.topic, r.text]] : [],
  );
}

describe('versions in a line', () => {
  it.each([
    ['k3s version v1.30.4+k3s1 (98262b5d)\ngo version go1.22.5\n', 'Kubernetes v1.30.4+k3s1'],
    ['Kubernetes v1.30.4\n', 'Kubernetes v1.30.4'],
    [
      'clientVersion:\n  gitVersion: v1.30.1\n  goVersion: go1.22\nserverVersion:\n  gitVersion: v1.30.4\n',
      'Kubernetes v1.30.4',
    ],
  ])('are of Kubernetes where they say so', (content, words) => {
    expect(told(content)).toEqual([['version', words]]);
  });

  it('are of whoever the name of the file means', () => {
    expect(told('1.30.4\n', 'collector/VERSION')).toEqual([['version', 'version 1.30.4']]);
    expect(told('quay.io/example/tool:4.16.3\n', 'x/version')).toEqual([
      ['version', 'version quay.io/example/tool:4.16.3'],
    ]);
    expect(told('1.30.4\n', 'collector/numbers')).toEqual([]);
  });

  it('are of tools', () => {
    expect(told('containerd github.com/containerd/containerd 1.7.20 8fc6bcff\n')).toEqual([
      ['other', 'version: containerd github.com/containerd/containerd 1.7.20 8fc6bcff'],
    ]);
  });
});

describe('what a host says of itself', () => {
  it.each([
    [' 19:22:41 up 12 days,  3:04,  1 user,  load average: 55.12, 40.01, 20.00\n', /^uptime: .*55\.12/],
    ['nameserver 10.0.0.2\nsearch example.internal\n', /^resolv\.conf: nameserver 10\.0\.0\.2$/],
    ['PRETTY_NAME="Ubuntu 22.04.4 LTS"\nID=ubuntu\n', /^os-release: PRETTY_NAME/],
    ['"ClusterID" : 1\n"MemberID" : 2\n"Errors" : [alarm:NOSPACE]\n', /^etcdctl -w fields: "Errors"/],
  ])('is kept as a report', (content, words) => {
    expect(told(content)[0]?.[1]).toMatch(words);
  });

  it('memory of /proc', () => {
    const { records } = readText(
      'MemTotal:        8146132 kB\nMemFree:           53120 kB\nMemAvailable:      20480 kB\n',
    );
    expect(records).toMatchObject([
      { topic: 'memory', data: { mem: { total: 8146132, free: 53120, available: 20480 } } },
    ]);
  });

  it('file systems with long names and under other languages', () => {
    const usage = (content: string) =>
      readText(content).records.map((r) => (r.kind === 'report' ? r.data : undefined));
    expect(
      usage(
        'Filesystem      Size  Used Avail Use% Mounted on\n/dev/mapper/a-very-long-name\n                 40G   40G     0 100% /var/lib\n',
      ),
    ).toMatchObject([
      { filesystems: [{ device: '/dev/mapper/a-very-long-name', mount: '/var/lib', usedPercent: 100 }] },
    ]);
    expect(
      usage(
        'Dateisystem    Größe Benutzt Verf. Verw% Eingehängt auf\n/dev/sda1        40G     39G  1,0G   98% /\n',
      ),
    ).toMatchObject([{ filesystems: [{ device: '/dev/sda1', usedPercent: 98 }] }]);
  });

  it('interfaces as JSON and of ifconfig', () => {
    const json = JSON.stringify([
      {
        ifname: 'eth0',
        flags: ['UP'],
        operstate: 'DOWN',
        mtu: 1500,
        addr_info: [{ local: '10.0.0.2', prefixlen: 24 }],
      },
    ]);
    const old =
      'eth0: flags=4099<UP,BROADCAST,MULTICAST>  mtu 1500\n        inet 10.0.0.2  netmask 255.255.255.0  broadcast 10.0.0.255\n';
    for (const content of [json, old])
      expect(readText(content).records).toMatchObject([
        { topic: 'ip-addr', data: { interfaces: [{ name: 'eth0', state: 'DOWN', mtu: 1500 }] } },
      ]);
    expect(readText(json.slice(0, 60)).problems).toHaveLength(1);
  });

  it('crictl as JSON', () => {
    const info = {
      status: {
        conditions: [
          {
            type: 'NetworkReady',
            status: false,
            reason: 'NetworkPluginNotReady',
            message: 'cni plugin not initialized',
          },
        ],
      },
      config: {},
    };
    expect(told(JSON.stringify(info, null, 2))[0]?.[1]).toContain(
      'NetworkReady is false: NetworkPluginNotReady',
    );
    const labels = { 'io.kubernetes.pod.name': 'web-0', 'io.kubernetes.pod.namespace': 'shop' };
    const list = {
      containers: [
        { id: '1', podSandboxId: '2', metadata: { name: 'app' }, state: 'CONTAINER_EXITED', labels },
      ],
    };
    expect(told(JSON.stringify(list))[0]?.[1]).toBe(
      '1 listed, 1 of them not running; shop/web-0 app CONTAINER_EXITED',
    );
  });
});
