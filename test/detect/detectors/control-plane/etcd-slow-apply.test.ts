import { etcdSlowApply } from '../../../../src/detect/detectors/control-plane/etcd-slow-apply.js';
import { testDetector } from '../../../support/detector-tester.js';

const line = (took: string, count: number) => ({
  id: 'etcd-slow-apply',
  text: `apply request took too long took=${took} expected-duration=100ms prefix=read-only range request=key:"/registry/pods/"`,
  at: '10:05:00',
  until: '10:06:00',
  count,
  node: 'cp-1',
  program: 'etcd',
  fields: { took, resource: 'pods' },
});

testDetector(etcdSlowApply, {
  fires: [
    {
      name: 'requests take seconds',
      given: { messages: [line('1.2s', 30), line('6.3s', 2)] },
      expect: [
        {
          type: 'etcd-slow-apply',
          entity: 'EtcdMember/cp-1',
          onset: '10:05:00',
          open: false,
          severity: 3,
          says: ['up to 6.3 s'],
        },
      ],
    },
  ],
  silent: [
    { name: 'just over the warning threshold, however often', given: { messages: [line('108.68ms', 400)] } },
    { name: 'four slow ones while the cluster starts', given: { messages: [line('700ms', 4)] } },
  ],
});
