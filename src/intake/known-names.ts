import { digList, digText } from '../base/index.js';
import type { CaptureRecord, LogOrigin, Ref } from '../model/index.js';

/**
 * Names of nodes, pods and containers that objects of the capture tell, to place what its path alone does not: a folder
 * named after a node, a file named after a pod ("web-5d8c-x4z2n.txt"), Docker's folders of container ids.
 */
export interface KnownNames {
  readonly nodes: ReadonlySet<string>;
  /** By name; null where two namespaces have one of that name. */
  readonly pods: ReadonlyMap<string, Ref | null>;
  readonly containers: ReadonlyMap<string, KnownContainer>;
}

interface KnownContainer {
  readonly pod: Ref;
  readonly name: string;
}

/** What the objects of records name, one record after the other. */
export class NamesMet implements KnownNames {
  readonly nodes = new Set<string>();
  readonly pods = new Map<string, Ref | null>();
  readonly containers = new Map<string, KnownContainer>();

  /** Takes what one record names. */
  add(record: CaptureRecord): void {
    if (record.kind !== 'object') return;
    const { kind, name, namespace } = record.ref;
    if (kind === 'Node') this.nodes.add(name);
    if (kind !== 'Pod') return;
    const known = this.pods.get(name);
    if (known === undefined) this.pods.set(name, record.ref);
    else if (known !== null && known.namespace !== namespace) this.pods.set(name, null);
    for (const [id, container] of idsOf(record.object))
      this.containers.set(id, { pod: record.ref, name: container });
  }
}

/** Containers by the ids under which runtimes keep them, the present ones and those before them. */
function idsOf(pod: unknown): readonly (readonly [id: string, container: string])[] {
  return ['initContainerStatuses', 'containerStatuses'].flatMap((list) =>
    digList(pod, 'status', list).flatMap((status) => {
      const said = [
        digText(status, 'containerID'),
        digText(status, 'state', 'terminated', 'containerID'),
        digText(status, 'lastState', 'terminated', 'containerID'),
      ];
      const name = digText(status, 'name') ?? '';
      return said.flatMap((text) => {
        const id = /[0-9a-f]{64}$/.exec(text ?? '')?.[0];
        return id === undefined ? [] : [[id, name] as const];
      });
    }),
  );
}

/** Whose a path is, by the names in it. */
interface Owner {
  readonly node?: string;
  readonly pod?: Ref;
  readonly container?: string;
}

const CONTAINER_ID = /(?:^|[^0-9a-f])([0-9a-f]{64})(?![0-9a-f])/;

/** What the names in a path say of a source that nothing else places. */
function ownerOf(path: string, known: KnownNames): Owner {
  const folders = path.split(/[/!]/);
  const base = folders.pop() ?? '';
  const id = CONTAINER_ID.exec(path)?.[1];
  const container = id === undefined ? undefined : known.containers.get(id);
  if (container !== undefined) return { pod: container.pod, container: container.name };
  const inName = (has: (name: string) => boolean): string | undefined => {
    const folder = folders.findLast((name) => has(name));
    return namesIn(base).find((name) => has(name)) ?? folder;
  };
  const podName = inName((name) => known.pods.has(name));
  const pod = podName === undefined ? undefined : known.pods.get(podName);
  const node = inName((name) => known.nodes.has(name));
  return {
    ...(pod === undefined || pod === null ? {} : { pod }),
    ...(node === undefined ? {} : { node }),
  };
}

/** No file name has more words; what is longer is made by a machine for itself. */
const MOST_WORDS = 40;

/** Runs of words of a file name, the longest first: "kubelet-worker-1.log" holds "worker-1". */
function namesIn(base: string): readonly string[] {
  const parts = base.split(/([-_. ])/).slice(0, 2 * MOST_WORDS);
  const words = Math.ceil(parts.length / 2);
  return Array.from({ length: words }, (_, gone) =>
    Array.from({ length: gone + 1 }, (__, from) =>
      parts.slice(2 * from, 2 * (from + words - gone) - 1).join(''),
    ),
  ).flat();
}

/** Topics that are of the host that they were printed on, whatever they say. */
const OF_HOST: ReadonlySet<string> = new Set([
  'ip-addr', 'ip-route', 'iptables', 'unit-status', 'disk-usage', 'memory',
]); // prettier-ignore

/** Puts the records of one source where the names that the capture knows place them. */
export class Placer {
  private readonly path: string;
  private readonly known: KnownNames;
  private owner: Owner | undefined;
  private readonly origins = new Map<LogOrigin, LogOrigin>();

  /** `host`: whose the folder is by a file that says so, which goes before any name. */
  constructor(path: string, known: KnownNames, host: string | undefined) {
    this.path = path;
    this.known = known;
    if (host !== undefined) this.owner = { node: host };
  }

  /** The node that the path names. */
  get node(): string | undefined {
    return this.own().node;
  }

  /** The record, as one of whoever the path names where it names nobody itself. */
  of(record: CaptureRecord): CaptureRecord {
    if (record.kind === 'message') {
      const origin = this.originOf(record.origin);
      return origin === record.origin ? record : { ...record, origin };
    }
    if (record.kind !== 'report' || record.node !== undefined || !OF_HOST.has(record.topic)) return record;
    const { node } = this.own();
    return node === undefined ? record : { ...record, node };
  }

  /** The same of who wrote it; one object for equal ones. */
  originOf(origin: LogOrigin): LogOrigin {
    const made = this.origins.get(origin);
    if (made !== undefined) return made;
    const placed = this.placed(origin);
    this.origins.set(origin, placed);
    return placed;
  }

  private placed(origin: LogOrigin): LogOrigin {
    if (origin.pod !== undefined) {
      const named = origin.pod.namespace === undefined ? this.known.pods.get(origin.pod.name) : undefined;
      return named === undefined || named === null ? origin : { ...origin, pod: named };
    }
    if (this.known.pods.size === 0 && this.known.nodes.size === 0 && this.owner === undefined) return origin;
    const { node, pod, container } = this.own();
    // Below the folder of a node, a program's file may be named like one of a pod's.
    const isPods = container !== undefined || origin.node === undefined || origin.program === pod?.name;
    if (pod !== undefined && isPods && !OUTSIDE.test(origin.program)) return inPod(origin, pod, container);
    return node === undefined || origin.node !== undefined ? origin : { ...origin, node };
  }

  private own(): Owner {
    this.owner ??= ownerOf(this.path, this.known);
    return this.owner;
  }
}

/** What runs beside the pods writes of them, under whatever name the file has. */
const OUTSIDE = /^(?:kubelet|containerd|crio|dockerd|kernel|systemd|haproxy)$/;

function inPod(origin: LogOrigin, pod: Ref, container: string | undefined): LogOrigin {
  const name = container ?? origin.container;
  const isUnnamed = /^(?:[0-9a-f]{12,}.*)?$/.test(origin.program) || origin.program === pod.name;
  return {
    ...origin,
    program: isUnnamed ? (name ?? origin.program) : origin.program,
    pod,
    ...(name === undefined ? {} : { container: name }),
  };
}
