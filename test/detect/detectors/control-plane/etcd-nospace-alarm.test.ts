import { etcdNospaceAlarm } from '../../../../src/detect/detectors/control-plane/etcd-nospace-alarm.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(etcdNospaceAlarm, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'etcd-nospace-alarm',
            text: 'E0701 19:22:41.123456       1 status.go:71] apiserver received an error that is not an metav1.Status: rpctypes.EtcdError{code:0x8, desc:"etcdserver: mvcc: database space exceeded"}',
            at: '10:05:00',
            until: '10:09:00',
            count: 3,
            program: 'etcd',
          },
        ],
      },
      expect: [
        {
          type: 'etcd-nospace-alarm',
          entity: 'Component/etcd',
          onset: '10:05:00',
          open: false,
          attrs: { count: 3 },
        },
      ],
    },
  ],
  silent: [
    {
      name: 'conflicts of writers, which are retried',
      given: {
        messages: [
          {
            id: 'log-error',
            text: 'Operation cannot be fulfilled on deployments.apps "web": the object has been modified; please apply your changes to the latest version and try again',
            at: '10:05:00',
            count: 40,
            program: 'etcd',
          },
        ],
      },
    },
  ],
});
