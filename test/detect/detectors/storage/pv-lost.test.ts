import { pvLost } from '../../../../src/detect/detectors/storage/pv-lost.js';
import { testDetector } from '../../../support/detector-tester.js';
import { object } from '../../../support/objects.js';

const claim = (phase: string) =>
  object('PersistentVolumeClaim', 'shop/data', { spec: { volumeName: 'pv-1' }, status: { phase } });

testDetector(pvLost, {
  fires: [
    {
      name: 'the volume was deleted',
      given: {
        objects: [claim('Lost')],
        events: [
          {
            about: 'PersistentVolumeClaim/shop/data',
            reason: 'ClaimLost',
            message: 'Bound claim has lost its PersistentVolume. Data on the volume is lost!',
            first: '11:00:00',
          },
        ],
      },
      expect: [
        {
          type: 'pv-lost',
          entity: 'PersistentVolumeClaim/shop/data',
          onset: '11:00:00',
          severity: 3,
          names: ['PersistentVolume/pv-1'],
        },
      ],
    },
  ],
  silent: [{ name: 'a bound claim', given: { objects: [claim('Bound')] } }],
});
