import { counted, digList, digText, fromTime, groupBy, stampOf, type Stamp } from '../../../base/index.js';
import {
  keyOf,
  labelOf,
  ref,
  type ConditionType,
  type MessageRecord,
  type Ref,
} from '../../../model/index.js';
import { cite, conditionSpells, harmTo, newest, speakerOf, type Case } from '../../../world/index.js';
import { endedAfter, sinceLoop } from '../../app-said.js';
import { isSaidOften, saidInEvent, saidInLog, spellsOf, whole, type Saying } from '../../spells.js';
import type { Detector, Finding } from '../../detector.js';

const type: ConditionType = {
  id: 'api-kind-missing',
  nature: 'fault',
  title: 'API does not serve a kind that is asked for',
  selfExplaining: true,
};

const MISSING =
  /no matches for kind \\*"(?<kind>\w+)\\*" in (?:version|group) \\*"(?<version>[\w./-]*)\\*"|could not find (?<version2>[\w.-]+)\/(?<kind2>\w+) for requested resource/;

/** Kinds of delivery tools, which say in their status what they could not apply. */
const DELIVERIES = ['HelmRelease', 'Kustomization', 'Application'] as const;

/** Fewer lines are a start that probes what the cluster offers. */
const LEAST = 3;

interface Sighting {
  readonly who: Ref;
  readonly kind: string;
  readonly version: string;
  readonly saying: Saying;
  readonly message?: MessageRecord;
}

/** Something asks the API for a kind, or a version of one, that it does not serve. */
export const apiKindMissing: Detector = {
  id: 'api-kind-missing',
  layer: 'delivery',
  what: 'A manifest, a chart or an operator names a kind that the API server does not serve: its CustomResourceDefinition was never installed or was removed, or the version went with an upgrade of the cluster. A delivery stops there; an operator ends or waits.',
  lookAlikes:
    'Operators look for optional kinds when they start, say so once and go on without. While a chart with its own definitions is being applied the kind is unknown for some seconds.',
  sources: [
    'kubernetes apimachinery pkg/api/meta/errors.go NoKindMatchError',
    'helm pkg/kube, argo gitops-engine',
  ],
  emits: [type],
  *detect(c) {
    const all = [...fromLogs(c), ...fromEvents(c), ...fromStatus(c)];
    for (const list of groupBy(all, (s) => `${keyOf(s.who)} ${s.kind}`).values()) yield* told(c, list);
  },
};

function* told(c: Case, list: readonly Sighting[]): Iterable<Finding> {
  const first = list[0];
  const said = whole(spellsOf(list.map((s) => s.saying)));
  if (!first || !said) return;
  const stated = DELIVERIES.some((k) => k === first.who.kind);
  const nobody = first.who.kind === 'APIService';
  const serves = !stated && !nobody && harmTo(c, first.who) === 1;
  const often = isSaidOften(said, LEAST);
  if (!stated && !nobody && (serves || !often) && !isLastWord(c, list)) return;
  const served = first.version === '' ? first.kind : `${first.kind} (${first.version})`;
  yield {
    type: type.id,
    entity: first.who,
    onset: onsetOf(c, list, said.onset),
    ...(said.end && !isLastWord(c, list) ? { end: said.end } : {}),
    severity: nobody && !often ? 1 : 2,
    statement: `${nobody ? 'A delivery' : labelOf(first.who)} asks for kind ${served}, which the API server does not serve (${counted(said.count, 'report')} ${fromTime(said.onset)}).`,
    evidence: said.evidence,
    attrs: { kind: first.kind, version: first.version, count: said.count },
  };
}

/** A container that loops says it in every run, and only the logs of the last ones are kept. */
function onsetOf(c: Case, list: readonly Sighting[], told: Stamp): Stamp {
  const [spell] = spellsOf(
    list.flatMap((s) => (s.message ? [saidInLog(c, s.message)] : [])),
    Infinity,
  );
  const looped = spell && sinceLoop(c, spell);
  return looped && looped.lo < told.lo ? looped : told;
}

