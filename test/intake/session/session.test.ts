import { describe, expect, it } from 'vitest';
import { iso, utc } from '../../../src/base/index.js';
import type { CaptureRecord } from '../../../src/model/index.js';
import { keyOf } from '../../../src/model/index.js';
import { readText, said } from '../../support/format-tester.js';

const PODS = [
  'NAMESPACE   NAME                    READY   STATUS             RESTARTS       AGE',
  'shop        web-5d8c7c9b7d-x4z2n    0/1     CrashLoopBackOff   6 (2m11s ago)  9m',
];
const EVENTS = [
  'LAST SEEN   TYPE      REASON    OBJECT                     MESSAGE',
  '2m1s        Warning   BackOff   pod/web-5d8c7c9b7d-x4z2n   Back-off restarting failed container',
];
const JOURNAL =
  'Jul 01 19:21:53 worker-1 kubelet[1547]: E0701 19:21:53.123456    1547 kubelet.go:1879] "Skipping pod synchronization" err="container runtime is down"';
const DEPLOYMENT =
  '{\n  "apiVersion": "apps/v1",\n  "kind": "Deployment",\n  "metadata": {"name": "web", "namespace": "shop", "uid": "u1"},\n  "status": {"replicas": 1}\n}';
const DISK = 'Filesystem      Size  Used Avail Use% Mounted on\n/dev/sda1        50G   49G  1.0G  98% /';

const SESSION = [
  'user@bastion:~$ date -u',
  'Wed Jul  1 19:22:41 UTC 2026',
  'user@bastion:~$ kubectl get pods -A',
  ...PODS,
  'user@bastion:~$ k logs -n shop web-5d8c7c9b7d-x4z2n -c app --previous',
  'panic: environment variable "CATALOG_ADDR" not set',
  'user@bastion:~$ kubectl get events -n shop',
  ...EVENTS,
  'user@bastion:~$ kubectl get deploy web -n shop -o json',
  DEPLOYMENT,
  'user@bastion:~$ ssh worker-1',
  'root@worker-1:~# journalctl -u kubelet | tail -1',
  JOURNAL,
  'root@worker-1:~# df -h /',
  DISK,
  'root@worker-1:~# mystery --foo',
  'blargh 17 zork',
  'root@worker-1:~# date; kubectl get pods -n web',
  'Wed Jul  1 19:30:00 UTC 2026',
  'No resources found in web namespace.',
  '',
].join('\n');

const ASKED = utc(2026, 7, 1, 19, 22, 41);
const AGAIN = utc(2026, 7, 1, 19, 30);

type Kind<K extends CaptureRecord['kind']> = Extract<CaptureRecord, { kind: K }>;
function of<K extends CaptureRecord['kind']>(records: readonly CaptureRecord[], kind: K): readonly Kind<K>[] {
  return records.filter((record): record is Kind<K> => record.kind === kind);
}

