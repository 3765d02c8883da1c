import { probeAlert } from '../../../../src/detect/detectors/edge/probe-alert.js';
import { testDetector } from '../../../support/detector-tester.js';
import { object } from '../../../support/objects.js';

const ingress = object('Ingress', 'shop/web', {
  spec: {
    rules: [
      {
        host: 'shop.example',
        http: { paths: [{ backend: { service: { name: 'web', port: { number: 80 } } } }] },
      },
    ],
  },
});
const served = (at: string, until: string) => ({
  entrance: 'edge',
  host: 'shop.example',
  at,
  until,
  failed: false,
  statuses: { '200': 1200 },
});
const alert = (summary: string) => ({
  name: 'ProbeFailed',
  at: '11:22:50',
  labels: { job: 'blackbox', instance: 'https://shop.example/' },
  annotations: { summary },
});

testDetector(probeAlert, {
  fires: [
    {
      name: 'the log of the entrance ends',
      given: {
        objects: [ingress],
        access: [served('11:00:00', '11:20:36')],
        alerts: [alert('connect timeout')],
      },
      expect: [
        {
          type: 'surface-outage',
          entity: 'Surface/shop.example',
          onset: '11:21:00',
          severity: 3,
          epistemic: 'reported',
          open: true,
        },
      ],
    },
    {
      name: 'what the probe met ends an attempt before it is logged',
      given: {
        objects: [ingress],
        access: [served('11:00:00', '11:59:00')],
        alerts: [alert('x509: certificate has expired')],
      },
      expect: [{ type: 'surface-outage', entity: 'Surface/shop.example' }],
    },
  ],
  silent: [
    {
      name: 'the entrance serves as before: it is the probe',
      given: {
        objects: [ingress],
        access: [served('11:00:00', '11:59:00')],
        alerts: [alert('unexpected content')],
      },
    },
    {
      name: 'the log of the entrance tells of the failures itself',
      given: {
        objects: [ingress],
        access: [
          served('11:00:00', '11:20:00'),
          { ...served('11:20:02', '11:50:00'), failed: true, statuses: { '503': 900 } },
        ],
        alerts: [alert('503')],
      },
    },
    {
      name: 'it has fired since yesterday',
      given: { objects: [ingress], alerts: [{ ...alert('connect timeout'), at: '2026-03-03T09:00:00Z' }] },
    },
  ],
});
