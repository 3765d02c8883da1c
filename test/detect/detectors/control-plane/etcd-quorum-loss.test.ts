import { etcdQuorumLoss } from '../../../../src/detect/detectors/control-plane/etcd-quorum-loss.js';
import { testDetector } from '../../../support/detector-tester.js';

const said = (id: string, text: string, at: string, until = at) => ({
  id,
  text,
  at,
  until,
  program: 'etcd',
  node: 'cp-1',
});
const lost = said(
  'etcd-quorum-loss',
  'ddd67b312462fd7b stepped down to follower since quorum is not active',
  '10:05:00',
);

testDetector(etcdQuorumLoss, {
  fires: [
    {
      name: 'a minute without a leader',
      given: {
        messages: [
          lost,
          said(
            'etcd-no-leader',
            'ddd67b312462fd7b no leader at term 7; dropping index reading msg',
            '10:05:01',
            '10:06:15',
          ),
          said('etcd-leader-elected', 'ddd67b312462fd7b became leader at term 63', '10:06:20'),
        ],
      },
      expect: [
        { type: 'etcd-quorum-loss', entity: 'Component/etcd', onset: '10:05:00', open: false, severity: 3 },
      ],
    },
  ],
  silent: [
    {
      name: 'an election of two seconds',
      given: {
        messages: [lost, said('etcd-leader-elected', 'ddd67b312462fd7b became leader at term 8', '10:05:02')],
      },
    },
  ],
});
