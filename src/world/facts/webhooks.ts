import { digList, digNumber, digObject, digStrings, digText } from '../../base/index.js';
import { ref, type Ref } from '../../model/index.js';
import type { Case } from '../case.js';
import { newest, type Entity, type Snapshot } from '../entity.js';
import { coversPods, matches } from '../relations/admission.js';

/** One admission webhook of a configuration. */
export interface WebhookView {
  readonly name: string;
  readonly configuration: Ref;
  readonly entity: Entity;
  readonly snapshot: Snapshot;
  readonly index: number;
  readonly service: Ref | undefined;
  readonly failClosed: boolean;
  readonly timeoutSeconds: number;
  readonly coversPods: boolean;
  /** True when pods of the webhook's own namespace are sent to it. */
  readonly guardsOwnNamespace: boolean;
}

/** All webhooks of all configurations, those of deleted ones too. */
export function webhooks(c: Case): readonly WebhookView[] {
  return c.fact(allWebhooks);
}

function allWebhooks(c: Case): readonly WebhookView[] {
  return (['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'] as const).flatMap((kind) =>
    c.all(kind).flatMap((entity) => {
      const snapshot = newest(entity) ?? entity.snapshots.at(-1);
      if (!snapshot) return [];
      return digList(snapshot.object, 'webhooks').map((w, index): WebhookView => {
        const service = digText(w, 'clientConfig', 'service', 'name');
        const namespace = digText(w, 'clientConfig', 'service', 'namespace');
        const labels = {
          'kubernetes.io/metadata.name': namespace ?? '',
          ...digStrings(c.entity(ref('Namespace', undefined, namespace ?? ''))?.object, 'metadata', 'labels'),
        };
        return {
          name: digText(w, 'name') ?? '',
          configuration: entity.ref,
          entity,
          snapshot,
          index,
          service: service === undefined ? undefined : ref('Service', namespace, service),
          failClosed: digText(w, 'failurePolicy') !== 'Ignore',
          timeoutSeconds: digNumber(w, 'timeoutSeconds') ?? 10,
          coversPods: coversPods(w),
          guardsOwnNamespace:
            namespace !== undefined && coversPods(w) && matches(digObject(w, 'namespaceSelector'), labels),
        };
      });
    }),
  );
}

/** The webhook of that name, as error texts give it. */
export function webhookNamed(c: Case, name: string): WebhookView | undefined {
  return webhooks(c).find((w) => w.name === name);
}
