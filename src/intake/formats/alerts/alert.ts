import { digList, digStrings, digText, isObject, stampOf, type Stamp } from '../../../base/index.js';
import type { AlertRecord, Locator } from '../../../model/index.js';

/** Alertmanager's zero time: the alert has not ended. */
const NEVER = /^000\d-/;

/** A time that is really one. */
export function timeOf(value: unknown): Stamp | undefined {
  return typeof value === 'string' && NEVER.test(value) ? undefined : stampOf(value);
}

/**
 * One alert as Alertmanager and Prometheus write it (api/v2 gettableAlert, webhook template.Alert).
 * Prometheus sends alerts only once they fire, so startsAt is the firing start. endsAt of an alert that
 * fires is when it would time out, not an end.
 */
export function alertOf(value: unknown, evidence: Locator): AlertRecord | undefined {
  if (!isObject(value)) return undefined;
  const labels = digStrings(value, 'labels');
  const name = labels['alertname'];
  const at = timeOf(value['startsAt']);
  if (name === undefined || !at) return undefined;
  const status = value['status'];
  const word = isObject(status) ? digText(status, 'state') : digText(value, 'status');
  const ends = timeOf(value['endsAt']);
  const heard = timeOf(value['updatedAt']);
  const state = stateOf(word);
  return {
    kind: 'alert',
    name,
    labels,
    annotations: digStrings(value, 'annotations'),
    at,
    state,
    receivers: digList(value, 'receivers').flatMap(
      (r) => digText(r, 'name') ?? (typeof r === 'string' ? [r] : []),
    ),
    system: 'alertmanager',
    ...(state === 'resolved' && ends ? { ended: ends } : {}),
    ...(heard ? { heard } : {}),
    evidence,
  };
}

/** Active and unprocessed alerts fire; suppressed ones fired too, but nobody was paged. */
export function stateOf(word: string | undefined): AlertRecord['state'] {
  switch (word) {
    case 'suppressed':
    case 'resolved':
    case 'pending':
      return word;
    case 'inactive':
    case 'expired':
      return 'resolved';
    default:
      return 'firing';
  }
}
