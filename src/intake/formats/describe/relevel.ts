import type { Line } from '../../lines.js';

/**
 * Descriptions that lost their indentation on the way: chat clients, ticket systems and trimming scripts
 * cut blanks at the start of lines. What belongs to what is then told by the words that kubectl prints
 * (k8s.io/kubectl/pkg/describe), and the indentation is put back.
 */

/** Keys below which everything belongs to them up to the next key of the object. */
const BLOCKS: ReadonlySet<string> = new Set(
  (
    'Init Containers,Containers,Ephemeral Containers,Conditions,Volumes,Events,Lease,Addresses,Capacity,Allocatable,' +
    'System Info,Non-terminated Pods,Allocated resources,Volume Claims,Metrics,Rules,Subjects,Role,Readiness Gates,' +
    'Subsets,Resource Quotas,Spec,Status,Parameters,Source'
  ).split(','),
);
const CONTAINERS: ReadonlySet<string> = new Set(['Init Containers', 'Containers', 'Ephemeral Containers']);
/** Keys of the object itself that may stand below a block; any other key there is a part of the block. */
const AFTER_BLOCK: ReadonlySet<string> = new Set(
  (
    'Init Containers,Containers,Ephemeral Containers,Conditions,Volumes,QoS Class,Node-Selectors,Tolerations,' +
    'Topology Spread Constraints,Readiness Gates,Events,Addresses,Capacity,Allocatable,System Info,PodCIDR,PodCIDRs,' +
    'ProviderID,Non-terminated Pods,Allocated resources,OldReplicaSets,NewReplicaSet,Volume Claims,Replicas,' +
    'Min replicas,Max replicas,Behavior,Deployment pods,Pod Template,Priority Class Name,Subjects'
  ).split(','),
);
/** Keys of a pod template; what stands behind them is of the object again. */
const TEMPLATE: ReadonlySet<string> = new Set(
  (
    'Labels,Annotations,Service Account,Init Containers,Containers,Volumes,Node-Selectors,Tolerations,' +
    'Topology Spread Constraints,Priority Class Name,Runtime Class Name'
  ).split(','),
);
/** Keys whose further values stand on lines of their own. */
const LISTED: ReadonlySet<string> = new Set([
  'Labels', 'Annotations', 'Tolerations', 'Node-Selectors', 'Taints', 'Selector', 'Finalizers', 'Events', 'Used By',
]); // prettier-ignore
const CONTAINER_FIELDS =
  /^(Container ID|Image|Image ID|Ports?|Host Ports?|SeccompProfile|Command|Args|State|Last State|Ready|Restart Count|Limits|Requests|Liveness|Readiness|Startup|Environment Variables from|Environment|Mounts|Devices):/;
/** Keys below a key that is no block: StatefulSet's strategy, the node affinity of a volume. */
const FURTHER_IN: Readonly<Record<string, number>> = { Partition: 2, 'Required Terms': 2, 'Term ': 4 };
const STATE_FIELDS = /^(?:Reason|Message|Exit Code|Signal|Started|Finished):/;
const KEY = /^([A-Za-z][\w ().-]*?):(?:\s|$)/;
const MIN_LINES = 6;

/** The lines of one object, indented again where no line of it was. */
export function relevelled(lines: readonly Line[]): readonly Line[] {
  const filled = lines.filter((l) => l.text.trim() !== '');
  if (filled.length < MIN_LINES || filled.some((l) => /^\s/.test(l.text))) {
    return withEventsBelow(withStateBelow(lines));
  }
  const levels = new Levels();
  return lines.map((line, i) => {
    const indent = line.text.trim() === '' ? 0 : levels.of(line.text, lines[i + 1]?.text ?? '');
    return indent === 0 ? line : { ...line, text: ' '.repeat(indent) + line.text };
  });
}

/** What a container's state says, standing beside "State:" instead of below it. */
function withStateBelow(lines: readonly Line[]): readonly Line[] {
  let beside = '';
  return lines.map((line) => {
    const margin = /^\s*/.exec(line.text)?.[0] ?? '';
    if (/^\s+(?:Last )?State:/.test(line.text)) beside = margin;
    else if (beside !== '' && margin === beside && STATE_FIELDS.test(line.text.trim())) {
      return { ...line, text: `  ${line.text}` };
    } else if (margin.length <= beside.length) beside = '';
    return line;
  });
}

