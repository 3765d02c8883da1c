import { atTime, groupBy, MINUTE, SECOND, sortedBy, type Stamp } from '../../../base/index.js';
import { ref, type ConditionType, type MessageRecord } from '../../../model/index.js';
import type { Case } from '../../../world/index.js';
import type { Detector, Finding } from '../../detector.js';

const type: ConditionType = {
  id: 'vrrp-split-brain',
  nature: 'fault',
  title: 'Two hosts hold one virtual address',
  selfExplaining: true,
};

/** A master that hears a better one leaves within an advertisement interval (1 s by default). */
const HANDOVER = 10 * SECOND;

/** Two keepalived hosts are master of one VRRP instance at the same time. */
export const vrrpSplitBrain: Detector = {
  id: 'vrrp-split-brain',
  layer: 'host',
  what:
    'Two hosts are master of the same VRRP instance: each answers for its virtual address, and clients reach now the ' +
    'one, now the other. Their advertisements do not reach each other: a firewall, a switch, another router id.',
  lookAlikes:
    'In a failover the old master leaves within a second of the new one. A master that died says nothing of leaving: its other logs end as well.',
  sources: ['RFC 5798 6.4.3', 'keepalived vrrp/vrrp_scheduler.c'],
  emits: [type],
  *detect(c) {
    const said = c.messagesOf('vrrp-state').filter((m) => m.origin.node !== undefined);
    for (const list of groupBy(said, (m) => m.fields['instance'] ?? '').values()) yield* ofInstance(c, list);
  },
};

interface Reign {
  readonly host: string;
  readonly from: MessageRecord;
  readonly to: MessageRecord | undefined;
}

/** The times in which each host was master. */
function reigns(list: readonly MessageRecord[]): Reign[] {
  const out: Reign[] = [];
  for (const own of groupBy(list, (m) => m.origin.node ?? '').values()) {
    const steps = sortedBy(own, (m) => m.at.lo);
    steps.forEach((m, i) => {
      if (m.fields['state'] !== 'MASTER' || steps[i - 1]?.fields['state'] === 'MASTER') return;
      const to = steps.slice(i + 1).find((x) => x.fields['state'] !== 'MASTER');
      out.push({ host: m.origin.node ?? '', from: m, to });
    });
  }
  return sortedBy(
    out,
    (r) => r.from.at.lo,
    (r) => r.host,
  );
}

function* ofInstance(c: Case, list: readonly MessageRecord[]): Iterable<Finding> {
  const all = reigns(list);
  for (const late of all) {
    const early = all.find(
      (r) => r.host !== late.host && r.from.at.lo < late.from.at.lo && overlaps(c, r, late),
    );
    if (!early) continue;
    const end = firstOf(early.to?.at, late.to?.at);
    const instance = late.from.fields['instance'] ?? '';
    yield {
      type: type.id,
      entity: ref('NodeService', undefined, `${late.host}/keepalived`),
      onset: late.from.at,
      ...(end ? { end } : {}),
      severity: 3,
      statement: `${late.host} became master of VRRP instance ${instance} ${atTime(late.from.at)} while ${early.host} still was: both answer for its virtual address.`,
      evidence: [late.from, early.from, ...(late.to ? [late.to] : [])].map((m) => c.citeMessage(m)),
      attrs: { instance },
      names: [late.host, early.host].map((n) => ref('Node', undefined, n)),
    };
  }
}

/** True when the earlier master stayed on, and its host is known to have been up meanwhile. */
function overlaps(c: Case, early: Reign, late: Reign): boolean {
  const since = late.from.at.hi + HANDOVER;
  if (early.to) return early.to.at.lo > since;
  const heard = c.messages.some(
    (m) => m.origin.node === early.host && m.origin.pod === undefined && m.until.lo > since + MINUTE,
  );
  return heard || c.sources.some((x) => x.origin?.node === early.host && (x.span?.hi ?? 0) > since + MINUTE);
}

function firstOf(a: Stamp | undefined, b: Stamp | undefined): Stamp | undefined {
  if (!a || !b) return a ?? b;
  return a.lo <= b.lo ? a : b;
}
