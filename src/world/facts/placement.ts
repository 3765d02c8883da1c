import { digList, digText } from '../../base/index.js';
import { matches } from '../relations/admission.js';
import type { NodeView, Taint } from './nodes.js';

/** True when a node satisfies node selector terms (any of the terms, all requirements of it). */
export function meetsTerms(terms: readonly unknown[], node: NodeView): boolean {
  return terms.some((term) => {
    const fields = digList(term, 'matchFields');
    const names = fields.every((f) => {
      const listed = digList(f, 'values').includes(node.ref.name);
      return digText(f, 'operator') === 'NotIn' ? !listed : listed;
    });
    const expressions = digList(term, 'matchExpressions');
    if (expressions.length + fields.length === 0) return false;
    return names && expressions.every((e) => meetsExpression(e, node.labels));
  });
}

function meetsExpression(e: unknown, labels: Readonly<Record<string, string>>): boolean {
  const operator = digText(e, 'operator');
  if (operator !== 'Gt' && operator !== 'Lt') return matches({ matchExpressions: [e] }, labels);
  const have = Number(labels[digText(e, 'key') ?? '']);
  const want = Number(digList(e, 'values')[0]);
  if (Number.isNaN(have) || Number.isNaN(want)) return false;
  return operator === 'Gt' ? have > want : have < want;
}

/** "disktype in (ssd), zone exists": node selector terms as people write them. */
export function termsInWords(terms: readonly unknown[]): string {
  const one = (e: unknown): string => {
    const key = digText(e, 'key') ?? '';
    const values = digList(e, 'values').join(', ');
    switch (digText(e, 'operator')) {
      case 'In':
        return `${key} in (${values})`;
      case 'NotIn':
        return `${key} not in (${values})`;
      case 'Exists':
        return `${key} exists`;
      case 'DoesNotExist':
        return `${key} does not exist`;
      case 'Gt':
        return `${key} > ${values}`;
      default:
        return `${key} < ${values}`;
    }
  };
  return terms
    .map((t) => [...digList(t, 'matchFields'), ...digList(t, 'matchExpressions')].map(one).join(' and '))
    .join(' or ');
}

/** True when some toleration of the pod tolerates the taint (core/v1 helper ToleratesTaint). */
export function tolerates(tolerations: readonly unknown[], taint: Taint): boolean {
  return tolerations.some((t) => {
    const effect = digText(t, 'effect');
    if (effect !== undefined && effect !== taint.effect) return false;
    const key = digText(t, 'key');
    if (digText(t, 'operator') === 'Exists') return key === undefined || key === taint.key;
    return key === taint.key && (digText(t, 'value') ?? '') === taint.value;
  });
}

/** A label selector (metav1.LabelSelector) against labels; an empty or absent selector matches all. */
export function matchesLabels(selector: unknown, labels: Readonly<Record<string, string>>): boolean {
  return matches(selector, labels);
}