/** Events are the end of a description: rows at the margin belong to them all the same. */
function withEventsBelow(lines: readonly Line[]): readonly Line[] {
  const at = lines.findLastIndex((l) => /^Events:\s*$/.test(l.text));
  if (at < 0 || !/^\S/.test(lines.slice(at + 1).find((l) => l.text.trim() !== '')?.text ?? '')) return lines;
  return lines.map((l, i) => (i > at ? { ...l, text: `  ${l.text}` } : l));
}

class Levels {
  private base = 0;
  private block = '';
  /** Column at which further values of the key above stand; 0 when it takes none. */
  private valueAt = 0;
  /** The container's field above, and the column at which its value goes on (-1: at the margin). */
  private field = '';
  private further = 0;

  of(text: string, next: string): number {
    const key = KEY.exec(text)?.[1];
    if (this.block === 'Events') return 2;
    const isOwn = key !== undefined && (this.block === '' ? this.standsAlone(key) : this.endsBlock(key));
    if (isOwn) return FURTHER_IN[key.replace(/\d+$/, '')] ?? this.open(key, text);
    if (CONTAINERS.has(this.block)) return this.inContainer(text, next);
    if (this.block === 'Volumes') return this.base + (/^\S+:\s*$/.test(text) && /^Type:/.test(next) ? 2 : 4);
    if (this.block === 'Subsets') return /^(?:NotReady)?Addresses:|^Ports:/.test(text) ? 2 : 4;
    return this.block === '' ? this.valueAt : this.base + 2;
  }

  /** Name of a container, its fields, what stands below a field, and further lines of a value. */
  private inContainer(text: string, next: string): number {
    const { base } = this;
    const field = CONTAINER_FIELDS.exec(text)?.[1];
    const isName = /^\S+:\s*$/.test(text) && /^(?:Container ID|Image):/.test(next);
    if (field !== undefined || isName) {
      this.field = field ?? '';
      this.further = 0;
      return base + (isName ? 2 : 4);
    }
    if (this.field.endsWith('State')) {
      if (STATE_FIELDS.test(text)) this.further = text.startsWith('Message:') ? -1 : 0;
      // A message goes on at the margin.
      return this.further < 0 && !STATE_FIELDS.test(text) ? 0 : base + 6;
    }
    if (this.field !== 'Environment') return base + 6;
    const name = /^[\w.-]+:\s*/.exec(text)?.[0];
    if (name !== undefined) this.further = base + 6 + name.length;
    return name === undefined && this.further > 0 ? this.further : base + 6;
  }

  private endsBlock(key: string): boolean {
    if (this.block === 'Volume Claims') return key === 'Events';
    if (this.block === 'Subsets') return key === 'Events';
    // Resources are named in small letters.
    if (this.block === 'Capacity' || this.block === 'Allocatable') return /^[A-Z]/.test(key);
    return AFTER_BLOCK.has(key);
  }

  /** Outside of blocks a key is one of the object's, unless it can be a further value of the key above. */
  private standsAlone(key: string): boolean {
    return this.valueAt === 0 || /^[A-Z]/.test(key);
  }

  private open(key: string, text: string): number {
    if (this.base > 0 && !TEMPLATE.has(key)) this.base = 0;
    const indent = this.base;
    if (key === 'Pod Template') this.base = 2;
    const rest = text.slice(key.length + 1).trim();
    this.block = BLOCKS.has(key) && (rest === '' || rest.startsWith('(')) ? key : '';
    const gap = text.length - key.length - 1 - text.slice(key.length + 1).trimStart().length;
    this.valueAt = LISTED.has(key) ? indent + key.length + 1 + gap : 0;
    return indent;
  }
}

/** Lines without the indentation that all of them share: code in a ticket, a block in YAML. */
export function dedented(lines: readonly Line[]): readonly Line[] {
  const filled = lines.filter((l) => l.text.trim() !== '');
  const shared = filled.reduce((least, l) => Math.min(least, l.text.search(/\S/)), Infinity);
  if (shared === 0 || shared === Infinity) return lines;
  return lines.map((l) => ({ ...l, text: l.text.slice(shared) }));
}