/** True when nothing of who said it is up: then one word is enough. */
function isLastWord(c: Case, list: readonly Sighting[]): boolean {
  const who = list[0]?.who;
  if (list.some((s) => s.message && endedAfter(c, s.message))) return true;
  return who !== undefined && who.kind !== 'APIService' && harmTo(c, who) === 3;
}

function fromLogs(c: Case): Sighting[] {
  return c.messagesOf(type.id).flatMap((m) => {
    const kind = m.fields['kind'] ?? m.fields['kind2'];
    const version = m.fields['version'] ?? m.fields['version2'] ?? '';
    if (kind === undefined) return [];
    return [{ who: whoAsks(c, m, kind, version), kind, version, saying: saidInLog(c, m), message: m }];
  });
}

/** What a delivery tool works on, else the program that says it, else the version that is asked for. */
function whoAsks(c: Case, m: MessageRecord, kind: string, version: string): Ref {
  const { application, release, namespace } = m.fields;
  if (application !== undefined) {
    const [first = '', second] = application.split('/');
    const app = c.all('Application').find((a) => a.ref.name === (second ?? first));
    return app?.ref ?? ref('Application', second === undefined ? undefined : first, second ?? first);
  }
  if (release !== undefined) return ref('HelmRelease', namespace, release);
  const [group, v] = version.includes('/') ? version.split('/') : ['', version];
  return (
    speakerOf(c, m.origin) ?? ref('APIService', undefined, group === '' ? kind : `${v ?? ''}.${group ?? ''}`)
  );
}

function parsed(text: string): { kind: string; version: string } | undefined {
  const g = MISSING.exec(text)?.groups;
  const kind = g?.['kind'] ?? g?.['kind2'];
  return kind === undefined ? undefined : { kind, version: g?.['version'] ?? g?.['version2'] ?? '' };
}

function fromEvents(c: Case): Sighting[] {
  return c.events.flatMap((e) => {
    const missing =
      e.message.includes('no matches for kind') || e.message.includes('destination cluster')
        ? parsed(e.message)
        : undefined;
    return missing ? [{ who: e.about, ...missing, saying: saidInEvent(c, e) }] : [];
  });
}

function fromStatus(c: Case): Sighting[] {
  return DELIVERIES.flatMap((kind) =>
    c.all(kind).flatMap((e) => {
      const conditions = ['Ready', 'Released', 'Stalled'].flatMap((name) =>
        [...conditionSpells(e, name, 'False'), ...conditionSpells(e, name, 'True')].flatMap((s) => {
          const missing = parsed(s.condition.message ?? '');
          const saying = {
            at: s.since,
            until: s.ended ?? c.asOf,
            count: 1,
            evidence: s.evidence,
            heardUntil: c.asOf.hi,
          };
          return missing ? [{ who: e.ref, ...missing, saying }] : [];
        }),
      );
      return [...conditions, ...ofSync(c, e.ref)];
    }),
  );
}

/** Argo CD: the message of the last operation, or of one of the resources that it applied. */
function ofSync(c: Case, app: Ref): Sighting[] {
  const entity = c.entity(app);
  const s = entity && newest(entity);
  if (!s) return [];
  const at = stampOf(digText(s.object, 'status', 'operationState', 'finishedAt')) ?? s.at;
  const operation = ['status', 'operationState'] as const;
  const places = [
    [...operation, 'message'],
    ...digList(s.object, ...operation, 'syncResult', 'resources').map((_, i) => [
      ...operation,
      'syncResult',
      'resources',
      i,
      'message',
    ]),
    ...digList(s.object, 'status', 'conditions').map((_, i) => ['status', 'conditions', i, 'message']),
  ];
  return places.flatMap((path) => {
    const missing = parsed(digText(s.object, ...path) ?? '');
    const saying = { at, until: c.asOf, count: 1, evidence: cite(s, ...path), heardUntil: c.asOf.hi };
    return missing ? [{ who: app, ...missing, saying }] : [];
  });
}
