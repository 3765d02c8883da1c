import { groupBy } from '../../../base/index.js';
import { keyOf, labelOf } from '../../../model/index.js';
import { earliest, latest } from '../../../world/index.js';
import type { Detector } from '../../detector.js';

/** The endpoint controllers cannot write what stands behind a Service. */
export const endpointUpdateFailing: Detector = {
  id: 'endpoint-update-failing',
  layer: 'service',
  what: 'The controllers that keep Endpoints and EndpointSlices cannot list pods or write their result, so a Service keeps backends that are gone or misses new ones.',
  lookAlikes: 'A single conflict ("object has been modified") or a namespace that is being deleted is noise.',
  sources: ['signatures.md 6 endpoint-update-failing', 'kubernetes pkg/controller/endpointslice'],
  emits: [{ id: 'endpoint-update-failing', nature: 'fault', title: 'Endpoints cannot be updated' }],
  *detect(c) {
    const events = c
      .eventsOf(
        'FailedToUpdateEndpoint',
        'FailedToUpdateEndpointSlices',
        'FailedToListPods',
        'FailedToListEndpointSlices',
      )
      .filter((e) => !/object has been modified|being terminated/.test(e.message));
    for (const list of groupBy(events, (e) => keyOf(e.about)).values()) {
      const first = list[0];
      const onset = earliest(list.map((e) => e.first));
      const end = latest(list.map((e) => e.last));
      const count = list.reduce((n, e) => n + e.count, 0);
      if (!first || !onset || !end || count < 2) continue;
      yield {
        type: 'endpoint-update-failing',
        entity: first.about,
        onset,
        end,
        severity: 2,
        statement: `The endpoints of ${labelOf(first.about)} could not be updated (${count} times): ${first.message.replace(/\s+/g, ' ').replace(/\.$/, '').slice(0, 240)}.`,
        evidence: list.slice(0, 3).map((e) => c.citeEvent(e)),
        attrs: { count },
      };
    }
  },
};
