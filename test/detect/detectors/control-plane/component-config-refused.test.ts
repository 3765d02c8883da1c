import { componentConfigRefused } from '../../../../src/detect/detectors/control-plane/component-config-refused.js';
import { testDetector } from '../../../support/detector-tester.js';

const said = (why: string) => ({
  id: 'component-command-failed',
  text: `command failed: ${why}`,
  fields: { why },
  at: '11:10:02',
  node: 'cp-1',
  program: 'kube-scheduler',
});

testDetector(componentConfigRefused, {
  fires: [
    {
      name: 'a file of its configuration is missing',
      given: { messages: [said('stat /etc/kubernetes/scheduler.conf: no such file or directory')] },
      expect: [
        {
          type: 'component-config-refused',
          entity: 'Component/kube-scheduler',
          onset: '11:10:02',
          says: ['no such file'],
        },
      ],
    },
  ],
  silent: [
    { name: 'it lost its lease', given: { messages: [said('leaderelection lost')] } },
    {
      name: 'it reached nobody',
      given: { messages: [said('dial tcp 10.0.0.5:6443: connect: connection refused')] },
    },
  ],
});
