import { digList, digText } from '../base/index.js';
import { keyOf, type EntityKey, type LogOrigin, type MessageRecord } from '../model/index.js';
import type { Entity } from './entity.js';

/** What the API takes for the name of a container (DNS-1123 label). */
const LABEL = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/;

/**
 * A file of a log is often named after the command that wrote it, and stands where others have the name of the
 * container. What no container can be called is settled by what the pod shows of its containers.
 */
export function settlePlaces(
  messages: readonly MessageRecord[],
  entities: ReadonlyMap<EntityKey, Entity>,
): readonly MessageRecord[] {
  const containers = new Map<EntityKey, readonly string[]>();
  const namesOf = (key: EntityKey): readonly string[] => {
    const known = containers.get(key) ?? namesIn(entities.get(key));
    containers.set(key, known);
    return known;
  };
  return messages.map((m) => {
    const { pod, container } = m.origin;
    if (!pod || container === undefined || LABEL.test(container)) return m;
    const names = namesOf(keyOf(pod));
    return names.length === 0 || names.includes(container)
      ? m
      : { ...m, origin: placed(m.origin, container, names) };
  });
}

function placed(origin: LogOrigin, wrong: string, names: readonly string[]): LogOrigin {
  const only = names.length === 1 ? names[0] : undefined;
  return {
    program: origin.program === wrong && only !== undefined ? only : origin.program,
    ...(origin.node === undefined ? {} : { node: origin.node }),
    ...(origin.pod === undefined ? {} : { pod: origin.pod }),
    ...(only === undefined ? {} : { container: only }),
    ...(origin.previous === undefined ? {} : { previous: origin.previous }),
  };
}

function namesIn(pod: Entity | undefined): string[] {
  const named = (pod?.snapshots ?? []).flatMap((s) =>
    ['initContainers', 'containers', 'ephemeralContainers'].flatMap((list) =>
      digList(s.object, 'spec', list).flatMap((x) => digText(x, 'name') ?? []),
    ),
  );
  return [...new Set(named)];
}
