import { pidExhaustion } from '../../../../src/detect/detectors/host/pid-exhaustion.js';
import { testDetector } from '../../../support/detector-tester.js';

const SHIM =
  'failed to create containerd task: failed to start shim: fork/exec /usr/bin/containerd-shim-runc-v2: resource temporarily unavailable: unknown';
const said = (text: string, at: string, more: object) => ({
  id: 'pid-exhaustion',
  text,
  at,
  count: 4,
  ...more,
});

testDetector(pidExhaustion, {
  fires: [
    {
      name: 'a runtime that cannot fork speaks for its node',
      given: { messages: [said(SHIM, '10:05:00', { program: 'containerd', node: 'node-a' })] },
      expect: [{ type: 'pid-exhaustion', entity: 'Node/node-a', onset: '10:05:00', says: ['Node node-a'] }],
    },
    {
      name: 'an application at the limit of its container',
      given: {
        messages: [
          said('java.lang.OutOfMemoryError: unable to create new native thread', '10:05:00', {
            pod: 'Pod/shop/web-0',
            container: 'web',
            node: 'node-a',
          }),
        ],
      },
      expect: [{ type: 'pid-exhaustion', entity: 'Pod/shop/web-0' }],
    },
  ],
  silent: [
    {
      name: 'the cgroup of a pod that the kernel does not name',
      given: {
        messages: [
          said('cgroup: fork rejected by pids controller in /kubepods/pod1', '10:05:00', {
            program: 'kernel',
            node: 'node-a',
            fields: { controller: 'fork rejected by pids controller' },
          }),
        ],
      },
    },
  ],
});
