import { DAY, digList, digText, type Stamp } from '../../../base/index.js';
import { labelOf, ref, type ConditionType, type Evidence, type Ref } from '../../../model/index.js';
import {
  cite,
  latest,
  newest,
  seenBy,
  specWritten,
  templates,
  templateSince,
  type Case,
  type Entity,
  type Snapshot,
} from '../../../world/index.js';
import type { Detector, Finding } from '../../detector.js';
import { saidInLog } from '../../spells.js';

const noClass: ConditionType = {
  id: 'ingress-class-missing',
  nature: 'fault',
  title: 'No controller serves the Ingress',
  selfExplaining: true,
};
const noSecret: ConditionType = {
  id: 'ingress-tls-secret-missing',
  nature: 'fault',
  title: 'TLS Secret of the Ingress does not exist',
  selfExplaining: true,
};

/** An Ingress that no controller takes on, or whose certificate is not there. */
export const ingressUnserved: Detector = {
  id: 'ingress-unserved',
  layer: 'edge',
  what: 'An Ingress names an IngressClass that does not exist, so that every controller passes it by and its hosts answer 404; or it names a TLS Secret that does not exist, so that its controller shows its own default certificate, which clients refuse.',
  lookAlikes:
    'Without any IngressClass in the capture nothing is known of classes; the old annotation needs no such object. cert-manager makes the Secret minutes after the Ingress. An Ingress that has been so for longer than a day is a leftover that nobody misses.',
  sources: [
    'networking.k8s.io/v1 IngressSpec.ingressClassName, IngressTLS.secretName',
    'ingress-nginx store.go "Ignoring ingress because of error while validating ingress class"',
    'ingress-nginx controller.go "Error getting SSL certificate"',
  ],
  emits: [noClass, noSecret],
  *detect(c) {
    for (const ingress of c.all('Ingress')) {
      const snapshot = newest(ingress);
      if (!snapshot || ingress.deleted) continue;
      yield* ofClass(c, ingress, snapshot);
      yield* ofSecrets(c, ingress, snapshot);
    }
  },
};

/** Longer than this it is how the cluster lives. */
const CHRONIC = DAY;

function weight(c: Case, onset: Stamp, said: boolean): 1 | 2 {
  return said || c.asOf.hi - onset.lo <= CHRONIC ? 2 : 1;
}

function* ofClass(c: Case, ingress: Entity, s: Snapshot): Iterable<Finding> {
  const name = digText(s.object, 'spec', 'ingressClassName');
  const classes = c.all('IngressClass').filter((x) => newest(x));
  if (name === undefined) return;
  const existing = classes.find((x) => x.ref.name === name);
  if (existing) {
    yield* unanswered(c, ingress, s, existing);
    return;
  }
  const said = c
    .messagesOf('ingress-ignored')
    .filter((m) => m.fields['ingress'] === `${ingress.ref.namespace ?? ''}/${ingress.ref.name}`);
  if (classes.length === 0 && said.length === 0) return;
  // a controller that serves it writes its address into the status
  if (said.length === 0 && digList(s.object, 'status', 'loadBalancer', 'ingress').length > 0) return;
  const onset = seenBy(c, latest([specWritten(s.object), ingress.created]));
  yield {
    type: noClass.id,
    entity: ingress.ref,
    onset,
    severity: weight(c, onset, said.length > 0),
    statement: `${labelOf(ingress.ref)} names IngressClass ${name}, which does not exist: no controller serves ${hostsOf(s) || 'it'}.`,
    evidence: [cite(s, 'spec', 'ingressClassName'), ...said.slice(0, 2).map((m) => saidInLog(c, m).evidence)],
    attrs: { class: name },
    names: [ref('IngressClass', undefined, name), ...surfacesOf(s)],
  };
}

