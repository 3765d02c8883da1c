import { alertFiring } from '../../../../src/detect/detectors/observability/alert-firing.js';
import { testDetector } from '../../../support/detector-tester.js';

const alert = (name: string, at: string, labels: Readonly<Record<string, string>> = {}) => ({
  name,
  at,
  labels: { severity: 'critical', ...labels },
  annotations: { description: `${name} since a while` },
});

testDetector(alertFiring, {
  fires: [
    {
      name: 'an alert about a node, one about nothing known, one of days ago',
      given: {
        objects: [{ kind: 'Node', metadata: { name: 'node-a' } }],
        alerts: [
          alert('KubeNodeNotReady', '11:40:00', { node: 'node-a' }),
          alert('ZoneMasterDown', '11:41:00'),
          alert('BackupStale', '2026-03-01T10:00:00Z'),
        ],
      },
      expect: [
        {
          type: 'alert-firing',
          entity: 'Alert/KubeNodeNotReady (node-a)',
          onset: '11:40:00',
          severity: 2,
          names: ['Node/node-a'],
          attrs: { known: 1, chronic: 0 },
        },
        { type: 'alert-firing', entity: 'Alert/ZoneMasterDown', attrs: { known: 0 } },
        { type: 'alert-firing', entity: 'Alert/BackupStale', severity: 1, attrs: { chronic: 1 } },
      ],
      never: ['alert-flood'],
    },
    {
      name: 'an alert on age began that much earlier',
      given: {
        alerts: [
          {
            ...alert('BackupVeryStale', '11:40:00'),
            annotations: { summary: 'no backup for more than 50h' },
          },
          { ...alert('MasterDown', '11:40:00'), annotations: { summary: 'down 15m+' } },
        ],
      },
      expect: [
        {
          type: 'alert-firing',
          entity: 'Alert/BackupVeryStale',
          onset: '2026-03-02T09:40:00Z',
          says: ['goes back to 2026-03-02T09:40:00Z or further'],
        },
        { type: 'alert-firing', entity: 'Alert/MasterDown', onset: '11:40:00' },
      ],
    },
    {
      name: 'a flood',
      given: { alerts: Array.from({ length: 24 }, (_, i) => alert(`Alert${i}`, '11:40:00')) },
      expect: [{ type: 'alert-flood', entity: 'Component/alertmanager', attrs: { alerts: 24 } }],
    },
  ],
  silent: [
    { name: 'the watchdog', given: { alerts: [alert('Watchdog', '2026-02-01T10:00:00Z')] } },
    { name: 'a silenced alert', given: { alerts: [{ ...alert('Noise', '11:40:00'), state: 'suppressed' }] } },
  ],
});
