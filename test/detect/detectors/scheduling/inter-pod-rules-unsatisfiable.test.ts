import { interPodRulesUnsatisfiable } from '../../../../src/detect/detectors/scheduling/inter-pod-rules-unsatisfiable.js';
import { testDetector } from '../../../support/detector-tester.js';
import { node, template, waiting } from '../../../support/objects.js';

const ANTI = template({
  affinity: {
    podAntiAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [
        { labelSelector: { matchLabels: { app: 'web' } }, topologyKey: 'kubernetes.io/hostname' },
      ],
    },
  },
  containers: [{ name: 'web', image: 'web:1' }],
});

testDetector(interPodRulesUnsatisfiable, {
  fires: [
    {
      name: 'anti-affinity to itself on every node',
      given: {
        objects: [
          ...waiting(
            'shop/web',
            "0/4 nodes are available: 1 node(s) were unschedulable, 3 node(s) didn't match pod anti-affinity rules.",
            ANTI,
          ),
          node('node-1'),
        ],
      },
      expect: [
        {
          type: 'pod-anti-affinity-unsatisfiable',
          entity: 'Deployment/shop/web',
          onset: '11:00:00',
          severity: 3,
          epistemic: 'observed',
          attrs: { excluded: 3, nodes: 4 },
          evidence: 'kubernetes.io/hostname',
        },
      ],
    },
    {
      name: 'topology spread',
      given: {
        objects: waiting(
          'shop/web',
          "0/2 nodes are available: 2 node(s) didn't match pod topology spread constraints.",
        ),
      },
      expect: [
        { type: 'topology-spread-unsatisfiable', entity: 'Deployment/shop/web', epistemic: 'inferred' },
      ],
    },
    {
      name: 'affinity to pods that are nowhere',
      given: {
        objects: waiting('shop/web', "0/2 nodes are available: 2 node(s) didn't match pod affinity rules."),
      },
      expect: [{ type: 'pod-affinity-unsatisfiable', entity: 'Deployment/shop/web' }],
    },
  ],
  silent: [
    {
      name: 'a shortage of CPU leaves the rule only part of the nodes',
      given: {
        objects: waiting(
          'shop/web',
          "0/3 nodes are available: 1 Insufficient cpu, 2 node(s) didn't match pod anti-affinity rules.",
          ANTI,
        ),
      },
    },
  ],
});
