import { etcdDefragmentation } from '../../../../src/detect/detectors/control-plane/etcd-defragmentation.js';
import { testDetector } from '../../../support/detector-tester.js';

const step = (what: string, at: string, took?: string) => ({
  id: 'etcd-defragmentation',
  text: `${what} defragmentation`,
  at,
  node: 'cp-a',
  program: 'etcd',
  fields: { step: what, ...(took === undefined ? {} : { took }) },
});

testDetector(etcdDefragmentation, {
  fires: [
    {
      name: 'a member that is away for 46 s',
      given: { messages: [step('starting', '10:00:04'), step('finished', '10:00:50', '46.1s')] },
      expect: [
        {
          type: 'etcd-defragmentation',
          entity: 'EtcdMember/cp-a',
          onset: '10:00:04',
          open: false,
          severity: 2,
          says: ['46 s'],
        },
      ],
    },
  ],
  silent: [
    {
      name: 'one that is done in a second',
      given: { messages: [step('starting', '10:00:04'), step('finished', '10:00:05', '802ms')] },
    },
    { name: 'one of which the end is not told', given: { messages: [step('starting', '10:00:04')] } },
  ],
});
