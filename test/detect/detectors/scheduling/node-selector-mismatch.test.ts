import { nodeSelectorMismatch } from '../../../../src/detect/detectors/scheduling/node-selector-mismatch.js';
import { testDetector } from '../../../support/detector-tester.js';
import { node, template, waiting } from '../../../support/objects.js';

const MESSAGE = "0/2 nodes are available: 2 node(s) didn't match Pod's node affinity/selector.";
const SPEC = template({ nodeSelector: { disktype: 'ssd' }, containers: [{ name: 'web', image: 'web:1' }] });

testDetector(nodeSelectorMismatch, {
  fires: [
    {
      name: 'no node carries the label',
      given: { objects: [...waiting('shop/web', MESSAGE, SPEC), node('node-1'), node('node-2')] },
      expect: [
        {
          type: 'node-selector-mismatch',
          entity: 'Deployment/shop/web',
          onset: '11:00:00',
          severity: 3,
          epistemic: 'observed',
          says: ['disktype=ssd', '2 nodes'],
          attrs: { selector: 'disktype=ssd' },
          evidence: 'ssd',
        },
      ],
    },
    {
      name: 'only a control-plane node that takes no pods carries it',
      given: {
        objects: [
          ...waiting('shop/web', MESSAGE, SPEC),
          node('node-1'),
          node('cp', {
            metadata: { labels: { 'node-role.kubernetes.io/control-plane': '', disktype: 'ssd' } },
            spec: { taints: [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }] },
          }),
        ],
      },
      expect: [{ type: 'node-selector-mismatch', entity: 'Deployment/shop/web' }],
    },
    {
      name: 'nodes not captured: inferred from the scheduler',
      given: { objects: waiting('shop/web', MESSAGE, SPEC) },
      expect: [{ type: 'node-selector-mismatch', entity: 'Deployment/shop/web', epistemic: 'inferred' }],
    },
  ],
  silent: [
    {
      name: 'the node that carries it is cordoned',
      given: {
        objects: [
          ...waiting(
            'shop/web',
            "0/2 nodes are available: 1 node(s) didn't match Pod's node affinity/selector, 1 node(s) were unschedulable.",
            SPEC,
          ),
          node('node-1'),
          node('node-2', { metadata: { labels: { disktype: 'ssd' } }, spec: { unschedulable: true } }),
        ],
      },
    },
    {
      name: 'it is the affinity, not a selector',
      given: { objects: [...waiting('shop/web', MESSAGE), node('node-1')] },
    },
  ],
});
