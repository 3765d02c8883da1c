import { digList } from '../../../base/index.js';
import { keyOf, labelOf, type Evidence, type Ref } from '../../../model/index.js';
import {
  cite,
  containerEnds,
  declaredOnset,
  isGone,
  loopBegan,
  podNamed,
  severityOf,
  speakerOf,
  templateSince,
  workloadOf,
  type Case,
} from '../../../world/index.js';
import type { Stamp } from '../../../base/index.js';
import type { Detector } from '../../detector.js';

interface Sighting {
  readonly pod: Ref;
  readonly container: string | undefined;
  readonly text: string;
  readonly at: Stamp;
  readonly evidence: Evidence;
}

/** runc and shells: what was to be started is not there, or may not be started. */
const NOT_THERE =
  /executable file not found in \$PATH|exec: "[^"]*": stat [^:]*: no such file or directory|(?:command|executable) not found|: not found$/;
const NOT_EXECUTABLE = /exec: "[^"]*": permission denied|is a directory: unknown/;
const WRONG_ARCHITECTURE = /exec format error|exec user process caused[^:]*: exec format/;

/** A container's command does not exist in its image, or cannot be run there. */
export const commandNotFound: Detector = {
  id: 'command-not-found',
  layer: 'workload',
  what: 'The command of a container does not exist in its image (misspelt, or another image than meant), may not be executed, or is built for another processor architecture. The container never runs a single instruction of the program.',
  lookAlikes:
    'A script that runs and then misses a tool ends with 127 after writing a log. Memory limits and security profiles fail at the same step with other words.',
  sources: [
    'signatures.md 11 bad-image',
    'signatures.md 23 exit codes 126, 127',
    'runc "unable to start container process: exec"',
  ],
  emits: [
    { id: 'command-not-found', nature: 'fault', title: 'Command not in the image', selfExplaining: true },
    {
      id: 'command-not-executable',
      nature: 'fault',
      title: 'Command may not be executed',
      selfExplaining: true,
    },
    {
      id: 'image-wrong-architecture',
      nature: 'fault',
      title: 'Image for another architecture',
      selfExplaining: true,
    },
  ],
  *detect(c) {
    const seen = new Set<string>();
    for (const s of sightings(c)) {
      const type = typeOf(s.text);
      const workload = workloadOf(c, s.pod);
      const id = `${keyOf(workload)} ${type ?? ''}`;
      if (type === undefined || seen.has(id)) continue;
      seen.add(id);
      const view = podNamed(c, s.pod);
      const container = view?.containers.find((x) => x.name === s.container);
      const open = view ? !view.entity.deleted && container?.ready !== true : !isGone(c, s.pod);
      const command = /exec: "([^"]*)"/.exec(s.text)?.[1];
      const list = digList(container?.spec, 'command').length > 0 ? 'command' : 'args';
      yield {
        type,
        entity: workload,
        onset: declaredOnset(templateSince(c, workload), loopBegan(c, s.pod, s.container ?? '') ?? s.at),
        severity: severityOf(c, workload, open, s.at),
        statement: `A container of ${labelOf(workload)} cannot be started: ${command === undefined ? 'its command' : `"${command}"`} ${WORDS[type]}${container?.image === undefined ? '' : ` (image ${container.image})`}.`,
        evidence: [
          s.evidence,
          ...(view && container && digList(container.spec, list).length > 0
            ? [cite(view.snapshot, ...container.specPath, list)]
            : []),
        ],
        attrs: {
          ...(command === undefined ? {} : { command }),
          ...(container?.image === undefined ? {} : { image: container.image }),
        },
        names: [s.pod],
      };
    }
  },
};

const WORDS = {
  'command-not-found': 'is not in its image',
  'command-not-executable': 'may not be executed',
  'image-wrong-architecture': 'is built for another architecture',
} as const;

function typeOf(text: string): keyof typeof WORDS | undefined {
  if (WRONG_ARCHITECTURE.test(text)) return 'image-wrong-architecture';
  if (NOT_EXECUTABLE.test(text)) return 'command-not-executable';
  return NOT_THERE.test(text) ? 'command-not-found' : undefined;
}

/** A log may name its workload alone: then the line is of the pod whose container ends with an error. */
function endedPod(c: Case, speaker: Ref | undefined): Ref | undefined {
  if (!speaker) return undefined;
  const own = containerEnds(c).filter((e) => keyOf(e.workload) === keyOf(speaker) && e.exitCode !== 0);
  return own.at(-1)?.pod;
}

function sightings(c: Case): Sighting[] {
  const events = c.eventsOf('Failed').flatMap((e) => {
    if (
      e.about.kind !== 'Pod' ||
      !/OCI runtime|failed to create containerd task|failed to start container|StartError/.test(e.message)
    )
      return [];
    const container = /\{([^}]+)\}/.exec(e.fieldPath ?? '')?.[1];
    return [{ pod: e.about, container, text: e.message, at: e.first, evidence: c.citeEvent(e) }];
  });
  const ends = containerEnds(c).flatMap((e) => {
    if (
      e.exitCode !== 126 &&
      e.exitCode !== 127 &&
      e.exitCode !== 128 &&
      e.reason !== 'StartError' &&
      e.reason !== 'ContainerCannotRun'
    )
      return [];
    const text = e.message ?? (e.exitCode === 127 ? 'command not found' : '');
    return [{ pod: e.pod, container: e.container, text, at: e.finished, evidence: e.evidence }];
  });
  const logged = c.messagesOf('bad-image').flatMap((m) => {
    const container = m.origin.container;
    const pod = m.origin.pod ?? endedPod(c, speakerOf(c, m.origin));
    return pod ? [{ pod, container, text: m.text, at: m.at, evidence: c.citeMessage(m) }] : [];
  });
  return [...events, ...ends, ...logged];
}
