import { digList, digStrings, digText } from '../../base/index.js';
import type { Case } from '../case.js';
import type { Entity } from '../entity.js';

/** Namespaces in which distributions keep the cluster's DNS. */
const HOMES: ReadonlySet<string> = new Set(['kube-system', 'openshift-dns']);
const NAMES = /^(?:kube-dns|coredns|rke2-coredns-rke2-coredns|dns-default)$/;

/** The Service that pods ask for names: by its selector, else by its port and place, else by its name. */
export function clusterDns(c: Case): Entity | undefined {
  return c.fact(find)[0];
}

function find(c: Case): readonly Entity[] {
  const all = c.all('Service');
  const bySelector = all.find((s) => digStrings(s.object, 'spec', 'selector')['k8s-app'] === 'kube-dns');
  const system = all.filter((s) => HOMES.has(s.ref.namespace ?? ''));
  const found =
    bySelector ?? system.find((s) => NAMES.test(s.ref.name)) ?? system.find((s) => answersDns(s.object));
  return found ? [found] : [];
}

function answersDns(service: unknown): boolean {
  return (
    digText(service, 'spec', 'clusterIP') !== undefined &&
    digList(service, 'spec', 'ports').some(
      (p) => digText(p, 'protocol') === 'UDP' && digText(p, 'port') === '53',
    )
  );
}
