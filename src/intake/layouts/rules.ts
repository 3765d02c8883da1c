import { kindOfResource } from '../../model/index.js';
import type { Place } from '../format.js';
import type { Layout } from '../layout.js';

type Groups = Readonly<Record<string, string | undefined>>;

/** A path shape and what it tells beyond its named groups. */
export interface PathRule {
  readonly path: RegExp;
  /** Names of groups that are fields of a place are taken over as they are. */
  readonly more?: (groups: Groups) => Place;
}

/** A layout from a table of path shapes; the first that matches holds. */
export function layoutOf(id: string, title: string, rules: readonly PathRule[]): Layout {
  return {
    id,
    title,
    place(path) {
      for (const { path: shape, more } of rules) {
        const groups: Groups | undefined = shape.exec(path)?.groups;
        if (groups === undefined && !shape.test(path)) continue;
        const named = groups ?? {};
        return { ...placeOfGroups(named), ...more?.(named) };
      }
      return undefined;
    },
  };
}

function placeOfGroups(groups: Groups): Place {
  const { node, namespace, pod, podUid, container, program, command, kind } = groups;
  return {
    ...(node === undefined ? {} : { node }),
    ...(namespace === undefined ? {} : { namespace }),
    ...(pod === undefined ? {} : { pod }),
    ...(podUid === undefined ? {} : { podUid }),
    ...(container === undefined ? {} : { container }),
    ...(program === undefined ? {} : { program: programName(program) }),
    ...(command === undefined ? {} : { command }),
    ...(kind === undefined ? {} : { objectKind: kindOfFolder(kind) }),
  };
}

/** Folder names of collectors that kubectl would not know. */
const FOLDERS: Readonly<Record<string, string>> = {
  pvs: 'PersistentVolume',
  pvcs: 'PersistentVolumeClaim',
  ingress: 'Ingress',
  'network-policy': 'NetworkPolicy',
  'image-pull-secrets': 'Secret',
};

/** API kind of a folder or file that is named after a resource: "storage-classes", "pods", "Deployment". */
export function kindOfFolder(name: string): string {
  return FOLDERS[name] ?? kindOfResource(name.replace(/[-_]/g, ''));
}

const PROGRAMS: Readonly<Record<string, string>> = {
  'cri-o': 'crio',
  docker: 'dockerd',
  'containerd-log': 'containerd',
  ipamd: 'aws-node',
  kubelet_service: 'kubelet',
  apiserver: 'kube-apiserver',
  scheduler: 'kube-scheduler',
  'controller-manager': 'kube-controller-manager',
};

/** A program by the name of its unit, container or file: "kubelet.service" → "kubelet". */
export function programName(text: string): string {
  const bare = text
    .replace(/^snap\.(?:[\w-]+?)\.daemon-|\.daemon$|\.service$|^snap\./g, '')
    .replace(/_service$/, '');
  return PROGRAMS[bare] ?? bare;
}

/** "nodes/NODE"; an archive of that folder, "nodes.tgz", puts the word there twice. */
export const NODE_FOLDER =
  '(?:nodes?|hosts?|node-logs)/(?<node>(?!(?:nodes?|hosts?|node-logs|logs?|pods|containers)/)[^/]+)';

/** <namespace>_<pod>_<uid>: how kubelet names a pod's log folder. */
export const POD_FOLDER =
  '(?<namespace>[a-z0-9][-a-z0-9]*)_(?<pod>[a-z0-9][-a-z0-9.]*)_(?<podUid>[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{32})';
