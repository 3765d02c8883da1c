import { groupBy } from '../../../base/index.js';
import { keyOf, labelOf } from '../../../model/index.js';
import { earliest, firstTry, isGone, severityOf, workloadOf } from '../../../world/index.js';
import type { Detector } from '../../detector.js';

/** runc or crun, when the command of an exec probe is not in the image or may not be run; some kubelets print its word alone. */
const MISSING =
  /^(Readiness|Liveness|Startup) probe (?:failed|errored)(?:[^]*?(?:OCI runtime exec failed|failed to exec in container|exec failed)[^]*?|: |[^]*?(?=executable file `))(?:exec: "([^"]+)": (?:stat [^:]*: no such file or directory|executable file not found|permission denied)|executable file `([^`']+)[`'] not found)/;

/** An exec probe whose command the container does not have. */
export const probeCommandMissing: Detector = {
  id: 'probe-command-missing',
  layer: 'workload',
  what: 'A probe of kind exec names a command that is not in the image of the container, or may not be executed there. It can never succeed: the pod does not become ready, or is killed again and again, while the program itself is well.',
  lookAlikes:
    'A command that runs and exits with an error is a probe that fails. A runtime that hangs gives DeadlineExceeded.',
  sources: ['kubernetes pkg/kubelet/prober, Event Unhealthy', 'opencontainers/runc exec'],
  emits: [
    {
      id: 'probe-command-missing',
      nature: 'fault',
      title: 'Command of the probe missing',
      selfExplaining: true,
    },
  ],
  *detect(c) {
    const failed = c.eventsOf('Unhealthy', 'ProbeError').flatMap((e) => {
      const m = e.about.kind === 'Pod' && !isGone(c, e.about) ? MISSING.exec(e.message) : undefined;
      return m
        ? [
            {
              e,
              probe: (m[1] ?? '').toLowerCase(),
              command: m[2] ?? m[3] ?? '',
              workload: workloadOf(c, e.about),
            },
          ]
        : [];
    });
    for (const list of groupBy(failed, (x) => `${keyOf(x.workload)} ${x.probe}`).values()) {
      const first = list[0];
      const onset = earliest(list.map((x) => firstTry(c, x.e)));
      if (!first || !onset) continue;
      yield {
        type: 'probe-command-missing',
        entity: first.workload,
        onset,
        severity: severityOf(c, first.workload, true, onset),
        statement: `The ${first.probe} probe of ${labelOf(first.workload)} runs ${first.command}, which its container does not have or may not run.`,
        evidence: list.slice(0, 3).map((x) => c.citeEvent(x.e)),
        attrs: { probe: first.probe, command: first.command },
        names: [...new Map(list.map((x) => [keyOf(x.e.about), x.e.about])).values()].slice(0, 10),
      };
    }
  },
};