describe('a terminal session in one file', () => {
  const reading = readText(SESSION);
  const { records } = reading;

  it('is read piece by piece, each by its own reader', () => {
    expect(reading.format).toBe('terminal-session');
    expect(of(records, 'object').map(({ ref, shape }) => `${shape} ${keyOf(ref)}`)).toEqual([
      'row Pod/shop/web-5d8c7c9b7d-x4z2n',
      'full Deployment/shop/web',
    ]);
    expect(of(records, 'event').map(({ about, reason }) => `${reason} ${about.namespace ?? ''}`)).toEqual([
      'BackOff shop',
    ]);
    expect(of(records, 'report').map(({ topic, node }) => [topic, node ?? ''])).toEqual(
      expect.arrayContaining([
        ['disk-usage', 'worker-1'],
        ['command-error', ''],
      ]),
    );
  });

  it('takes from the command line whose log it is', () => {
    const [crash] = of(records, 'message').filter(({ id }) => id === 'app-panic');
    expect(crash?.origin).toMatchObject({
      pod: { namespace: 'shop', name: 'web-5d8c7c9b7d-x4z2n' },
      container: 'app',
      previous: true,
    });
    const [kubelet] = of(records, 'message').filter(({ origin }) => origin.program === 'kubelet');
    expect(kubelet?.origin.node).toBe('worker-1');
  });

  it('turns ages into times by the clock that was asked before and after', () => {
    const [event] = of(records, 'event');
    const age = 121_000_000;
    expect(event?.last.lo).toBe(ASKED - age - 1_000_000);
    expect(event?.last.hi).toBe(AGAIN + 1_000_000 - age);
    expect(event?.last.grade).toBe('B');
    const [error] = of(records, 'report').filter(({ topic }) => topic === 'command-error');
    expect(error?.at.lo).toBe(AGAIN);
  });

  it('says what it could not read', () => {
    expect(reading.status).toBe('partial');
    expect(reading.problems).toEqual([
      { message: 'output of "mystery --foo" not recognised', offset: SESSION.indexOf('blargh'), line: 25 },
    ]);
  });

  it('cites bytes of the file', () => {
    const bytes = Buffer.from(SESSION);
    for (const { evidence } of records) {
      expect(evidence.offset + evidence.length).toBeLessThanOrEqual(bytes.length);
    }
    const [event] = of(records, 'event');
    const { offset = 0, length = 0, line } = event?.evidence ?? {};
    expect(bytes.toString('utf8', offset, offset + length)).toBe(EVENTS[1]);
    expect(SESSION.split('\n')[(line ?? 0) - 1]).toBe(EVENTS[1]);
  });

  it.each([1, 7, 64, 1000])('reads the same in chunks of %i bytes', (chunk) => {
    expect(said(readText(SESSION, { chunk }).records)).toEqual(said(records));
  });

  it('reads the same with the line ends and the encoding of Windows', () => {
    expect(said(readText(SESSION.replaceAll('\n', '\r\n')).records)).toEqual(said(records));
    const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(SESSION, 'utf16le')]);
    expect(said(readText(wide).records)).toEqual(said(records));
  });

  it('leaves ages untimed when no clock was asked and the capture says nothing', () => {
    const text = SESSION.replace(/.*date.*\n.*2026\n/g, '');
    const waiting = readText(text, { capturedAt: { lo: 0, hi: 0, grade: 'X' } });
    expect(of(waiting.records, 'event')[0]?.last.grade).toBe('X');
  });

  it('says when the last output was printed', () => {
    expect(reading.clock && iso(reading.clock.lo)).toBe('2026-07-01T19:30:00Z');
  });
});

describe('other files of several outputs', () => {
  it('reads the trace of a shell script', () => {
    const text = `+ kubectl get pods -A\n${PODS.join('\n')}\n+ kubectl get events -n shop\n${EVENTS.join('\n')}\n+ sleep 5\n`;
    const { records, problems } = readText(text);
    expect(of(records, 'object')).toHaveLength(1);
    expect(of(records, 'event')).toHaveLength(1);
    expect(problems).toEqual([]);
  });

  it('reads what stands under headings', () => {
    const text = `=== NODES ===\nNAME  STATUS  ROLES  AGE  VERSION\nn1    Ready   <none>  5d  v1.30.1\n=== PODS ===\n${PODS.join('\n')}\n=== kubectl get events -n shop ===\n${EVENTS.join('\n')}\n`;
    const { records } = readText(text);
    expect(of(records, 'object').map(({ ref }) => ref.kind)).toEqual(['Node', 'Pod']);
    expect(of(records, 'event')[0]?.about.namespace).toBe('shop');
  });

  it('reads tail of several files, each as its path says', () => {
    const path = '/var/log/pods/shop_web-0_7d05bcbb-1797-481a-b4e1-4a16bf5de193/app/0.log';
    const cri = '2026-07-01T19:21:53.123456789Z stderr F panic: no such thing';
    const text = `==> /var/log/syslog <==\n${JOURNAL}\n\n==> ${path} <==\n${cri}\n`;
    const origins = of(readText(text).records, 'message').map(({ origin }) => origin);
    expect(origins.map(({ program, pod }) => pod?.name ?? program)).toEqual(['kubelet', 'web-0']);
  });

  it('takes namespace and node from what was typed before', () => {
    const text = `$ kubectl config set-context --current --namespace=shop\nContext "a" modified.\n$ kubectl get events\n${EVENTS.join('\n')}\n$ oc debug node/worker-2\nsh-4.4# df -h\n${DISK}\n`;
    const { records } = readText(text);
    expect(of(records, 'event')[0]?.about.namespace).toBe('shop');
    expect(of(records, 'report').find(({ topic }) => topic === 'disk-usage')?.node).toBe('worker-2');
  });

  it('does not cut a container log that traces its own script', () => {
    const text = '+ ip addr show\nError: command not found\n+ date\nERROR failed to connect\n';
    const place = { namespace: 'shop', pod: 'web-0', container: 'init' };
    const { records } = readText(text, { place });
    expect(of(records, 'message').every(({ origin }) => origin.pod?.name === 'web-0')).toBe(true);
  });
});
