import { etcdReadindexSlow } from '../../../../src/detect/detectors/control-plane/etcd-readindex-slow.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(etcdReadindexSlow, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'etcd-readindex-slow',
            text: '{"level":"warn","ts":"2026-11-20T22:28:47.094Z","caller":"etcdserver/v3_server.go:814","msg":"waiting for ReadIndex response took too long, retrying","sent-request-id":18265370813383357032,"retry-timeout":"500ms"}',
            at: '10:05:00',
            until: '10:09:00',
            count: 15,
            node: 'node-a',
            program: 'etcd',
          },
        ],
      },
      expect: [
        {
          type: 'etcd-readindex-slow',
          entity: 'EtcdMember/node-a',
          onset: '10:05:00',
          open: false,
          attrs: { count: 15 },
        },
      ],
    },
  ],
  silent: [
    {
      name: 'said less often than counts',
      given: {
        messages: [
          {
            id: 'etcd-readindex-slow',
            text: '{"level":"warn","ts":"2026-11-20T22:28:47.094Z","caller":"etcdserver/v3_server.go:814","msg":"waiting for ReadIndex response took too long, retrying","sent-request-id":18265370813383357032,"retry-timeout":"500ms"}',
            at: '10:05:00',
            until: '10:09:00',
            count: 4,
            node: 'node-a',
            program: 'etcd',
          },
        ],
      },
    },
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
