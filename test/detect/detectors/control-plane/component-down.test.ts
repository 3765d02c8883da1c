import { componentDown } from '../../../../src/detect/detectors/control-plane/component-down.js';
import { container, node, over, pod, type Fields } from '../../../support/objects.js';
import { testDetector } from '../../../support/detector-tester.js';

const instance = (name: string, at: string, loops: boolean): Fields =>
  over(
    pod(`kube-system/${name}-${at}`, `Node/${at}`, {
      spec: { nodeName: at, containers: [container(name)] },
    }),
    loops
      ? {
          status: {
            conditions: [{ type: 'Ready', status: 'False', lastTransitionTime: '2026-03-04T11:10:00Z' }],
            containerStatuses: [
              { name, ready: false, restartCount: 8, state: { waiting: { reason: 'CrashLoopBackOff' } } },
            ],
          },
        }
      : {
          status: {
            containerStatuses: [
              {
                name,
                ready: true,
                restartCount: 0,
                state: { running: { startedAt: '2026-03-04T08:00:00Z' } },
              },
            ],
          },
        },
  );
const proxy = (at: string, loops: boolean): Fields =>
  over(instance('kube-proxy', at, loops), {
    metadata: {
      name: `kube-proxy-${at}`,
      ownerReferences: [{ kind: 'DaemonSet', name: 'kube-proxy', uid: 'u', controller: true }],
    },
  });

testDetector(componentDown, {
  fires: [
    {
      name: 'the only scheduler loops',
      given: { objects: [node('cp-1'), instance('kube-scheduler', 'cp-1', true)] },
      expect: [
        {
          type: 'kube-scheduler-down',
          entity: 'Component/kube-scheduler',
          onset: '11:10:00',
          open: true,
          severity: 3,
          says: ['kube-scheduler-cp-1', 'CrashLoopBackOff'],
        },
      ],
    },
    {
      name: 'kube-proxy of one node loops',
      given: { objects: [node('node-1'), node('node-2'), proxy('node-1', true), proxy('node-2', false)] },
      expect: [{ type: 'kube-proxy-down', entity: 'ServiceDataplane/node-1', open: true }],
    },
  ],
  silent: [
    {
      name: 'one of two schedulers loops: the other leads',
      given: {
        objects: [
          node('cp-1'),
          node('cp-2'),
          instance('kube-scheduler', 'cp-1', true),
          instance('kube-scheduler', 'cp-2', false),
        ],
      },
    },
    {
      name: 'a workload that only has such a name',
      given: {
        objects: [
          over(instance('kube-scheduler', 'report', true), {
            metadata: { name: 'kube-scheduler-report', namespace: 'shop' },
            spec: { containers: [container('report')] },
          }),
        ],
      },
    },
  ],
});
