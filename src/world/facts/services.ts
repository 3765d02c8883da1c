import { dig, digList, digNumber, digStrings, digText } from '../../base/index.js';
import type { Ref } from '../../model/index.js';
import type { Case } from '../case.js';
import { newest, type Entity, type Snapshot } from '../entity.js';

export interface ServicePort {
  readonly name: string | undefined;
  readonly port: number | undefined;
  /** Number, or the name of a container port. Equal to `port` when not given. */
  readonly target: number | string | undefined;
  readonly nodePort: number | undefined;
  readonly protocol: string;
  readonly path: readonly (string | number)[];
}

/** A Service as declared. */
export interface ServiceView {
  readonly entity: Entity;
  readonly ref: Ref;
  readonly snapshot: Snapshot;
  readonly type: string;
  readonly clusterIp: string | undefined;
  readonly selector: Readonly<Record<string, string>>;
  readonly ports: readonly ServicePort[];
  readonly externalName: string | undefined;
}

/** All Services with a spec. */
export function services(c: Case): readonly ServiceView[] {
  return c.fact(allServices);
}

function allServices(c: Case): readonly ServiceView[] {
  return c.all('Service').flatMap((entity) => {
    const snapshot = newest(entity);
    return snapshot ? [serviceView(entity, snapshot)] : [];
  });
}

export function serviceView(entity: Entity, snapshot: Snapshot): ServiceView {
  const o = snapshot.object;
  return {
    entity,
    ref: entity.ref,
    snapshot,
    type: digText(o, 'spec', 'type') ?? 'ClusterIP',
    clusterIp: digText(o, 'spec', 'clusterIP'),
    selector: digStrings(o, 'spec', 'selector'),
    externalName: digText(o, 'spec', 'externalName'),
    ports: digList(o, 'spec', 'ports').map((p, i) => {
      const port = digNumber(p, 'port');
      const target = dig(p, 'targetPort');
      return {
        name: digText(p, 'name'),
        port,
        target:
          typeof target === 'number'
            ? target
            : typeof target === 'string' && target !== ''
              ? /^\d+$/.test(target)
                ? Number(target)
                : target
              : port,
        nodePort: digNumber(p, 'nodePort'),
        protocol: digText(p, 'protocol') ?? 'TCP',
        path: ['spec', 'ports', i],
      };
    }),
  };
}

/** True when every label of the selector is on the object. An empty selector selects nothing here. */
export function selects(
  selector: Readonly<Record<string, string>>,
  labels: Readonly<Record<string, string>>,
): boolean {
  const wanted = Object.entries(selector);
  return wanted.length > 0 && wanted.every(([k, v]) => labels[k] === v);
}
