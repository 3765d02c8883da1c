import { describe, expect, it } from 'vitest';
import { readText } from '../../../support/format-tester.js';

const KLOG = 'E0701 19:21:53.123456    1547 kubelet.go:1879] "Skipping pod synchronization" err="container runtime is down"'; // prettier-ignore

describe('journalctl', () => {
  it('names the zone of its stamps in the banner of older versions', () => {
    const line = `Jul 01 19:21:53 n1 kubelet[1547]: ${KLOG}\n`;
    const banner = (zone: string): string =>
      `-- Logs begin at Wed 2026-07-01 10:00:00 ${zone}, end at Wed 2026-07-01 19:30:00 ${zone}. --\n`;
    expect(readText(banner('UTC') + line).zone).toBe('UTC');
    expect(readText(banner('PDT') + line).zone).toBe('unknown');
    expect(readText(line).zone).toBe('unknown');
  });

  it('without host names keeps the program', () => {
    const reading = readText(`Jul 01 19:21:53 kubelet[1547]: ${KLOG}\n`, { place: { node: 'n1' } });
    expect(reading.format).toBe('journal');
    expect(reading.records[0]).toMatchObject({
      id: 'runtime-down',
      origin: { program: 'kubelet', node: 'n1' },
    });
  });
});
