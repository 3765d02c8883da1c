import { digList, digObject, digStrings, digText } from '../../base/index.js';
import { ref, type Relation } from '../../model/index.js';
import type { Case } from '../case.js';
import { cite, newest } from '../entity.js';
import { lay } from './lay.js';

const CONFIGURATIONS = ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'] as const;

/**
 * admitted-by: Namespace to each webhook configuration that is asked when pods are created in it;
 * calls: webhook configuration, APIService and CustomResourceDefinition (conversion) to the Service behind it.
 */
export function admission(c: Case): Relation[] {
  const relations: Relation[] = [];
  for (const kind of CONFIGURATIONS) {
    for (const configuration of c.all(kind)) {
      const snapshot = newest(configuration);
      if (!snapshot) continue;
      digList(snapshot.object, 'webhooks').forEach((w, i) => {
        const name = digText(w, 'clientConfig', 'service', 'name');
        if (name !== undefined) {
          const service = ref('Service', digText(w, 'clientConfig', 'service', 'namespace'), name);
          c.define(service);
          relations.push(
            lay(configuration.ref, 'calls', service, 'clientConfig.service', [
              cite(snapshot, 'webhooks', i, 'clientConfig', 'service'),
            ]),
          );
        }
        if (!coversPods(w)) return;
        for (const ns of c.all('Namespace')) {
          const labels = {
            'kubernetes.io/metadata.name': ns.ref.name,
            ...digStrings(ns.object, 'metadata', 'labels'),
          };
          if (!matches(digObject(w, 'namespaceSelector'), labels)) continue;
          relations.push(
            lay(ns.ref, 'admitted-by', configuration.ref, 'webhook rules', [
              cite(snapshot, 'webhooks', i, 'rules'),
            ]),
          );
        }
      });
    }
  }
  for (const api of c.all('APIService')) {
    const snapshot = newest(api);
    const name = digText(snapshot?.object, 'spec', 'service', 'name');
    if (!snapshot || name === undefined) continue;
    const service = ref('Service', digText(snapshot.object, 'spec', 'service', 'namespace'), name);
    c.define(service);
    relations.push(lay(api.ref, 'calls', service, 'spec.service', [cite(snapshot, 'spec', 'service')]));
  }
  return [...relations, ...conversions(c)];
}

/** The Service that converts the objects of a custom resource from one version to another. */
function conversions(c: Case): Relation[] {
  const path = ['spec', 'conversion', 'webhook', 'clientConfig', 'service'] as const;
  return c.all('CustomResourceDefinition').flatMap((crd) => {
    const snapshot = newest(crd);
    const name = digText(snapshot?.object, ...path, 'name');
    if (!snapshot || name === undefined) return [];
    const service = ref('Service', digText(snapshot.object, ...path, 'namespace'), name);
    c.define(service);
    return [lay(crd.ref, 'calls', service, 'spec.conversion', [cite(snapshot, ...path)])];
  });
}

/** True when the webhook is asked about the creation of pods. */
export function coversPods(webhook: unknown): boolean {
  return digList(webhook, 'rules').some((rule) => {
    const has = (field: string, value: string): boolean => {
      const list = digList(rule, field);
      return list.includes('*') || list.includes(value);
    };
    const groups = digList(rule, 'apiGroups');
    return (
      has('operations', 'CREATE') &&
      (groups.includes('*') || groups.includes('')) &&
      (has('resources', 'pods') || has('resources', '*/*') || has('resources', 'pods/*'))
    );
  });
}

/** A label selector against labels (metav1.LabelSelector); an absent or empty selector matches all. */
export function matches(selector: unknown, labels: Readonly<Record<string, string>>): boolean {
  const wanted = Object.entries(digStrings(selector, 'matchLabels')).every(([k, v]) => labels[k] === v);
  const expressions = digList(selector, 'matchExpressions').every((e) => {
    const key = digText(e, 'key') ?? '';
    const values = digList(e, 'values');
    const value = labels[key];
    switch (digText(e, 'operator')) {
      case 'In':
        return value !== undefined && values.includes(value);
      case 'NotIn':
        return value === undefined || !values.includes(value);
      case 'Exists':
        return value !== undefined;
      case 'DoesNotExist':
        return value === undefined;
      default:
        return true;
    }
  });
  return wanted && expressions;
}
