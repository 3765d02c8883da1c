import { diskUsage } from '../../../../src/detect/detectors/host/disk-usage.js';
import { testDetector } from '../../../support/detector-tester.js';

const df = (device: string, mount: string, usedPercent: number) => ({
  topic: 'disk-usage' as const,
  node: 'node-a',
  at: '10:05:00',
  data: { filesystems: [{ device, mount, usedPercent }] },
  text: `${device} 50G 50G 0 ${usedPercent}% ${mount}`,
});

testDetector(diskUsage, {
  fires: [
    {
      name: 'the root file system is full',
      given: { reports: [df('/dev/sda1', '/', 100)] },
      expect: [{ type: 'disk-full', entity: 'Node/node-a', severity: 3, attrs: { used: 100 } }],
    },
  ],
  silent: [
    { name: 'room enough', given: { reports: [df('/dev/sda1', '/', 71)] } },
    { name: 'read-only images are always full', given: { reports: [df('/dev/loop3', '/snap/core/1', 100)] } },
  ],
});
