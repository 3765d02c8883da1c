import { connectivityFailing } from '../../../../src/detect/detectors/edge/connectivity-failing.js';
import { testDetector } from '../../../support/detector-tester.js';

const orders = {
  kind: 'Service',
  metadata: { namespace: 'shop', name: 'orders' },
  spec: { ports: [{ port: 80 }] },
};
const check = (data: Readonly<Record<string, unknown>>, text: string) => ({
  topic: 'connectivity' as const,
  data,
  text,
  at: '10:05:00',
});

testDetector(connectivityFailing, {
  fires: [
    {
      name: 'nc is refused',
      given: {
        objects: [orders],
        reports: [
          check(
            { target: 'orders', port: 80, ok: false, error: 'Connection refused' },
            'nc: connect to orders (10.96.3.4) port 80 (tcp) failed: Connection refused',
          ),
        ],
      },
      expect: [
        {
          type: 'connectivity-failing',
          entity: 'Service/shop/orders',
          says: ['port 80', 'Connection refused'],
          attrs: { port: 80 },
        },
      ],
    },
  ],
  silent: [
    {
      name: 'a connection that opens',
      given: {
        objects: [orders],
        reports: [check({ target: 'orders', port: 80, ok: true }, 'orders (10.96.3.4:80) open')],
      },
    },
    {
      name: 'a check that could not be run',
      given: { objects: [orders], reports: [check({ target: 'orders', port: 80 }, 'nc: command not found')] },
    },
  ],
});
