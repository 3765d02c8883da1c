import { digText } from '../../base/index.js';
import { ref, type Ref, type Relation } from '../../model/index.js';
import type { Case } from '../case.js';
import { cite } from '../entity.js';
import { services } from '../facts/services.js';
import { containersOf, templates } from '../facts/templates.js';
import { pods } from '../facts/pods.js';
import { lay, lifetime } from './lay.js';

/** Registry host of an image reference; "docker.io" when the reference names none (distribution/reference). */
export function registryOf(image: string): string {
  const [first = '', ...rest] = image.split('/');
  const isHost = rest.length > 0 && (first.includes('.') || first.includes(':') || first === 'localhost');
  return isHost ? first : 'docker.io';
}

/**
 * pulls-from: workload and Pod to Registry; a registry whose host is an Ingress host, or whose port is the
 * NodePort of a Service of this cluster, routes to that Service: the registry is inside.
 */
export function images(c: Case): Relation[] {
  const relations: Relation[] = [];
  const registries = new Map<string, Ref>();
  const pull = (
    from: Ref,
    image: string,
    evidence: Relation['evidence'],
    valid?: Relation['valid'],
  ): void => {
    const registry = ref('Registry', undefined, registryOf(image));
    c.define(registry);
    registries.set(registry.name, registry);
    relations.push(lay(from, 'pulls-from', registry, 'image', evidence, valid));
  };
  for (const t of templates(c)) {
    for (const container of containersOf(t)) {
      const image = digText(container.spec, 'image');
      if (image !== undefined) pull(t.workload, image, [cite(t.snapshot, ...container.path, 'image')]);
    }
  }
  for (const pod of pods(c)) {
    for (const container of pod.containers) {
      const image = digText(container.spec, 'image');
      if (image === undefined) continue;
      pull(pod.ref, image, [cite(pod.snapshot, ...container.specPath, 'image')], lifetime(pod.entity));
    }
  }
  for (const registry of registries.values()) relations.push(...inside(c, registry));
  return relations;
}

function inside(c: Case, registry: Ref): Relation[] {
  const [host = '', port] = registry.name.split(':');
  const surface = c.entity(ref('Surface', undefined, host));
  const routed = surface ? c.from(surface.ref, 'routes-to').filter((r) => r.to.startsWith('Service/')) : [];
  if (routed.length > 0) {
    return routed.flatMap((r) => {
      const service = c.entity(r.to);
      return service
        ? [lay(registry, 'routes-to', service.ref, `host ${host} is an Ingress of this cluster`, r.evidence)]
        : [];
    });
  }
  const local = /^([a-z0-9-]+)\.([a-z0-9-]+)\.svc/.exec(host);
  if (local) {
    const service = ref('Service', local[2], local[1] ?? '');
    c.define(service);
    return [lay(registry, 'routes-to', service, 'Service address', [])];
  }
  return services(c).flatMap((s) => {
    const i = s.ports.findIndex((p) => p.nodePort !== undefined && String(p.nodePort) === port);
    if (i < 0) return [];
    return [
      lay(registry, 'routes-to', s.ref, `port ${port ?? ''} is a NodePort of this cluster`, [
        cite(s.snapshot, 'spec', 'ports', i, 'nodePort'),
      ]),
    ];
  });
}
