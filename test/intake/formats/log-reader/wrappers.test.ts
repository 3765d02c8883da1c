import { describe, expect, it } from 'vitest';
import { iso } from '../../../../src/base/index.js';
import { programName, unwrap } from '../../../../src/intake/formats/log-reader/wrappers.js';

const KLOG =
  'E0701 19:22:41.123456    1547 kubelet.go:1879] skipping pod synchronization - container runtime is down';

/** What is taken off, with its time as text. */
function peeled(line: string): Record<string, unknown> {
  const { at, ...rest } = unwrap(line);
  return { ...rest, ...(at === undefined ? {} : { at: iso(at.lo), zoned: at.zoned }) };
}

describe('log wrappers', () => {
  it('takes off CRI, with any offset, and sees that a line goes on', () => {
    expect(peeled(`2026-07-01T19:22:41.123456789Z stderr F ${KLOG}`)).toEqual({
      wrapper: 'cri', text: KLOG, at: '2026-07-01T19:22:41.123456Z', zoned: true,
    }); // prettier-ignore
    expect(peeled('2026-07-01T21:22:41.2+02:00 stdout P {"half":')).toEqual({
      wrapper: 'cri', text: '{"half":', at: '2026-07-01T19:22:41.200Z', zoned: true, partial: true,
    }); // prettier-ignore
    expect(peeled('2026-07-01T19:22:41.2Z stdout F ')).toMatchObject({ wrapper: 'cri', text: '' });
  });

  it('takes off json-file of Docker', () => {
    const line = '{"log":"Error: no route\\n","stream":"stderr","time":"2026-07-01T19:22:41.123456789Z"}';
    expect(peeled(line)).toEqual({
      wrapper: 'docker', text: 'Error: no route', at: '2026-07-01T19:22:41.123456Z', zoned: true,
    }); // prettier-ignore
  });

  it.each([
    ['short', 'Jul 01 19:22:41 node-7 kubelet[1547]: ', '1972-07-01T19:22:41Z', false],
    [
      'short, coloured',
      '\u001b[0;1;31mJul 01 19:22:41 node-7 kubelet[1547]: ',
      '1972-07-01T19:22:41Z',
      false,
    ],
    ['short, padded day', 'Jul  1 19:22:41 node-7 kubelet[1547]: ', '1972-07-01T19:22:41Z', false],
    ['short-precise', 'Jul 01 19:22:41.123456 node-7 kubelet[1547]: ', '1972-07-01T19:22:41.123456Z', false],
    ['short-iso', '2026-07-01T21:22:41+0200 node-7 kubelet[1547]: ', '2026-07-01T19:22:41Z', true],
    ['short-iso, newer', '2026-07-01T21:22:41+02:00 node-7 kubelet[1547]: ', '2026-07-01T19:22:41Z', true],
    [
      'short-iso-precise',
      '2026-07-01T21:22:41.123456+02:00 node-7 kubelet[1547]: ',
      '2026-07-01T19:22:41.123456Z',
      true,
    ],
    ['short-full', 'Wed 2026-07-01 21:22:41 CEST node-7 kubelet[1547]: ', '2026-07-01T19:22:41Z', true],
    [
      'short-full, ambiguous zone',
      'Wed 2026-07-01 19:22:41 CST node-7 kubelet[1547]: ',
      '2026-07-01T19:22:41Z',
      false,
    ],
    ['with-unit', 'Wed 2026-07-01 19:22:41 UTC node-7 kubelet.service[1547]: ', '2026-07-01T19:22:41Z', true],
    ['short-unix', '1782933761.123456 node-7 kubelet[1547]: ', '2026-07-01T19:22:41.123456Z', true],
  ])('takes off journald -o %s', (_, prefix, at, zoned) => {
    expect(peeled(prefix + KLOG)).toEqual({
      wrapper: 'journal',
      text: KLOG,
      node: 'node-7',
      program: 'kubelet',
      at,
      zoned,
    });
  });

  it('takes off journald -o short-monotonic, which says no time', () => {
    expect(peeled(`[12345.678901] node-7 kubelet[1547]: ${KLOG}`)).toEqual({
      wrapper: 'journal', text: KLOG, node: 'node-7', program: 'kubelet',
    }); // prettier-ignore
  });

  it('takes off journald -o json, messages as bytes too, and keeps the priority', () => {
    const entry = {
      __REALTIME_TIMESTAMP: '1782933761123456',
      _HOSTNAME: 'node-7',
      _SYSTEMD_UNIT: 'kubelet.service',
      PRIORITY: '4',
      MESSAGE: [104, 105],
    };
    expect(peeled(JSON.stringify(entry))).toEqual({
      wrapper: 'journal', text: 'hi', node: 'node-7', program: 'kubelet', severity: 'warning', at: '2026-07-01T19:22:41.123456Z', zoned: true,
    }); // prettier-ignore
    expect(peeled(JSON.stringify({ ...entry, _TRANSPORT: 'kernel', MESSAGE: null }))).toMatchObject({
      program: 'kernel',
      text: '',
    });
  });

  it('takes the boot clock off kernel lines of syslog', () => {
    expect(peeled('Feb 11 18:58:28 node-7 kernel: [   12.345678] EXT4-fs (sda1): Remounting filesystem read-only')).toMatchObject({
      program: 'kernel', text: 'EXT4-fs (sda1): Remounting filesystem read-only',
    }); // prettier-ignore
  });

  it('takes off RFC 5424', () => {
    expect(peeled('<27>1 2026-07-01T19:22:41.123Z node-7 containerd 612 - - failed to load')).toMatchObject({
      wrapper: 'journal', node: 'node-7', program: 'containerd', severity: 'error', text: 'failed to load',
    }); // prettier-ignore
  });

  it('takes off what kubectl logs puts before lines', () => {
    expect(peeled(`2026-07-01T19:22:41.123456789Z ${KLOG}`)).toMatchObject({
      wrapper: 'timestamps',
      text: KLOG,
    });
    expect(peeled('[pod/web-0/app] 2026-07-01T19:22:41.123456789Z Error: x')).toMatchObject({
      pod: { name: 'web-0' }, container: 'app', text: 'Error: x', at: '2026-07-01T19:22:41.123456Z',
    }); // prettier-ignore
    expect(peeled('==== START logs for container app of pod shop/web-0 ====')).toEqual({
      text: '', marker: 'start', container: 'app', pod: { namespace: 'shop', name: 'web-0' },
    }); // prettier-ignore
    expect(peeled('[x370] 2026-07-01T19:22:41.123456789Z request error')).toMatchObject({
      times: 370,
      text: 'request error',
    });
  });

  it('leaves lines alone that only look wrapped', () => {
    expect(peeled('2026-07-01T19:22:41.123Z ERROR orders: no stock')).toMatchObject({
      wrapper: 'timestamps',
      text: 'ERROR orders: no stock',
    });
    for (const line of [
      '{"log":"a","level":"info"}',
      '[2026-07-01 19:22:41,123] WARN x',
      'May be wrong: x',
      'I am here',
      '',
    ]) {
      expect(unwrap(line)).toEqual({ text: line });
    }
    expect(unwrap('-- Boot 7d05 --').marker).toBe('end');
  });

  it('knows the kubelet under its names', () => {
    expect(
      [
        'kubelet',
        'kubelet.service',
        'hyperkube',
        'kubenswrapper',
        'snap.kubelet.daemon',
        '/usr/bin/kubelet',
      ].map(programName),
    ).toEqual(Array(6).fill('kubelet'));
  });
});
