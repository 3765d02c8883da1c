import { etcdHeartbeatLate } from '../../../../src/detect/detectors/control-plane/etcd-heartbeat-late.js';
import { testDetector } from '../../../support/detector-tester.js';

const late = (took: string, count: number) => ({
  id: 'etcd-heartbeat-late',
  text: `leader failed to send out heartbeat on time; took too long, leader is overloaded likely from slow disk exceeded-duration=${took}`,
  at: '10:05:00',
  until: '10:06:00',
  count,
  severity: 'warning' as const,
  node: 'cp-1',
  program: 'etcd',
  fields: { took },
});

testDetector(etcdHeartbeatLate, {
  fires: [
    {
      name: 'a leader that stalls again and again',
      given: { messages: [late('804.524016ms', 114)] },
      expect: [
        {
          type: 'etcd-heartbeat-late',
          entity: 'Component/etcd',
          onset: '10:05:00',
          severity: 3,
          names: ['EtcdMember/cp-1'],
        },
      ],
    },
  ],
  silent: [
    { name: 'some milliseconds late, twice', given: { messages: [late('21.508372ms', 2)] } },
    { name: 'a little late for a long time', given: { messages: [late('7.125091ms', 90)] } },
  ],
});
