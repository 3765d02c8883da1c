import { digList, digNumber, digText } from '../../../base/index.js';
import { keyOf, labelOf, type Evidence, type Ref } from '../../../model/index.js';
import {
  cite,
  declaredOnset,
  podNamed,
  seenBy,
  pods,
  severityOf,
  speakerOf,
  templateSince,
  workloadOf,
  type Case,
  type PodView,
} from '../../../world/index.js';
import type { Detector } from '../../detector.js';

interface Holder {
  readonly container: string;
  readonly evidence: Evidence;
}

/** Two containers of a pod want the same port. */
export const portConflict: Detector = {
  id: 'port-conflict',
  layer: 'workload',
  what: 'The containers of a pod share one network, and two of them want the same port: often a sidecar (proxy, agent) that was configured or injected with a port of the application. The one that comes second cannot listen and ends.',
  lookAlikes:
    'A port of the node that is taken keeps the pod from being placed (host-port-conflict). Right after a crash the old socket may linger. A program that starts two listeners on one port conflicts with itself.',
  sources: ['detectors.md 4.4 82', 'errno(3) EADDRINUSE', 'istio ProxyConfig statusPort'],
  emits: [
    { id: 'port-conflict', nature: 'fault', title: 'Two containers want one port', selfExplaining: true },
  ],
  *detect(c) {
    const seen = new Set<string>();
    for (const m of c.messagesOf('app-address-in-use')) {
      const workload = speakerOf(c, m.origin);
      if (!workload) continue;
      const view = (m.origin.pod && podNamed(c, m.origin.pod)) ?? viewOf(c, workload);
      const port = Number(m.fields['port'] ?? ownPort(view, m.origin.container));
      if (!view || seen.has(keyOf(workload)) || !(port > 0)) continue;
      const own = m.origin.container ?? appOf(view, port);
      const holder = view.containers
        .filter((x) => x.name !== own)
        .flatMap((x) => holding(view, x.name, port))[0];
      if (!holder) continue;
      seen.add(keyOf(workload));
      yield {
        type: 'port-conflict',
        entity: workload,
        onset: declaredOnset(
          templateSince(c, workload),
          m.at.lo <= c.asOf.hi ? m.at : seenBy(c, view.entity.created),
        ),
        severity: severityOf(c, workload, true),
        statement: `A container of ${labelOf(workload)} cannot listen on port ${port}: container ${holder.container} of the same pod is set to it.`,
        evidence: [c.citeMessage(m), holder.evidence],
        attrs: { port, holder: holder.container },
        names: [view.ref],
      };
    }
  },
};

/** A pod of the workload that the capture shows with its containers. */
function viewOf(c: Case, workload: Ref): PodView | undefined {
  return pods(c).find(
    (p) => !p.entity.deleted && p.containers.length > 0 && keyOf(workloadOf(c, p.ref)) === keyOf(workload),
  );
}

function ownPort(view: PodView | undefined, container: string | undefined): number | undefined {
  const spec = view?.containers.find((x) => x.name === container)?.spec;
  const ports = digList(spec, 'ports').flatMap((p) => digNumber(p, 'containerPort') ?? []);
  return ports.length === 1 ? ports[0] : undefined;
}

/** The container that declares the port, when the log does not say whose it is. */
function appOf(view: PodView, port: number): string | undefined {
  return view.containers.find((x) =>
    digList(x.spec, 'ports').some((p) => digNumber(p, 'containerPort') === port),
  )?.name;
}

/** Another container that declares the port, or is told to use it by an argument or variable. */
function holding(view: PodView, name: string, port: number): Holder[] {
  const x = view.containers.find((y) => y.name === name);
  if (!x || x.init) return [];
  const at = (...path: (string | number)[]): Evidence => cite(view.snapshot, ...x.specPath, ...path);
  const declared = digList(x.spec, 'ports').findIndex((p) => digNumber(p, 'containerPort') === port);
  if (declared >= 0) return [{ container: name, evidence: at('ports', declared) }];
  const told = new RegExp(`(?:[pP]ort"?\\s*[:=]\\s*"?|[:=]|\\s)${port}(?!\\d)`);
  const env = digList(x.spec, 'env').findIndex(
    (e) =>
      !/POD_PORTS|APP_|PROBERS/.test(digText(e, 'name') ?? '') && told.test(`=${digText(e, 'value') ?? ''}`),
  );
  if (env >= 0) return [{ container: name, evidence: at('env', env) }];
  for (const list of ['args', 'command']) {
    const i = digList(x.spec, list).findIndex((a) => typeof a === 'string' && told.test(` ${a}`));
    if (i >= 0) return [{ container: name, evidence: at(list, i) }];
  }
  return [];
}
