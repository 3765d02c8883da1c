import { stampOf } from '../../../base/index.js';
import type { Format } from '../../format.js';
import { spanOf, wholeLines } from '../whole-text.js';
import { stateOf } from './alert.js';

/** `amtool alert`: a table of the alerts that Alertmanager holds, with the time since which each fires. */
export const amtoolAlerts: Format = {
  id: 'amtool-alert',
  title: 'amtool alert',
  grammar: 'prometheus/alertmanager cli/format/format_simple.go',
  samples: [
    'Alertname             Starts At                Summary                    State       \nKubePodCrashLooping   2026-07-01 19:25:00 UTC  Pod is crash looping.      active      \nKubeNodeNotReady      2026-07-01 19:35:00 UTC  Node is not ready.         suppressed  \n',
  ],
  sniff: ({ lines }) => (lines.some((line) => HEADER.test(line)) ? 0.96 : 0),
  open: (context) =>
    wholeLines(context, (lines) => {
      for (const line of lines) {
        const { name = '', at = '', summary = '', state } = ROW.exec(line.text)?.groups ?? {};
        const stamp = stampOf(at.replace(/ UTC$/, 'Z').replace(' ', 'T'));
        if (stamp === undefined) continue;
        context.emit({
          kind: 'alert',
          name,
          labels: { alertname: name },
          annotations: summary.trim() === '' ? {} : { summary: summary.trim() },
          at: stamp,
          state: stateOf(state),
          receivers: [],
          system: 'alertmanager',
          evidence: spanOf(context, line),
        });
      }
    }),
};

const HEADER = /^Alertname\s+Starts At\s+Summary\s+State\s*$/;
const ROW =
  /^(?<name>\S+)\s+(?<at>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC)(?<summary>.*?)\s(?<state>active|suppressed|unprocessed)\s*$/;
