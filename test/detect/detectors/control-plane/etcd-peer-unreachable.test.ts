import { etcdPeerUnreachable } from '../../../../src/detect/detectors/control-plane/etcd-peer-unreachable.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(etcdPeerUnreachable, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'etcd-peer-unreachable',
            text: '{"level":"warn","ts":"2026-11-20T22:28:52.891Z","caller":"rafthttp/probing_status.go:70","msg":"prober detected unhealthy status","round-tripper-name":"ROUND_TRIPPER_RAFT_MESSAGE","remote-peer-id":"628170c800dbcee","rtt":"7.537406ms","error":"dial tcp 10.200.0.12:2380: connect: connection refused"}',
            at: '10:05:00',
            until: '10:09:00',
            count: 9,
            node: 'node-a',
            program: 'etcd',
            fields: { peer: '628170c800dbcee', reason: 'refused' },
          },
        ],
      },
      expect: [
        {
          type: 'etcd-peer-unreachable',
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
            id: 'etcd-peer-unreachable',
            text: '{"level":"warn","ts":"2026-11-20T22:28:52.891Z","caller":"rafthttp/probing_status.go:70","msg":"prober detected unhealthy status","round-tripper-name":"ROUND_TRIPPER_RAFT_MESSAGE","remote-peer-id":"628170c800dbcee","rtt":"7.537406ms","error":"dial tcp 10.200.0.12:2380: connect: connection refused"}',
            at: '10:05:00',
            until: '10:09:00',
            count: 2,
            node: 'node-a',
            program: 'etcd',
            fields: { peer: '628170c800dbcee', reason: 'refused' },
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
