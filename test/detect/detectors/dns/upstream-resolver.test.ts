import { upstreamResolver } from '../../../../src/detect/detectors/dns/upstream-resolver.js';
import { node, pod } from '../../../support/objects.js';
import { testDetector } from '../../../support/detector-tester.js';

const dns = (i: number) => pod(`kube-system/coredns-${i}`, undefined, { spec: { nodeName: `node-${i}` } });
const said = (i: number, count: number) => ({
  id: 'coredns-upstream-timeout',
  text: '[ERROR] plugin/errors: 2 rates.example.org. A: read udp 10.244.1.5:41230->10.0.0.2:53: i/o timeout',
  fields: { dns: '10.0.0.2' },
  at: '11:10:00',
  until: '11:50:00',
  count,
  pod: `Pod/kube-system/coredns-${i}`,
  program: 'coredns',
});
const world = [node('node-1'), node('node-2'), dns(1), dns(2)];

testDetector(upstreamResolver, {
  fires: [
    {
      name: 'two nodes wait for the same resolver',
      given: { objects: world, messages: [said(1, 30), said(2, 30)] },
      expect: [
        {
          type: 'upstream-resolver-down',
          entity: 'External/10.0.0.2',
          onset: '11:10:00',
          names: ['Node/node-1', 'Node/node-2'],
        },
      ],
    },
  ],
  silent: [
    { name: 'one node alone', given: { objects: world, messages: [said(1, 60)] } },
    { name: 'a few odd names', given: { objects: world, messages: [said(1, 3), said(2, 3)] } },
  ],
});
