import { targetDown } from '../../../../src/detect/detectors/observability/target-down.js';
import { testDetector } from '../../../support/detector-tester.js';

const alert = (name: string, labels: Readonly<Record<string, string>>) => ({ name, at: '11:40:00', labels });

testDetector(targetDown, {
  fires: [
    {
      name: 'a target and Prometheus itself',
      given: {
        alerts: [
          alert('TargetDown', { job: 'node-exporter' }),
          alert('PrometheusRuleFailures', { job: 'prometheus' }),
        ],
      },
      expect: [
        { type: 'target-down', entity: 'Alert/TargetDown (node-exporter)', onset: '11:40:00' },
        { type: 'monitoring-failing', entity: 'Alert/PrometheusRuleFailures (prometheus)' },
      ],
    },
  ],
  silent: [
    {
      name: 'an alert about a workload',
      given: { alerts: [alert('KubePodCrashLooping', { pod: 'web-0' })] },
    },
  ],
});
