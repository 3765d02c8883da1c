import { quotaExceeded } from '../../../../src/detect/detectors/admission/quota-exceeded.js';
import { testDetector } from '../../../support/detector-tester.js';
import { deployment, object, replicaSet, waiting } from '../../../support/objects.js';

const SHORT = [
  deployment('shop/web', {}, { status: { availableReplicas: 0 } }),
  replicaSet('shop/web-7d4b9c5f6d', 'web', { status: { replicas: 0 } }),
];
const quota = (hard: Record<string, string>, used: Record<string, string>) =>
  object('ResourceQuota', 'shop/q', { spec: { hard }, status: { hard, used } });
const refused = (text: string) => ({
  about: 'ReplicaSet/shop/web-7d4b9c5f6d',
  reason: 'FailedCreate',
  message: `Error creating: pods "web-7d4b9c5f6d-x7k2p" is forbidden: ${text}`,
  first: '11:00:00',
  last: '11:50:00',
});

testDetector(quotaExceeded, {
  fires: [
    {
      name: 'memory, while CPU of the same quota has room',
      given: {
        objects: [
          ...SHORT,
          quota(
            { 'requests.memory': '3Gi', 'requests.cpu': '10' },
            { 'requests.memory': '3000Mi', 'requests.cpu': '1' },
          ),
        ],
        events: [
          refused(
            'exceeded quota: q, requested: requests.cpu=1,requests.memory=300Mi, used: requests.cpu=1,requests.memory=3000Mi, limited: requests.cpu=10,requests.memory=3Gi',
          ),
        ],
      },
      expect: [
        {
          type: 'quota-memory-exceeded',
          entity: 'ResourceQuota/shop/q',
          onset: '11:00:00',
          open: true,
          severity: 3,
          says: ['3000Mi of 3Gi used'],
          attrs: { quota: 'q' },
          names: ['Deployment/shop/web', 'Namespace/shop'],
        },
      ],
      never: ['quota-cpu-exceeded'],
    },
    {
      name: 'pods, and the quota itself was not captured',
      given: {
        objects: SHORT,
        events: [refused('exceeded quota: q, requested: pods=1, used: pods=10, limited: pods=10')],
      },
      expect: [{ type: 'quota-pods-exceeded', entity: 'Namespace/shop' }],
    },
    {
      name: 'CPU in a summed event',
      given: {
        objects: [...SHORT, quota({ 'requests.cpu': '10' }, { 'requests.cpu': '10' })],
        events: [
          {
            ...refused(''),
            message:
              '(combined from similar events): Error creating: pods "web-x" is forbidden: exceeded quota: q, requested: requests.cpu=1, used: requests.cpu=10, limited: requests.cpu=10',
          },
        ],
      },
      expect: [{ type: 'quota-cpu-exceeded', entity: 'ResourceQuota/shop/q' }],
    },
    {
      name: 'storage: the claim was refused before anyone could note it',
      given: {
        objects: [
          ...waiting('shop/db', '0/1 nodes are available: persistentvolumeclaim "data" not found.'),
          quota({ 'requests.storage': '1Gi' }, { 'requests.storage': '0' }),
        ],
        snapshots: [
          {
            object: object('PersistentVolumeClaim', 'shop/data', {
              spec: { resources: { requests: { storage: '2Gi' } } },
            }),
            shape: 'manifest',
          },
        ],
      },
      expect: [
        {
          type: 'quota-storage-exceeded',
          entity: 'ResourceQuota/shop/q',
          epistemic: 'inferred',
          says: ['2Gi asked'],
          names: ['PersistentVolumeClaim/shop/data', 'Deployment/shop/db'],
        },
      ],
    },
    {
      name: 'the quota demands requests that the pods lack',
      given: { objects: SHORT, events: [refused('failed quota: q: must specify requests.cpu for: web')] },
      expect: [{ type: 'quota-requires-requests', entity: 'Deployment/shop/web' }],
    },
  ],
  silent: [
    {
      name: 'a full quota that refuses nobody',
      given: {
        objects: [
          deployment('shop/web'),
          replicaSet('shop/web-7d4b9c5f6d', 'web', { status: { replicas: 1 } }),
          quota({ pods: '1' }, { pods: '1' }),
        ],
      },
    },
    {
      name: 'the missing claim would fit',
      given: {
        objects: [
          ...waiting('shop/db', '0/1 nodes are available: persistentvolumeclaim "data" not found.'),
          quota({ 'requests.storage': '10Gi' }, { 'requests.storage': '0' }),
        ],
        snapshots: [
          {
            object: object('PersistentVolumeClaim', 'shop/data', {
              spec: { resources: { requests: { storage: '2Gi' } } },
            }),
            shape: 'manifest',
          },
        ],
      },
    },
  ],
});
