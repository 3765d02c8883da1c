import { digList, digText } from '../../base/index.js';
import type { Ref } from '../../model/index.js';
import type { Case } from '../case.js';
import { newest } from '../entity.js';

/**
 * True when an object of RBAC concerns a user as the API server names it ("system:serviceaccount:ns:name"): a role
 * that a binding of the capture gives to it, or such a binding itself.
 */
export function grantsTo(c: Case, object: Ref, user: string): boolean {
  const bindings = ['ClusterRoleBinding', 'RoleBinding'].flatMap((kind) => c.all(kind));
  return bindings.some((b) => {
    const o = newest(b)?.object;
    const own =
      b.ref.kind === object.kind && b.ref.name === object.name && b.ref.namespace === object.namespace;
    const role =
      digText(o, 'roleRef', 'kind') === object.kind && digText(o, 'roleRef', 'name') === object.name;
    return (own || role) && digList(o, 'subjects').some((s) => subjectIs(s, b.ref.namespace, user));
  });
}

function subjectIs(subject: unknown, namespace: string | undefined, user: string): boolean {
  const name = digText(subject, 'name') ?? '';
  if (digText(subject, 'kind') !== 'ServiceAccount') return name === user;
  return user === `system:serviceaccount:${digText(subject, 'namespace') ?? namespace ?? ''}:${name}`;
}
