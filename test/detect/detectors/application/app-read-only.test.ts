import { appReadOnly } from '../../../../src/detect/detectors/application/app-read-only.js';
import { testDetector } from '../../../support/detector-tester.js';

const RUNS = ['trim-100', 'trim-101'];
const owned = (kind: string, name: string) => [
  { apiVersion: 'batch/v1', kind, name, controller: true, uid: `u-${name}` },
];
/** A CronJob whose runs each say it, nine minutes before the capture ends. */
const runs = {
  objects: RUNS.flatMap((run) => [
    {
      kind: 'Job',
      metadata: { namespace: 'ops', name: run, uid: `u-${run}`, ownerReferences: owned('CronJob', 'trim') },
      status: { startTime: '2026-03-04T10:05:00Z', failed: 1 },
    },
    {
      kind: 'Pod',
      metadata: { namespace: 'ops', name: `${run}-abcde`, ownerReferences: owned('Job', run) },
      status: { phase: 'Failed' },
    },
  ]),
  messages: RUNS.map((run, i) => ({
    id: 'app-read-only',
    text: '/start.sh: 3: cannot create /work/state: Read-only file system',
    at: `10:0${5 + i}:00`,
    pod: `Pod/ops/${run}-abcde` as const,
    container: 'trim',
    node: 'node-a',
    fields: { path: '/work/state' },
  })),
};

testDetector(appReadOnly, {
  fires: [
    {
      name: 'each run of a CronJob says it: between two runs it is silent, not cured',
      given: runs,
      expect: [{ type: 'app-read-only', entity: 'CronJob/ops/trim', onset: '10:05:00', open: true }],
    },
    {
      name: 'a later run went well',
      given: {
        ...runs,
        events: [
          {
            about: 'CronJob/ops/trim',
            type: 'Normal',
            reason: 'SawCompletedJob',
            component: 'cronjob-controller',
            message: 'Saw completed job: trim-102, status: Complete',
            first: '10:07:30',
          },
        ],
      },
      expect: [{ type: 'app-read-only', entity: 'CronJob/ops/trim', onset: '10:05:00', open: false }],
    },
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'app-read-only',
            text: '/start.sh: 3: cannot create /work/state: Read-only file system',
            at: '10:05:00',
            until: '10:09:00',
            count: 3,
            pod: 'Pod/shop/web-0',
            container: 'web',
            node: 'node-a',
            fields: { path: '/work/state' },
          },
        ],
      },
      expect: [
        {
          type: 'app-read-only',
          entity: 'Pod/shop/web-0',
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
            pod: 'Pod/shop/web-0',
            container: 'web',
            node: 'node-a',
          },
        ],
      },
    },
  ],
});
