import { nodeReasons } from '../../../../src/detect/detectors/node/node-reasons.js';
import { node } from '../../../support/objects.js';
import { testDetector } from '../../../support/detector-tester.js';

const unready = (message: string, created = '2026-03-04T08:00:00Z') =>
  node('node-1', {
    metadata: { creationTimestamp: created },
    status: {
      conditions: [
        {
          type: 'Ready',
          status: 'False',
          reason: 'KubeletNotReady',
          message,
          lastTransitionTime: '2026-03-04T11:10:00Z',
        },
      ],
    },
  });
const CNI =
  'container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized';

testDetector(nodeReasons, {
  fires: [
    {
      name: 'two reasons at once',
      given: {
        objects: [
          unready(
            '[container runtime is down, PLEG is not healthy: pleg was last seen active 5m12s ago; threshold is 3m0s]',
          ),
        ],
      },
      expect: [
        { type: 'runtime-down', entity: 'NodeService/node-1/containerd', onset: '11:10:00', open: true },
        { type: 'pleg-unhealthy', entity: 'Node/node-1' },
      ],
    },
    {
      name: 'no network plugin for an hour',
      given: { objects: [unready(CNI)] },
      expect: [{ type: 'cni-not-initialized', entity: 'NodeNetwork/node-1', onset: '11:10:00' }],
    },
  ],
  silent: [
    {
      name: 'a node of five minutes waits for its plugin',
      given: { asOf: '11:12:00', objects: [unready(CNI, '2026-03-04T11:08:00Z')] },
    },
    { name: 'a ready node', given: { objects: [node('node-1')] } },
  ],
});
