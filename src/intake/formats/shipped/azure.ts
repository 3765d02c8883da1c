import { digNumber, digText, iso } from '../../../base/index.js';
import { shippedTime } from './record.js';

/**
 * A row of Azure Monitor's KubeEvents (AKS) in the words of the API: the agent writes one each time it sees the Event
 * counted up.
 */
export function azureEvent(entry: unknown): Readonly<Record<string, unknown>> | undefined {
  const kind = digText(entry, 'ObjectKind');
  const name = digText(entry, 'Name');
  const reason = digText(entry, 'Reason');
  if (kind === undefined || name === undefined || reason === undefined) return undefined;
  const namespace = digText(entry, 'Namespace');
  const time = (...names: readonly string[]): string | undefined => {
    const at = names
      .map((column) => shippedTime(digText(entry, column)))
      .find((found) => found !== undefined);
    return at === undefined ? undefined : iso(at.lo);
  };
  const count = digNumber(entry, 'Count') ?? Number(digText(entry, 'Count') ?? 1);
  const component = digText(entry, 'SourceComponent');
  const host = digText(entry, 'Computer');
  return {
    kind: 'Event',
    involvedObject: { kind, name, ...(namespace === undefined ? {} : { namespace }) },
    reason,
    message: digText(entry, 'Message') ?? '',
    type: digText(entry, 'KubeEventType') ?? 'Normal',
    count: Number.isFinite(count) ? count : 1,
    firstTimestamp: time('FirstSeen', 'FirstSeen [UTC]', 'TimeGenerated', 'TimeGenerated [UTC]'),
    lastTimestamp: time('LastSeen', 'LastSeen [UTC]', 'TimeGenerated', 'TimeGenerated [UTC]'),
    // The agent's own host stands there for events of the control plane.
    source: { component, ...(component === 'kubelet' && host !== undefined ? { host } : {}) },
  };
}
