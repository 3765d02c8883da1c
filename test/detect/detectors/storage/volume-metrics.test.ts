import { volumeMetrics } from '../../../../src/detect/detectors/storage/volume-metrics.js';
import { testDetector } from '../../../support/detector-tester.js';
import { series, turned } from '../../../support/series.js';

const DATA = { namespace: 'shop', persistentvolumeclaim: 'data' };
const size = series('kubelet_volume_stats_capacity_bytes', DATA, () => 1e10);

testDetector(volumeMetrics, {
  fires: [
    {
      name: 'it fills up',
      given: { metrics: [series('kubelet_volume_stats_available_bytes', DATA, turned(20, 1e9, 1e7)), size] },
      expect: [
        { type: 'app-disk-full', entity: 'PersistentVolumeClaim/shop/data', onset: '11:40:00', open: true },
      ],
    },
  ],
  silent: [
    {
      name: 'a tenth is left',
      given: { metrics: [series('kubelet_volume_stats_available_bytes', DATA, () => 1e9), size] },
    },
  ],
});
