import { etcdClockDrift } from '../../../../src/detect/detectors/control-plane/etcd-clock-drift.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(etcdClockDrift, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'etcd-clock-drift',
            text: '{"level":"warn","ts":"2026-11-20T22:28:52.891Z","caller":"rafthttp/probing_status.go:86","msg":"prober found high clock drift","round-tripper-name":"ROUND_TRIPPER_SNAPSHOT","remote-peer-id":"628170c800dbcee","clock-drift":"1.45s","rtt":"7.5ms"}',
            at: '10:05:00',
            until: '10:09:00',
            count: 9,
            node: 'node-a',
            program: 'etcd',
            fields: { drift: '1.45s' },
          },
        ],
      },
      expect: [
        {
          type: 'etcd-clock-drift',
          entity: 'EtcdMember/node-a',
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
            id: 'etcd-clock-drift',
            text: '{"level":"warn","ts":"2026-11-20T22:28:52.891Z","caller":"rafthttp/probing_status.go:86","msg":"prober found high clock drift","round-tripper-name":"ROUND_TRIPPER_SNAPSHOT","remote-peer-id":"628170c800dbcee","clock-drift":"1.45s","rtt":"7.5ms"}',
            at: '10:05:00',
            until: '10:09:00',
            count: 2,
            node: 'node-a',
            program: 'etcd',
            fields: { drift: '1.45s' },
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
