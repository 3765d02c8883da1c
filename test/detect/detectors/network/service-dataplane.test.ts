import { serviceDataplane } from '../../../../src/detect/detectors/network/service-dataplane.js';
import { testDetector } from '../../../support/detector-tester.js';

const nodes = ['node-a', 'node-b'].map((name) => ({ kind: 'Node', metadata: { name } }));
const starting = (program: 'kubelet' | 'kube-proxy', first: string) => ({
  about: 'Node/node-a',
  type: 'Normal' as const,
  reason: 'Starting',
  component: program,
  host: 'node-a',
  message: `Starting ${program}. ${first}`,
  first,
});
const born = [starting('kubelet', '09:00:00'), starting('kube-proxy', '09:00:04')];
const rules = (node: string, serviceRules: number) => ({
  topic: 'iptables' as const,
  node,
  at: '11:59:00',
  data: { tables: { nat: { rules: 12 + serviceRules, serviceRules, rejects: [] } } },
  text: `*nat ${serviceRules} rules of Services`,
});

testDetector(serviceDataplane, {
  fires: [
    {
      name: 'kube-proxy came minutes after the kubelet, and a person saw Service addresses time out',
      given: {
        objects: nodes,
        events: [...born, starting('kubelet', '10:05:00'), starting('kube-proxy', '10:12:30')],
        statements: [
          { at: '10:08:00', text: 'any pod that talks to the API gets dial tcp 10.96.0.1:443: i/o timeout' },
        ],
      },
      expect: [
        {
          type: 'kube-proxy-down',
          entity: 'ServiceDataplane/node-a',
          onset: '10:05:00',
          open: false,
          severity: 3,
        },
        {
          type: 'service-rules-missing',
          entity: 'ServiceDataplane/node-a',
          onset: '10:05:00',
          epistemic: 'inferred',
          names: ['NodeService/node-a/kube-proxy'],
        },
      ],
    },
    {
      name: 'kube-proxy was away, its rules stayed',
      given: {
        objects: nodes,
        events: [...born, starting('kubelet', '10:05:00'), starting('kube-proxy', '10:12:30')],
      },
      expect: [{ type: 'kube-proxy-down', entity: 'ServiceDataplane/node-a' }],
      never: ['service-rules-missing'],
    },
    {
      name: 'a table without rules beside one with',
      given: { objects: nodes, reports: [rules('node-a', 0), rules('node-b', 44)] },
      expect: [{ type: 'service-rules-missing', entity: 'ServiceDataplane/node-a', open: true, severity: 3 }],
    },
  ],
  silent: [
    {
      name: 'both restarted together',
      given: {
        objects: nodes,
        events: [...born, starting('kubelet', '10:05:00'), starting('kube-proxy', '10:05:04')],
      },
    },
    {
      name: 'a cluster without kube-proxy has no such rules',
      given: { objects: nodes, reports: [rules('node-a', 0), rules('node-b', 0)] },
    },
  ],
});
