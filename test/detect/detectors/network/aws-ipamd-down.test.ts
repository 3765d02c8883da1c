import { awsIpamdDown } from '../../../../src/detect/detectors/network/aws-ipamd-down.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(awsIpamdDown, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'aws-ipamd-down',
            text: '{"level":"error","ts":"2026-07-01T19:22:41.123Z","caller":"routed-eni-cni-plugin/cni.go:202","msg":"Error received from AddNetwork gRPC call: rpc error: code = Unavailable desc = connection error: desc = \\"transport: Error while dialing: dial tcp 127.0.0.1:50051: connect: connection refused\\""}',
            at: '10:05:00',
            until: '10:09:00',
            count: 9,
            node: 'node-a',
            program: 'kubelet',
            fields: { reason: 'refused' },
          },
        ],
      },
      expect: [
        {
          type: 'aws-ipamd-down',
          entity: 'NodeNetwork/node-a',
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
            id: 'aws-ipamd-down',
            text: '{"level":"error","ts":"2026-07-01T19:22:41.123Z","caller":"routed-eni-cni-plugin/cni.go:202","msg":"Error received from AddNetwork gRPC call: rpc error: code = Unavailable desc = connection error: desc = \\"transport: Error while dialing: dial tcp 127.0.0.1:50051: connect: connection refused\\""}',
            at: '10:05:00',
            until: '10:09:00',
            count: 2,
            node: 'node-a',
            program: 'kubelet',
            fields: { reason: 'refused' },
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
            program: 'kubelet',
          },
        ],
      },
    },
  ],
});
