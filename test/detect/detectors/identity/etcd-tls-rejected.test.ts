import { etcdTlsRejected } from '../../../../src/detect/detectors/identity/etcd-tls-rejected.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(etcdTlsRejected, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'etcd-tls-rejected',
            text: '{"level":"warn","ts":"2026-07-01T19:22:41.123Z","caller":"embed/config_logging.go:169","msg":"rejected connection","remote-addr":"10.0.0.9:41230","server-name":"","error":"remote error: tls: bad certificate"}',
            at: '10:05:00',
            until: '10:09:00',
            count: 9,
            program: 'etcd',
            fields: { problem: 'tls: bad certificate' },
          },
        ],
      },
      expect: [
        {
          type: 'etcd-tls-rejected',
          entity: 'Component/etcd',
          onset: '10:05:00',
          open: false,
          attrs: { count: 9 },
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
            id: 'etcd-tls-rejected',
            text: '{"level":"warn","ts":"2026-07-01T19:22:41.123Z","caller":"embed/config_logging.go:169","msg":"rejected connection","remote-addr":"10.0.0.9:41230","server-name":"","error":"remote error: tls: bad certificate"}',
            at: '10:05:00',
            until: '10:09:00',
            count: 2,
            program: 'etcd',
            fields: { problem: 'tls: bad certificate' },
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
            program: 'etcd',
          },
        ],
      },
    },
  ],
});
