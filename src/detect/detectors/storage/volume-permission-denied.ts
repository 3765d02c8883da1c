import { groupBy } from '../../../base/index.js';
import { keyOf, labelOf, type MessageRecord, type Ref, WORKLOAD_KINDS } from '../../../model/index.js';
import {
  containersOf,
  containerEnds,
  podSpecField,
  severityOf,
  speakerOf,
  type Case,
  templateFor,
} from '../../../world/index.js';
import { digList, digText } from '../../../base/index.js';
import type { Detector, Finding } from '../../detector.js';

const DENIED = /[Pp]ermission denied|EACCES|Operation not permitted|AccessDeniedException/;

/** A container ends because it may not read or write its mounted data. */
export const volumePermissionDenied: Detector = {
  id: 'volume-permission-denied',
  layer: 'storage',
  what: 'A container starts, is refused by the file system of its mounted volume ("Permission denied") and ends: the user it runs as does not own the data and fsGroup does not make up for it, or the volume is owned by root.',
  lookAlikes:
    'A file system that is mounted read-only says "Read-only file system". A port below 1024 or a missing capability also says permission denied, but names no file. A denied line in a container that goes on running does no harm.',
  sources: ['detectors.md 4.5 91', 'POSIX EACCES', 'kubernetes pod securityContext'],
  emits: [
    {
      id: 'volume-permission-denied',
      nature: 'fault',
      title: 'No permission on the mounted data',
      selfExplaining: true,
    },
  ],
  *detect(c) {
    const lines = c.messages.filter(
      (m) =>
        m.severity !== 'info' &&
        DENIED.test(m.text) &&
        !/dial|listen|bind|port \d/i.test(m.text) &&
        isWorkload(speakerOf(c, m.origin)),
    );
    const groups = groupBy(lines, (m) => `${speakerKey(c, m)} ${m.origin.container ?? ''}`);
    for (const list of groups.values()) yield* ofContainer(c, list);
  },
};

function isWorkload(r: Ref | undefined): boolean {
  return r !== undefined && (WORKLOAD_KINDS.has(r.kind) || r.kind === 'Pod');
}

function speakerKey(c: Case, m: MessageRecord): string {
  const speaker = speakerOf(c, m.origin);
  return speaker ? keyOf(speaker) : '';
}

function* ofContainer(c: Case, list: readonly MessageRecord[]): Iterable<Finding> {
  const first = list[0];
  const workload = first && speakerOf(c, first.origin);
  if (!first || !workload) return;
  const ends = containerEnds(c).filter(
    (e) =>
      keyOf(e.workload) === keyOf(workload) &&
      e.exitCode !== 0 &&
      (first.origin.container === undefined || e.container === first.origin.container),
  );
  if (ends.length === 0) return;
  const t = templateFor(c, workload);
  const mounts = (t ? containersOf(t) : [])
    .filter((x) => first.origin.container === undefined || x.name === first.origin.container)
    .flatMap((x) => digList(x.spec, 'volumeMounts').flatMap((m) => digText(m, 'mountPath') ?? []))
    .filter((path) => !path.startsWith('/var/run/secrets/'));
  if (mounts.length === 0) return;
  const user =
    t &&
    (podSpecField(t, 'securityContext', 'runAsUser') ??
      podSpecField(t, 'containers', 0, 'securityContext', 'runAsUser'));
  yield {
    type: 'volume-permission-denied',
    entity: workload,
    onset: first.at,
    severity: severityOf(c, workload, true),
    statement: `A container of ${labelOf(workload)} ends because it has no permission on its mounted data (${mounts.join(', ')}): ${first.text.replace(/\s+/g, ' ').trim().slice(0, 200).replace(/\.$/, '')}.`,
    evidence: [
      ...list.slice(0, 3).map((m) => c.citeMessage(m)),
      ...ends.slice(0, 1).map((e) => e.evidence),
      ...(user ? [user.evidence] : []),
    ],
    attrs: { mounts: mounts.join(' '), ...(typeof user?.value === 'number' ? { user: user.value } : {}) },
    names: first.origin.pod ? [first.origin.pod] : ends.slice(0, 1).map((e) => e.pod),
  };
}
