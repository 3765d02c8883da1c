import { etcdLeaderLoss } from '../../../../src/detect/detectors/control-plane/etcd-leader-loss.js';
import { testDetector } from '../../../support/detector-tester.js';

const said = (id: string, text: string, at: string, fields: Readonly<Record<string, string>> = {}) => ({
  id,
  text,
  at,
  fields,
  program: 'etcd',
  node: 'cp-1',
});

testDetector(etcdLeaderLoss, {
  fires: [
    {
      name: 'lost, and elected anew many times',
      given: {
        messages: [
          said(
            'etcd-leader-loss',
            'raft.node: ddd67b312462fd7b lost leader ddd67b312462fd7b at term 6',
            '10:05:00',
          ),
          said('etcd-election', '628170c800dbcee is starting a new election at term 6', '10:05:01'),
          said('etcd-election', '628170c800dbcee is starting a new election at term 40', '10:06:00'),
          said('etcd-leader-elected', 'ddd67b312462fd7b became leader at term 62', '10:06:20', {
            term: '62',
          }),
        ],
      },
      expect: [
        {
          type: 'etcd-leader-loss',
          entity: 'Component/etcd',
          onset: '10:05:00',
          severity: 3,
          open: false,
          attrs: { terms: 56 },
        },
      ],
    },
  ],
  silent: [
    {
      name: 'a planned transfer',
      given: {
        messages: [
          said('etcd-leader-transfer', 'leadership transfer starting', '10:05:00'),
          said(
            'etcd-leader-loss',
            'raft.node: ddd67b312462fd7b lost leader ddd67b312462fd7b at term 6',
            '10:05:01',
          ),
        ],
      },
    },
    {
      name: 'the first election of a member that starts',
      given: {
        messages: [
          said('etcd-leader-elected', 'ddd67b312462fd7b became leader at term 2', '10:05:00', { term: '2' }),
        ],
      },
    },
  ],
});
