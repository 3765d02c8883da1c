import { portConflict } from '../../../../src/detect/detectors/workload/port-conflict.js';
import { testDetector } from '../../../support/detector-tester.js';
import { container, podOf, stack, type Fields } from '../../../support/objects.js';

const pod = (sidecar: Fields) => ({
  spec: {
    containers: [
      container('web', { ports: [{ containerPort: 8080 }] }),
      { name: 'proxy', image: 'proxy:1', ...sidecar },
    ],
  },
});
const IN_USE = {
  id: 'app-address-in-use',
  text: 'Web server failed to start. Port 8080 was already in use.',
  at: '11:00:00',
  fields: { port: '8080' },
  pod: podOf('shop/web'),
  container: 'web',
  severity: 'fatal',
} as const;

testDetector(portConflict, {
  fires: [
    {
      name: 'the sidecar is set to the port by a variable',
      given: {
        objects: stack('shop/web', {
          pod: pod({ env: [{ name: 'PROXY_CONFIG', value: '{"statusPort":8080}' }] }),
        }),
        messages: [IN_USE],
      },
      expect: [
        {
          type: 'port-conflict',
          entity: 'Deployment/shop/web',
          onset: '11:00:00',
          says: ['port 8080', 'container proxy'],
          attrs: { port: 8080, holder: 'proxy' },
          evidence: 'statusPort',
        },
      ],
    },
    {
      name: 'both declare it; the log is named after the workload only',
      given: {
        objects: stack('shop/web', { pod: pod({ ports: [{ containerPort: 8080 }] }) }),
        messages: [
          {
            id: IN_USE.id,
            text: IN_USE.text,
            at: IN_USE.at,
            fields: IN_USE.fields,
            program: 'web',
            severity: 'fatal',
          },
        ],
      },
      expect: [{ type: 'port-conflict', entity: 'Deployment/shop/web' }],
    },
  ],
  silent: [
    {
      name: 'nobody else in the pod wants it',
      given: {
        objects: stack('shop/web', { pod: pod({ ports: [{ containerPort: 15090 }] }) }),
        messages: [IN_USE],
      },
    },
    {
      name: 'both declare it and nobody complains',
      given: { objects: stack('shop/web', { pod: pod({ ports: [{ containerPort: 8080 }] }) }) },
    },
    {
      name: 'a list of the ports of the application is no claim to them',
      given: {
        objects: stack('shop/web', {
          pod: pod({ env: [{ name: 'ISTIO_META_POD_PORTS', value: '[{"containerPort":8080}]' }] }),
        }),
        messages: [IN_USE],
      },
    },
  ],
});
