import { HOUR, type Instant } from '../base/index.js';
import { ref, type SourceInfo } from '../model/index.js';
import type { Case } from './case.js';
import type { Coverage, CoverageCell, CoverageGap } from './coverage.js';

/** Default of kube-apiserver --event-ttl. */
const EVENT_TTL = HOUR;

/** What each source covered, and where the capture is blind. */
export function coverageOf(c: Case): Coverage {
  const cells = c.sources.flatMap(cellOf);
  return { sources: cells, gaps: gapsOf(c, cells), eventsSince: eventsSince(c) };
}

function cellOf(source: SourceInfo): CoverageCell[] {
  if (!source.span || source.status === 'refused' || source.status === 'empty') return [];
  return [
    {
      source: source.id,
      ...(source.entity ? { entity: source.entity } : {}),
      ...(source.origin ? { program: source.origin.program } : {}),
      what: whatOf(source),
      window: source.span,
    },
  ];
}

function whatOf(source: SourceInfo): CoverageCell['what'] {
  const f = source.format;
  if (f.includes('audit')) return 'audit';
  if (f.includes('event')) return 'events';
  if (/haproxy|nginx|envoy|traefik|access|^clf|^elb/.test(f)) return 'edge';
  if (f.includes('alert') || f.includes('pager') || f.includes('opsgenie')) return 'alerts';
  if (f.includes('metric') || f.includes('prometheus')) return 'metrics';
  if (f.includes('note') || f.includes('slack') || f.includes('chat')) return 'notes';
  if (source.origin) return 'log';
  return f.startsWith('kube') || f.includes('describe') ? 'objects' : 'report';
}

/** Events older than their TTL before the newest snapshot are gone, unless a stream recorded them. */
function eventsSince(c: Case): Instant | undefined {
  const first = c.events[0]?.first.lo;
  if (first === undefined) return undefined;
  return Math.min(Math.max(first, c.asOf.hi - EVENT_TTL), first);
}

function gapsOf(c: Case, cells: readonly CoverageCell[]): CoverageGap[] {
  const gaps: CoverageGap[] = [];
  const has = (what: CoverageCell['what'], program?: RegExp): boolean =>
    cells.some((x) => x.what === what && (!program || program.test(x.program ?? '')));
  const missing = (present: boolean, why: string, wouldTell: string): void => {
    if (!present) gaps.push({ why, wouldTell });
  };
  missing(c.events.length > 0, 'no events', 'what the cluster did and when: `kubectl get events -A -o json`');
  missing(
    has('edge'),
    'no log of the edge',
    'when users first and last saw errors, to the second: the access log of the load balancer or ingress controller',
  );
  missing(c.requests.length > 0, 'no audit log', 'who changed what, and when: the API server audit log');
  missing(
    c.alerts.length > 0,
    'no alert export',
    'which alerts fired and who was told: `/api/v2/alerts` of Alertmanager',
  );
  missing(
    c.statements.length > 0,
    'no notes or chat of the responders',
    'when people noticed, understood and acted',
  );
  for (const node of c.all('Node')) {
    const seen = c.sources.some(
      (s) => s.origin?.node === node.ref.name && /kubelet|journal/.test(s.origin.program),
    );
    if (!seen) {
      gaps.push({
        entity: ref('Node', undefined, node.ref.name),
        why: `no kubelet log of ${node.ref.name}`,
        wouldTell: `probe failures, container and volume work on ${node.ref.name}: \`journalctl -u kubelet -o short-iso-precise\``,
      });
    }
  }
  return gaps;
}
