import { envAddressMismatch } from '../../../../src/detect/detectors/service/env-address-mismatch.js';
import { testDetector } from '../../../support/detector-tester.js';
import { deployment, object, podOf, service, stack, template } from '../../../support/objects.js';

const env = (name: string, value: string) =>
  template({ containers: [{ name: 'web', image: 'web:1', env: [{ name, value }] }] });
const CACHE = service('shop/cache', {
  selector: { app: 'cache' },
  ports: [{ port: 6379, targetPort: 6379 }],
});
const refused = {
  id: 'app-dependency-refused',
  text: 'dial tcp cache:6380: connect: connection refused',
  at: '11:00:00',
  fields: { host: 'cache', port: '6380' },
  pod: podOf('shop/web'),
  container: 'web',
};

testDetector(envAddressMismatch, {
  fires: [
    {
      name: 'a port that the Service does not offer, and the program complains',
      given: {
        objects: [...stack('shop/web', { spec: env('CACHE_ADDR', 'cache:6380') }), CACHE],
        messages: [refused],
      },
      expect: [
        {
          type: 'env-address-mismatch',
          entity: 'Deployment/shop/web',
          severity: 3,
          onset: '08:00:00',
          says: ['CACHE_ADDR', '6380', 'offers 6379'],
          attrs: { variable: 'CACHE_ADDR', port: 6380 },
          names: ['Service/shop/cache'],
          evidence: 'connection refused',
        },
      ],
    },
    {
      name: 'a name that no Service has, from a ConfigMap',
      given: {
        objects: [
          ...stack('shop/web', {
            spec: template({
              containers: [
                { name: 'web', image: 'web:1', envFrom: [{ configMapRef: { name: 'settings' } }] },
              ],
            }),
          }),
          object('ConfigMap', 'shop/settings', { data: { CACHE_HOST: 'cahce' } }),
          CACHE,
        ],
        messages: [
          {
            id: 'app-dependency-unresolved',
            text: 'lookup cahce: no such host',
            at: '11:00:00',
            fields: { host: 'cahce' },
            pod: podOf('shop/web'),
          },
        ],
      },
      expect: [
        {
          type: 'env-address-mismatch',
          entity: 'Deployment/shop/web',
          says: ['cahce'],
          names: ['ConfigMap/shop/settings'],
        },
      ],
    },
  ],
  silent: [
    {
      name: 'the right port',
      given: {
        objects: [...stack('shop/web', { spec: env('CACHE_ADDR', 'cache:6379') }), CACHE],
        messages: [refused],
      },
    },
    {
      name: 'a headless Service passes the port of its pods',
      given: {
        objects: [
          ...stack('shop/web', { spec: env('CACHE_ADDR', 'cache:6380') }),
          service('shop/cache', { clusterIP: 'None', ports: [{ port: 80, targetPort: 6380 }] }),
        ],
      },
    },
    {
      name: 'MySQL is told elsewhere',
      given: {
        objects: [
          ...stack('shop/web', { spec: env('DB_ADDR', 'mysql:3307') }),
          service('shop/mysql', { ports: [{ port: 3306 }] }),
        ],
      },
    },
    {
      name: 'a host outside that is not resolved',
      given: {
        objects: [deployment('shop/web', env('API_URL', 'https://api.example.com')), CACHE],
        messages: [
          {
            id: 'app-dependency-unresolved',
            text: 'lookup api.example.com: no such host',
            at: '11:00:00',
            fields: { host: 'api.example.com' },
            program: 'web',
          },
        ],
      },
    },
  ],
});
