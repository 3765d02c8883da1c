import { kernelOom } from '../../../../src/detect/detectors/host/kernel-oom.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(kernelOom, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'kernel-oom',
            text: '[12345.678901] oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=cri-containerd-3f1a.scope,mems_allowed=0,oom_memcg=/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod7d05bcbb_1797_481a_b4e1_4a16bf5de193.slice,task_memcg=/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod7d05bcbb_1797_481a_b4e1_4a16bf5de193.slice/cri-containerd-3f1a.scope,task=java,pid=4711,uid=1000',
            at: '10:05:00',
            until: '10:09:00',
            count: 3,
            node: 'node-a',
            program: 'kubelet',
            fields: { constraint: 'MEMCG', process: 'java', podUid: '7d05bcbb-1797-481a-b4e1-4a16bf5de193' },
          },
        ],
      },
      expect: [
        {
          type: 'kernel-oom',
          entity: 'Node/node-a',
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
            program: 'kubelet',
          },
        ],
      },
    },
  ],
});
