import type { LogOrigin } from '../../../model/index.js';
import { ref } from '../../../model/index.js';
import type { Place } from '../../format.js';
import type { Wrapped } from './wrappers.js';

/** Programs that a file name can name, longest first so that "kube-proxy" is not read as "kube". */
const NAMED =
  /(?:^|[/_.-])(kube-controller-manager|kube-apiserver|kube-scheduler|kube-proxy|kube-router|kubelet|containerd|dockerd|docker|crio|cri-o|etcd|coredns|dnsmasq|haproxy|tailscaled|flanneld|k3s|rke2|k0s|dmesg|kern)(?=[_.-]|$|\d)/i;

const SAME: Readonly<Record<string, string>> = {
  dmesg: 'kernel',
  kern: 'kernel',
  'cri-o': 'crio',
  docker: 'dockerd',
};

/** The program by the name of its file: "kubelet.log", "nodes/n1/containerd.journal.log", "dmesg". */
export function programOfPath(path: string): string | undefined {
  const base = path.split('/').at(-1) ?? path;
  const found = NAMED.exec(base)?.[1]?.toLowerCase();
  return found === undefined ? undefined : (SAME[found] ?? found);
}

interface Parts {
  readonly program: string;
  readonly node: string | undefined;
  readonly namespace: string | undefined;
  readonly pod: string | undefined;
  readonly container: string | undefined;
}

function isSame(a: Parts, b: Parts): boolean {
  return (
    a.program === b.program &&
    a.node === b.node &&
    a.namespace === b.namespace &&
    a.pod === b.pod &&
    a.container === b.container
  );
}

/** Who wrote a line: what the line says goes before what the place says, a guess from content last. */
export class Origins {
  private readonly made = new Map<string, LogOrigin>();
  private readonly place: Place;
  private readonly byPath: string | undefined;
  /** Set by markers inside a file of several containers' logs. */
  private marked: Pick<Wrapped, 'pod' | 'container'> = {};
  private guess: string | undefined;
  /** Most lines of a source are by one writer. */
  private last: { readonly parts: Parts; readonly key: string; readonly origin: LogOrigin } | undefined;

  constructor(place: Place, path: string) {
    this.place = place;
    this.byPath = place.program === undefined && place.pod === undefined ? programOfPath(path) : undefined;
  }

  /** A "START logs for container" line says whose the next lines are. */
  mark(wrapped: Wrapped): void {
    this.marked = wrapped.marker === 'start' ? wrapped : {};
  }

  /** The origin of a line and a key that is the same for the same origin. */
  of(wrapped: Wrapped, program: string | undefined): { origin: LogOrigin; key: string } {
    if (this.guess === undefined && program !== undefined) this.guess = program;
    const parts = this.partsOf(wrapped, program);
    if (this.last !== undefined && isSame(this.last.parts, parts)) return this.last;
    const { node, namespace, pod, container } = parts;
    const key = [parts.program, node, namespace, pod, container].join('\u0001');
    this.last = { parts, key, origin: this.made.get(key) ?? this.make(key, parts) };
    return this.last;
  }

  private make(key: string, parts: Parts): LogOrigin {
    const { node, namespace, pod, container } = parts;
    const origin: LogOrigin = {
      program: parts.program,
      ...(node === undefined ? {} : { node }),
      ...(pod === undefined ? {} : { pod: ref('Pod', namespace, pod) }),
      ...(container === undefined ? {} : { container }),
      ...(this.place.previous === true ? { previous: true } : {}),
    };
    this.made.set(key, origin);
    return origin;
  }

  /** True when who wrote the line is known without reading the line itself. */
  isNamed(wrapped: Wrapped): boolean {
    const { place, marked } = this;
    const named =
      wrapped.program ?? wrapped.container ?? place.program ?? marked.container ?? place.container;
    return (named ?? this.byPath) !== undefined;
  }

  private partsOf(wrapped: Wrapped, program: string | undefined): Parts {
    const { place, marked } = this;
    const container = wrapped.container ?? marked.container ?? place.container;
    // A line's own prefix goes before the name of its file, a heading within the file after it.
    const named =
      wrapped.program ??
      wrapped.container ??
      place.program ??
      container ??
      this.byPath ??
      program ??
      this.guess;
    return {
      program: named ?? '',
      node: wrapped.node ?? place.node,
      namespace: wrapped.pod?.namespace ?? marked.pod?.namespace ?? place.namespace,
      pod: wrapped.pod?.name ?? marked.pod?.name ?? place.pod,
      container,
    };
  }

  /** The one origin of the source, when it has only one. */
  single(): LogOrigin | undefined {
    return this.made.size === 1 ? [...this.made.values()][0] : undefined;
  }
}
