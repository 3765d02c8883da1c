import { describe, expect, it } from 'vitest';
import { analysed, rootsOf } from '../support/capture.js';

const table = (rows: string): Readonly<Record<string, string>> => ({
  'get-pods-A.txt': `NAMESPACE     NAME                       READY   STATUS             RESTARTS        AGE\n${rows}`,
  'captured-at.txt': 'Wed Mar  4 12:00:00 UTC 2026\n',
});

describe('pods of which only a table tells', () => {
  it('loop where the column says so, for a reason that is not known', async () => {
    const a = await analysed({
      objects: [],
      files: table(
        'kube-system   coredns-5d78c9869d-aaaaa   0/1     CrashLoopBackOff   11 (2m ago)     35m\n' +
          'shop          web-7d4b9c5f6d-x7k2p       1/1     Running            0               12d\n',
      ),
    });
    expect(rootsOf(a)).toEqual(['crashloop Pod/kube-system/coredns-5d78c9869d-aaaaa']);
    expect(a.incidents[0]?.rootCauses[0]?.confidence).toBe('low');
    expect(a.incidents[0]?.rootCauses[0]?.statement).toContain('11 restarts');
  });

  it('are well when they run, whatever they did weeks ago', async () => {
    const a = await analysed({
      objects: [],
      files: table(
        'shop          old-6d4b9c5f6d-x7k2p       1/1     Running            7 (20d ago)     90d\n',
      ),
    });
    expect(a.incidents).toEqual([]);
  });

  it('are ready when the table says so, however little their start tells', async () => {
    const pod = 'web-7d4b9c5f6d-x7k2p';
    const event = (time: string, reason: string, message: string): string =>
      `shop   ${time}   Normal   ${reason}   pod/${pod}   ${message}\n`;
    const a = await analysed({
      objects: [],
      files: {
        ...table(`shop          ${pod}       1/1     Running            0               5m3s\n`),
        'get-deployments.txt':
          'NAMESPACE   NAME   READY   UP-TO-DATE   AVAILABLE   AGE\nshop        web    1/1     1            1           5m5s\n',
        'get-events.txt': `NAMESPACE   LAST SEEN   TYPE   REASON   OBJECT   MESSAGE\n${event('5m3s', 'Scheduled', `Successfully assigned shop/${pod} to node-a`)}${event('5m2s', 'Started', 'Started container web')}`,
      },
    });
    expect(a.incidents).toEqual([]);
  });
});
