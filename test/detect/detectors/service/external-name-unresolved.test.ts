import { externalNameUnresolved } from '../../../../src/detect/detectors/service/external-name-unresolved.js';
import { testDetector } from '../../../support/detector-tester.js';
import { object, service, stack } from '../../../support/objects.js';

const alias = (externalName: string) =>
  object('Service', 'shop/bank', { spec: { type: 'ExternalName', externalName } });
const lookup = (at: string, why = 'no such host') => ({
  id: 'app-dependency-unresolved',
  text: `dial tcp: lookup bank on 10.96.0.10:53: ${why}`,
  fields: { host: 'bank' },
  at,
  pod: 'Pod/shop/web-7d4b9c5f6d-x7k2p',
  severity: 'error' as const,
});
const times = ['11:57:00', '11:58:00', '11:59:30'];

testDetector(externalNameUnresolved, {
  fires: [
    {
      name: 'callers are told that the name does not exist',
      given: {
        objects: [...stack('shop/web'), alias('bank.corp.example')],
        messages: times.map((at) => lookup(at)),
      },
      expect: [
        {
          type: 'external-name-unresolved',
          entity: 'Service/shop/bank',
          severity: 2,
          onset: '11:57:00',
          open: true,
          says: ['bank.corp.example'],
          names: ['Deployment/shop/web'],
        },
      ],
    },
    {
      name: 'a Service of the cluster that is not there',
      given: { objects: [alias('vault.bank.svc.cluster.local'), service('bank/ledger')] },
      expect: [{ type: 'external-name-unresolved', entity: 'Service/shop/bank', severity: 1 }],
    },
  ],
  silent: [
    { name: 'nobody complains', given: { objects: [...stack('shop/web'), alias('bank.corp.example')] } },
    {
      name: 'the name server does not answer',
      given: {
        objects: [...stack('shop/web'), alias('bank.corp.example')],
        messages: times.map((at) => lookup(at, 'i/o timeout')),
      },
    },
    {
      name: 'a Service of the cluster that is there',
      given: { objects: [alias('ledger.bank.svc.cluster.local'), service('bank/ledger')] },
    },
  ],
});
