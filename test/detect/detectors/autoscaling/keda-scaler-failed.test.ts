import { kedaScalerFailed } from '../../../../src/detect/detectors/autoscaling/keda-scaler-failed.js';
import { testDetector } from '../../../support/detector-tester.js';

const event = (reason: string, last = '11:59:30') => ({
  about: 'ScaledObject/shop/worker',
  reason,
  message: 'error connecting to rabbitmq: dial tcp: lookup rabbit: no such host',
  first: '11:00:00',
  last,
});

testDetector(kedaScalerFailed, {
  fires: [
    {
      name: 'the source cannot be reached',
      given: { events: [event('KEDAScalerFailed')] },
      expect: [
        {
          type: 'keda-scaler-failed',
          entity: 'ScaledObject/shop/worker',
          onset: '11:00:00',
          open: true,
          severity: 2,
          says: ['no such host'],
        },
      ],
    },
    {
      name: 'over',
      given: { events: [event('KEDAScalerFailed', '11:10:00')] },
      expect: [{ type: 'keda-scaler-failed', entity: 'ScaledObject/shop/worker', open: false }],
    },
  ],
  silent: [{ name: 'at work', given: { events: [event('KEDAScalersStarted')] } }],
});
