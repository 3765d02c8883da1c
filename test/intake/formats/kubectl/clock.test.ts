import { describe, expect, it } from 'vitest';
import { DAY, exactly, HOUR, iso, MINUTE, SECOND, utc } from '../../../../src/base/index.js';
import { ageUnit, OutputClock, outputTime, rfc1123 } from '../../../../src/intake/formats/kubectl/clock.js';
import { parseCommand, promptOf } from '../../../../src/intake/formats/kubectl/command.js';

describe('ages', () => {
  it('knows what an age leaves out', () => {
    expect(ageUnit(119 * SECOND)).toBe(SECOND);
    expect(ageUnit(5 * MINUTE)).toBe(SECOND);
    expect(ageUnit(10 * MINUTE)).toBe(MINUTE);
    expect(ageUnit(179 * MINUTE)).toBe(MINUTE);
    expect(ageUnit(3 * HOUR + 5 * MINUTE)).toBe(MINUTE);
    expect(ageUnit(8 * HOUR)).toBe(HOUR);
    expect(ageUnit(7 * DAY + 23 * HOUR)).toBe(HOUR);
    expect(ageUnit(8 * DAY)).toBe(DAY);
    expect(ageUnit(3 * 365 * DAY)).toBe(DAY);
  });

  it('is no better than the time of the output', () => {
    const clock = new OutputClock({ lo: 0, hi: 100 * SECOND, grade: 'C' });
    expect(clock.ago('10s')).toEqual({ lo: -11 * SECOND, hi: 90 * SECOND, grade: 'C' });
    expect(new OutputClock(undefined).ago('10s')).toBeUndefined();
    expect(clock.ago('<unknown>')).toBeUndefined();
  });
});

describe('time of an output', () => {
  const captured = exactly(utc(2026, 7, 1, 20));

  it('is the capture where nothing else tells', () => {
    expect(outputTime(captured, { floors: [], ceilings: [] })).toBe(captured);
  });

  it('lies between what had happened and the end of the capture', () => {
    const window = { lo: captured.lo - 6 * MINUTE, hi: captured.hi, grade: 'B' } as const;
    const floor = captured.lo - 4 * MINUTE;
    expect(outputTime(window, { floors: [floor - HOUR, floor], ceilings: [] })).toEqual({
      ...window,
      lo: floor,
    });
    expect(outputTime(window, { floors: [captured.lo - 2 * HOUR], ceilings: [] })).toBe(window);
    expect(outputTime(window, { floors: [], ceilings: [floor] })).toEqual({ ...window, hi: floor });
  });

  it('is known without a capture time from floor and ceiling', () => {
    expect(outputTime(undefined, { floors: [1000], ceilings: [3000, 2000] })).toEqual({
      lo: 1000,
      hi: 2000,
      grade: 'B',
    });
  });
});

describe('RFC 1123 with offset', () => {
  it('is converted, not cut', () => {
    expect(iso(rfc1123('Thu, 13 Nov 2025 21:04:09 +0800') ?? 0)).toBe('2025-11-13T13:04:09Z');
    expect(iso(rfc1123('Tue, 01 Jul 2025 00:30:00 -0330') ?? 0)).toBe('2025-07-01T04:00:00Z');
    expect(rfc1123('soon')).toBeUndefined();
  });
});

describe('command lines', () => {
  it.each([
    '$ kubectl get pods -n shop -o wide',
    '# $ kubectl get pods --namespace=shop',
    '[root@m1 ~]# kubectl -n shop get po',
    'me@laptop:~/x$ sudo kubectl get pods -nshop --no-headers',
    '+ kubectl get pods -n shop',
  ])('%s', (line) => {
    expect(promptOf(line)).toMatchObject({ verb: 'get', kinds: ['Pod'], namespace: 'shop', complete: true });
  });

  it('knows names, narrowing and all namespaces', () => {
    expect(parseCommand('kubectl get deploy/web -o wide')).toMatchObject({
      kinds: ['Deployment'],
      names: ['web'],
      complete: false,
    });
    expect(parseCommand('kubectl get pods,svc -A')).toMatchObject({
      kinds: ['Pod', 'Service'],
      allNamespaces: true,
    });
    expect(parseCommand('kubectl get all -n x')).toMatchObject({ kinds: [] });
    expect(parseCommand('kubectl get events --sort-by=.lastTimestamp')).toMatchObject({
      kinds: ['Event'],
      complete: true,
    });
  });

  it('does not take prose for a prompt', () => {
    expect(promptOf('run kubectl get pods')).toBeUndefined();
    expect(promptOf('| kubectl get pods')).toBeUndefined();
  });
});
