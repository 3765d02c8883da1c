import { calleeUnresponsive } from '../../../../src/detect/detectors/application/callee-unresponsive.js';
import { testDetector } from '../../../support/detector-tester.js';
import { podOf, service, stack } from '../../../support/objects.js';

const onNode = (at: string, node: string) => stack(at, { pod: { spec: { nodeName: node } } });
const callers = [...onNode('shop/cart', 'node-1'), ...onNode('shop/list', 'node-2')];
const callee = [...stack('shop/price'), service('shop/price')];

const waits = (from: string, host: string, count = 20) => ({
  id: 'app-dependency-timeout',
  text: `Get "http://${host}:8080/": context deadline exceeded`,
  at: '10:00:00',
  until: '10:20:00',
  count,
  fields: { host, port: '8080' },
  pod: podOf(from),
});

testDetector(calleeUnresponsive, {
  fires: [
    {
      name: 'two callers on two nodes wait for it and for nothing else',
      given: {
        objects: [...callers, ...callee],
        messages: [waits('shop/cart', 'price.shop.svc'), waits('shop/list', 'price')],
      },
      expect: [
        {
          type: 'callee-unresponsive',
          entity: 'Deployment/shop/price',
          onset: '10:00:00',
          severity: 3,
          attrs: { callers: 2 },
          names: ['Service/shop/price', 'Deployment/shop/cart', 'Deployment/shop/list'],
        },
      ],
    },
  ],
  silent: [
    {
      name: 'one caller alone',
      given: { objects: [...callers, ...callee], messages: [waits('shop/cart', 'price')] },
    },
    {
      name: 'callers of one node',
      given: {
        objects: [...onNode('shop/cart', 'node-1'), ...onNode('shop/list', 'node-1'), ...callee],
        messages: [waits('shop/cart', 'price'), waits('shop/list', 'price')],
      },
    },
    {
      name: 'it waits for others itself',
      given: {
        objects: [...callers, ...callee, ...stack('shop/db'), service('shop/db')],
        messages: [waits('shop/cart', 'price'), waits('shop/list', 'price'), waits('shop/price', 'db')],
      },
    },
    {
      name: 'callers that wait for others as much',
      given: {
        objects: [...callers, ...callee, ...stack('shop/db'), service('shop/db')],
        messages: [
          waits('shop/cart', 'price'),
          waits('shop/cart', 'db'),
          waits('shop/list', 'price'),
          waits('shop/list', 'db'),
        ],
      },
    },
  ],
});
