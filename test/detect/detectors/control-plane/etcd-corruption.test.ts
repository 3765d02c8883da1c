import { etcdCorruption } from '../../../../src/detect/detectors/control-plane/etcd-corruption.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(etcdCorruption, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'etcd-corruption',
            text: '{"level":"fatal","ts":"2026-07-01T19:22:41.123Z","caller":"embed/etcd.go:212","msg":"found data inconsistency with peers","error":"wrong checksum"}',
            at: '10:05:00',
            until: '10:09:00',
            count: 3,
            node: 'node-a',
            program: 'etcd',
          },
        ],
      },
      expect: [
        {
          type: 'etcd-corruption',
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
