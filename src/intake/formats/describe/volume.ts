import { compact, flag, printed, whole } from '../kubectl/shape.js';
import { child, value, type Node } from './tree.js';

/** One volume of a pod or template; of types that no detector asks for, the printed fields are kept. */
export function volumeOf(n: Node): Record<string, unknown> {
  const type = (value(n, 'Type') ?? '').split(' ')[0] ?? '';
  const source = SOURCES[type]?.(n);
  return compact({ name: n.key, ...(source ?? other(type, n)) });
}

/** The source of a PersistentVolume, printed in the same words. */
export function volumeSource(n: Node): Record<string, unknown> {
  const type = (value(n, 'Type') ?? '').split(' ')[0] ?? '';
  return SOURCES[type]?.(n) ?? other(type, n);
}

const SOURCES: Readonly<Record<string, (n: Node) => Record<string, unknown>>> = {
  PersistentVolumeClaim: (n) => ({
    persistentVolumeClaim: compact({
      claimName: value(n, 'ClaimName'),
      readOnly: flag(value(n, 'ReadOnly')),
    }),
  }),
  EmptyDir: (n) => ({ emptyDir: compact({ medium: value(n, 'Medium'), sizeLimit: value(n, 'SizeLimit') }) }),
  ConfigMap: (n) => ({
    configMap: compact({ name: value(n, 'Name'), optional: flag(value(n, 'Optional')) }),
  }),
  Secret: (n) => ({
    secret: compact({ secretName: value(n, 'SecretName'), optional: flag(value(n, 'Optional')) }),
  }),
  HostPath: (n) => ({ hostPath: compact({ path: value(n, 'Path'), type: value(n, 'HostPathType') }) }),
  LocalVolume: (n) => ({ local: compact({ path: value(n, 'Path') }) }),
  NFS: (n) => ({
    nfs: compact({
      server: value(n, 'Server'),
      path: value(n, 'Path'),
      readOnly: flag(value(n, 'ReadOnly')),
    }),
  }),
  CSI: (n) => ({
    csi: compact({
      driver: value(n, 'Driver'),
      volumeHandle: value(n, 'VolumeHandle'),
      fsType: value(n, 'FSType'),
    }),
  }),
  DownwardAPI: () => ({ downwardAPI: {} }),
  Projected: (n) => ({ projected: { sources: projected(n) } }),
};

/** Sources of a projected volume come one after another, each named by its first key. */
function projected(n: Node): unknown[] {
  return n.children.flatMap((c, i): unknown[] => {
    const optional = (key: string): boolean | undefined => {
      const next = n.children[i + 1];
      return next?.key === key ? flag(next.value) : undefined;
    };
    const name = printed(c.value);
    if (c.key === 'SecretName' && name)
      return [{ secret: compact({ name, optional: optional('SecretOptionalName') }) }];
    if (c.key === 'ConfigMapName' && name) {
      return [
        { configMap: compact({ name, optional: optional('ConfigMapOptional') ?? optional('Optional') }) },
      ];
    }
    if (c.key === 'TokenExpirationSeconds')
      return [{ serviceAccountToken: compact({ expirationSeconds: whole(c.value) }) }];
    return c.key === 'DownwardAPI' ? [{ downwardAPI: {} }] : [];
  });
}

function other(type: string, n: Node): Record<string, unknown> {
  if (type === '') return {};
  const fields = n.children.filter((c) => c.key !== 'Type' && c.key !== '');
  const name = type.charAt(0).toLowerCase() + type.slice(1);
  return {
    [name]: Object.fromEntries(fields.map((c) => [c.key.charAt(0).toLowerCase() + c.key.slice(1), c.value])),
  };
}

/** Volumes of a "Volumes:" block. */
export function volumesOf(parent: Node): unknown[] | undefined {
  const block = child(parent, 'Volumes');
  const found = block?.children.filter((c) => c.key !== '').map(volumeOf) ?? [];
  return found.length > 0 ? found : undefined;
}