/** The class exists, but the controllers that run here answer to the names of others. */
function* unanswered(c: Case, ingress: Entity, s: Snapshot, cls: Entity): Iterable<Finding> {
  const wanted = digText(newest(cls)?.object, 'spec', 'controller');
  if (wanted?.startsWith('k8s.io/ingress-nginx') !== true) return;
  const controllers = nginxControllers(c);
  if (controllers.length === 0 || controllers.some((x) => x.answersTo === wanted)) return;
  const of = controllers[0];
  if (!of) return;
  const said = c
    .messagesOf('ingress-ignored')
    .filter((m) => m.fields['ingress'] === `${ingress.ref.namespace ?? ''}/${ingress.ref.name}`);
  const since = latest([templateSince(c, of.workload), ingress.created]);
  const onset = seenBy(c, since);
  yield {
    type: noClass.id,
    entity: ingress.ref,
    onset,
    severity: weight(c, onset, said.length > 0),
    statement: `${labelOf(ingress.ref)} is of IngressClass ${digText(s.object, 'spec', 'ingressClassName') ?? ''}, which ${wanted} serves, but ${labelOf(of.workload)} answers to ${of.answersTo}: no controller serves ${hostsOf(s) || 'it'}.`,
    evidence: [
      of.evidence,
      cite(s, 'spec', 'ingressClassName'),
      ...said.slice(0, 2).map((m) => saidInLog(c, m).evidence),
    ],
    attrs: { class: cls.ref.name },
    names: [cls.ref, of.workload, ...surfacesOf(s)],
  };
}

interface NginxController {
  readonly workload: Ref;
  /** Value of --controller-class. */
  readonly answersTo: string;
  readonly evidence: Evidence;
}

/** Workloads that run ingress-nginx, and for which controller name (flags.go: --controller-class). */
function nginxControllers(c: Case): readonly NginxController[] {
  return templates(c).flatMap((t) => {
    const containers = digList(t.spec, 'containers');
    const i = containers.findIndex((x) =>
      /ingress-nginx\/controller|nginx-ingress-controller/.test(
        `${digText(x, 'image') ?? ''} ${digList(x, 'args').join(' ')}`,
      ),
    );
    if (i < 0) return [];
    const flag = digList(containers[i], 'args').find(
      (a): a is string => typeof a === 'string' && a.startsWith('--controller-class='),
    );
    return [
      {
        workload: t.workload,
        answersTo: flag === undefined ? 'k8s.io/ingress-nginx' : flag.slice('--controller-class='.length),
        evidence: cite(t.snapshot, ...t.specPath, 'containers', i, 'args'),
      },
    ];
  });
}

function* ofSecrets(c: Case, ingress: Entity, s: Snapshot): Iterable<Finding> {
  const { namespace } = ingress.ref;
  const listed = c.all('Secret').some((x) => x.ref.namespace === namespace && newest(x));
  for (const [i, tls] of digList(s.object, 'spec', 'tls').entries()) {
    const name = digText(tls, 'secretName');
    if (name === undefined) continue;
    const secret = ref('Secret', namespace, name);
    const said = saidOf(c, secret);
    const known = c.entity(secret);
    if (known && newest(known)) continue;
    if (!listed && said.length === 0) continue;
    const onset = seenBy(c, latest([specWritten(s.object), ingress.created]));
    yield {
      type: noSecret.id,
      entity: ingress.ref,
      onset,
      severity: weight(c, onset, said.length > 0),
      epistemic: said.length > 0 ? 'observed' : 'inferred',
      statement: `${labelOf(ingress.ref)} takes its certificate${hostsOf(s) === '' ? '' : ` for ${hostsOf(s)}`} from ${labelOf(secret)}, which does not exist: its controller shows a default certificate.`,
      evidence: [cite(s, 'spec', 'tls', i), ...said],
      attrs: { secret: name },
      names: [secret, ...certificatesFor(c, secret), ...surfacesOf(s)],
    };
  }
}

function saidOf(c: Case, secret: Ref): Evidence[] {
  const named = `${secret.namespace ?? ''}/${secret.name}`;
  return c
    .messagesOf('ingress-tls-secret-missing')
    .filter((m) => (m.fields['secret'] ?? m.fields['secret2']) === named)
    .slice(0, 3)
    .map((m) => saidInLog(c, m).evidence);
}

/** Certificates of cert-manager that are to fill the Secret. */
function certificatesFor(c: Case, secret: Ref): Ref[] {
  return c
    .all('Certificate')
    .filter(
      (x) =>
        x.ref.namespace === secret.namespace &&
        digText(newest(x)?.object, 'spec', 'secretName') === secret.name,
    )
    .map((x) => x.ref);
}

function hostList(s: Snapshot): string[] {
  return [...new Set(digList(s.object, 'spec', 'rules').flatMap((r) => digText(r, 'host') ?? []))];
}

function hostsOf(s: Snapshot): string {
  return hostList(s).slice(0, 3).join(', ');
}

function surfacesOf(s: Snapshot): Ref[] {
  return hostList(s).map((h) => ref('Surface', undefined, h));
}
