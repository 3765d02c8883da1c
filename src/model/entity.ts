/** A thing of the world by name: an API object, or a kind of our own (see kinds.ts). */
export interface Ref {
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}

/** "Kind/namespace/name", or "Kind/name" for what lies in no namespace. The identity of an entity. */
export type EntityKey = string;

export function keyOf(ref: Ref): EntityKey {
  return ref.namespace === undefined ? `${ref.kind}/${ref.name}` : `${ref.kind}/${ref.namespace}/${ref.name}`;
}

export function ref(kind: string, namespace: string | undefined, name: string): Ref {
  return namespace === undefined || namespace === '' ? { kind, name } : { kind, namespace, name };
}

export function refOfKey(key: EntityKey): Ref {
  const [kind = '', second = '', ...rest] = key.split('/');
  return rest.length === 0 ? { kind, name: second } : { kind, namespace: second, name: rest.join('/') };
}

/** As a person writes it: "pod web-0 (shop)", "node worker-2". */
export function labelOf(r: Ref): string {
  return r.namespace === undefined ? `${r.kind} ${r.name}` : `${r.kind} ${r.namespace}/${r.name}`;
}
