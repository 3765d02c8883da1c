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

/** Who wrote a line: what the line says goes before what the place says, a guess from content last. */
export class Origins {
  private readonly made = new Map<string, LogOrigin>();
  private readonly place: Place;
  private readonly byPath: string | undefined;
  /** Set by markers inside a file of several containers' logs. */
  private marked: Pick<Wrapped, 'pod' | 'container'> = {};
  private guess: string | undefined;

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
    const { place } = this;
    if (this.guess === undefined && program !== undefined) this.guess = program;
    const container = wrapped.container ?? this.marked.container ?? place.container;
    const pod = wrapped.pod?.name ?? this.marked.pod?.name ?? place.pod;
    const namespace = wrapped.pod?.namespace ?? this.marked.pod?.namespace ?? place.namespace;
    const node = wrapped.node ?? place.node;
    const named = wrapped.program ?? place.program ?? container ?? this.byPath ?? program ?? this.guess ?? '';
    const key = `${named}\u0001${node ?? ''}\u0001${namespace ?? ''}/${pod ?? ''}\u0001${container ?? ''}`;
    const known = this.made.get(key);
    if (known !== undefined) return { origin: known, key };
    const origin: LogOrigin = {
      program: named,
      ...(node === undefined ? {} : { node }),
      ...(pod === undefined ? {} : { pod: ref('Pod', namespace, pod) }),
      ...(container === undefined ? {} : { container }),
      ...(place.previous === true ? { previous: true } : {}),
    };
    this.made.set(key, origin);
    return { origin, key };
  }

  /** The one origin of the source, when it has only one. */
  single(): LogOrigin | undefined {
    return this.made.size === 1 ? [...this.made.values()][0] : undefined;
  }
}
