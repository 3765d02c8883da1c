import { cloudPermissionMissing } from '../../../../src/detect/detectors/identity/cloud-permission-missing.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(cloudPermissionMissing, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'cloud-permission-missing',
            text: 'E0701 19:22:41.123456       1 driver.go:85] GRPC error: rpc error: code = Internal desc = Could not create volume: UnauthorizedOperation: You are not authorized to perform: ec2:CreateVolume',
            at: '10:05:00',
            until: '10:09:00',
            count: 6,
            pod: 'Pod/kube-system/agent-0',
            container: 'agent',
            node: 'node-a',
            fields: { action: 'ec2:CreateVolume' },
          },
        ],
      },
      expect: [
        {
          type: 'cloud-permission-missing',
          entity: 'Pod/kube-system/agent-0',
          onset: '10:05:00',
          open: false,
          attrs: { count: 6 },
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
            id: 'cloud-permission-missing',
            text: 'E0701 19:22:41.123456       1 driver.go:85] GRPC error: rpc error: code = Internal desc = Could not create volume: UnauthorizedOperation: You are not authorized to perform: ec2:CreateVolume',
            at: '10:05:00',
            until: '10:09:00',
            count: 1,
            pod: 'Pod/kube-system/agent-0',
            container: 'agent',
            node: 'node-a',
            fields: { action: 'ec2:CreateVolume' },
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
            pod: 'Pod/kube-system/agent-0',
            container: 'agent',
            node: 'node-a',
          },
        ],
      },
    },
  ],
});
