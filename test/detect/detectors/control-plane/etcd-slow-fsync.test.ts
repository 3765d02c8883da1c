import { etcdSlowFsync } from '../../../../src/detect/detectors/control-plane/etcd-slow-fsync.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(etcdSlowFsync, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'etcd-slow-fsync',
            text: '{"level":"warn","ts":"2026-11-20T22:30:36.255Z","caller":"wal/wal.go:808","msg":"slow fdatasync","took":"2.211011357s","expected-duration":"1s"}',
            at: '10:05:00',
            until: '10:09:00',
            count: 3,
            node: 'node-a',
            program: 'etcd',
            fields: { took: '2.211011357s' },
          },
        ],
      },
      expect: [
        {
          type: 'etcd-slow-fsync',
          entity: 'EtcdMember/node-a',
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
            node: 'node-a',
            program: 'etcd',
          },
        ],
      },
    },
  ],
});
