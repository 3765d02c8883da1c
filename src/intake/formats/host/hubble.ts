import { dig, digList, digNumber, digObject, digText, stampOf, type Stamp } from '../../../base/index.js';
import { ref } from '../../../model/index.js';
import type { Format, ReadContext } from '../../format.js';
import { jsonHead } from '../../json-head.js';
import { lineReader, type Line } from '../../lines.js';
import { objectOf } from '../log-reader/json-line.js';
import { spanOf } from '../whole-text.js';

/**
 * Flows that Cilium's Hubble saw (`hubble observe -o json`, hubble-flows-*.json of a sysdump): one JSON object a line. What was
 * dropped is told by who and whom, with the reason; what went through is not kept.
 */
export const hubbleFlows: Format = {
  id: 'hubble-flows',
  title: 'network flows of Hubble',
  grammar: 'cilium/cilium api/v1/flow/flow.proto (Flow), observer.proto (GetFlowsResponse)',
  samples: [
    '{"flow":{"time":"2026-07-01T19:22:41.123Z","verdict":"DROPPED","drop_reason_desc":"POLICY_DENIED","source":{"namespace":"shop","pod_name":"web-0"},"destination":{"namespace":"shop","pod_name":"db-0"},"l4":{"TCP":{"destination_port":5432}},"node_name":"worker-1"},"node_name":"worker-1","time":"2026-07-01T19:22:41.123Z"}\n',
  ],
  sniff(head) {
    const keys = jsonHead(head)?.keys;
    return keys?.has('flow.verdict') === true || (keys?.has('verdict') === true && keys.has('destination'))
      ? 0.97
      : 0;
  },
  open: (context) => {
    const drops = new Map<string, Drop>();
    return lineReader(
      context,
      (line) => take(line, drops, context),
      () => tell(drops, context),
    );
  },
};

interface Drop {
  readonly from: unknown;
  readonly words: string;
  readonly first: Stamp;
  readonly line: Line;
  readonly node: string | undefined;
  last: Stamp;
  count: number;
}

/** So many pairs are told; a scan has more. */
const MOST = 500;

function take(line: Line, drops: Map<string, Drop>, context: ReadContext): void {
  const object = objectOf(line.text.trim());
  const flow = dig(object, 'flow') ?? object;
  const at = stampOf(dig(flow, 'time') ?? dig(object, 'time'));
  if (at === undefined) return;
  context.covers(at.lo);
  const verdict = digText(flow, 'verdict') ?? '';
  if (!/^(?:DROPPED|ERROR)$/.test(verdict)) return;
  const [protocol = '', ports] = Object.entries(digObject(flow, 'l4') ?? {})[0] ?? [];
  const port = digNumber(ports, 'destination_port');
  const reason = digText(flow, 'drop_reason_desc') ?? verdict;
  const words = `${endOf(flow, 'source')} → ${endOf(flow, 'destination')} ${protocol}${port === undefined ? '' : `/${port}`}: ${reason}`;
  const known = drops.get(words);
  if (known !== undefined) {
    known.count += 1;
    known.last = at.hi > known.last.hi ? at : known.last;
  } else if (drops.size < MOST) {
    const node = digText(flow, 'node_name') ?? digText(object, 'node_name');
    drops.set(words, { from: dig(flow, 'source'), words, first: at, last: at, line, node, count: 1 });
  }
}

/** A pod, a name of the outside, an identity, or an address. */
function endOf(flow: unknown, side: 'source' | 'destination'): string {
  const end = dig(flow, side);
  const pod = digText(end, 'pod_name');
  if (pod !== undefined && pod !== '') return `${digText(end, 'namespace') ?? ''}/${pod}`;
  const [name] = digList(flow, `${side}_names`);
  const reserved = digList(end, 'labels').find(
    (label) => typeof label === 'string' && label.startsWith('reserved:'),
  );
  const address = digText(flow, 'IP', side);
  return (
    [name, reserved, address].find((said) => typeof said === 'string' && said !== '')?.toString() ?? 'unknown'
  );
}

function tell(drops: ReadonlyMap<string, Drop>, context: ReadContext): void {
  for (const { from, words, first, last, line, node, count } of drops.values()) {
    const name = digText(from, 'pod_name');
    const about =
      name === undefined || name === '' ? undefined : ref('Pod', digText(from, 'namespace'), name);
    context.emit({
      kind: 'report',
      topic: 'other',
      at: { lo: first.lo, hi: last.hi, grade: 'A' },
      ...(node === undefined ? {} : { node }),
      ...(about === undefined ? {} : { about }),
      data: { tool: 'hubble', dropped: words, count },
      text: `${count} ${count === 1 ? 'flow' : 'flows'} dropped: ${words}`,
      evidence: spanOf(context, line),
    });
  }
}
