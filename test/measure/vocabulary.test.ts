import { describe, expect, it } from 'vitest';
import {
  callsItStopgap,
  classOf,
  saysItFailed,
  speaksOf,
  type StatementClass,
} from '../../src/measure/vocabulary.js';

const LINES: readonly (readonly [StatementClass, string])[] = [
  [
    'detection',
    'noticed the shop answers 503 while looking at something else; no page, no alert. curl -> 503',
  ],
  ['detection', '02:00-ish page storm: 5xx dashboards red, kubectl get nodes times out'],
  ['detection', 'Is the processing cluster down? dashboards look green'],
  ['observation', "'Hey, the encoding job isn't finishing'"],
  ['observation', 'app service has 0 endpoints; pods in ImagePullBackOff'],
  ['observation', 'upgrade failed: pods in kube-system not ready'],
  ['diagnosis', 'root cause confirmed: node-2 sick, registry pinned there by its local volume'],
  ['diagnosis', 'the policy engine has no pods at all; its webhooks fail closed'],
  ['diagnosis', 'it crashes because the secret was rotated'],
  ['action', 'stopgap: imagePullPolicy IfNotPresent on shop/web'],
  ['action', 'rolled back the release'],
  ['action', 'removed the admission rules (platform team, elevated rights)'],
  ['recovery', 'shop.example answers 200 (5/5)'],
  ['recovery', 'login works again'],
  ['recovery', 'nodes Ready, 5xx gone'],
  ['acknowledgement', 'triage started: 20+ alerts, several unrelated things at once'],
  ['acknowledgement', 'ack, looking into it'],
  ['preparation', 'starting the last version step on the support cluster'],
  ['proposal', 'follow-up: spread the registry over two nodes'],
  ['observation', 'kubectl is slow, leader changes; restarting the API server on cp-1?'],
  ['observation', 'the database is stuck, the old pod cannot be removed'],
  ['observation', 'dns errors since fetcher was scaled to 30'],
  ['observation', 'api pods evicted from node-2, disk pressure'],
  ['other', 'lunch'],
];

describe('what people write', () => {
  for (const [name, text] of LINES) {
    it(`${name}: ${text}`, () => {
      expect(classOf(text)).toBe(name);
    });
  }

  it('finds words of a class beside others', () => {
    expect(speaksOf('root cause confirmed, rolled back', 'action')).toBe(true);
    expect(callsItStopgap('same stop-gap on sso')).toBe(true);
    expect(callsItStopgap('permanent fix rolled out')).toBe(false);
    expect(saysItFailed('deleted the stuck pods by hand, nothing new starts')).toBe(true);
    expect(saysItFailed('works again')).toBe(false);
  });
});
