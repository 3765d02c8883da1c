import { accessModes, compact, compactOrNone, flag, labelMap, printed } from '../kubectl/shape.js';
import { child, message, pairs, value, values, type Node } from './tree.js';
import { volumeSource } from './volume.js';

/** spec and status of a PersistentVolumeClaim. What it asks for is not printed, only what it got. */
export function claimOf(root: Node): Record<string, unknown> {
  const storage = value(root, 'Capacity');
  const modes = accessModes(value(root, 'Access Modes'));
  const users = values(root, 'Used By').concat(values(root, 'Mounted By'));
  return {
    spec: compact({
      storageClassName: value(root, 'StorageClass'),
      volumeName: value(root, 'Volume'),
      volumeMode: value(root, 'VolumeMode'),
      accessModes: modes,
    }),
    status: compact({
      phase: /^Terminating/.test(value(root, 'Status') ?? '') ? undefined : value(root, 'Status'),
      capacity: storage === undefined ? undefined : { storage },
      accessModes: modes,
      usedBy: users.length > 0 ? users : undefined,
    }),
  };
}

/** spec and status of a PersistentVolume. */
export function volumeObjectOf(root: Node): Record<string, unknown> {
  const storage = value(root, 'Capacity');
  const [namespace, name] = (value(root, 'Claim') ?? '').split('/');
  const source = child(root, 'Source');
  return {
    spec: compact({
      storageClassName: value(root, 'StorageClass'),
      persistentVolumeReclaimPolicy: value(root, 'Reclaim Policy'),
      accessModes: accessModes(value(root, 'Access Modes')),
      volumeMode: value(root, 'VolumeMode'),
      capacity: storage === undefined ? undefined : { storage },
      claimRef: name === undefined ? undefined : { kind: 'PersistentVolumeClaim', namespace, name },
      nodeAffinity: affinity(child(root, 'Node Affinity')),
      ...(source ? volumeSource(source) : {}),
    }),
    status: compact({
      phase: value(root, 'Status'),
      message: message(root, 'Message'),
      reason: value(root, 'Reason'),
    }),
  };
}

/** "Term 0: kubernetes.io/hostname in [node-1]", further requirements of the term below it. */
function affinity(n: Node | undefined): Record<string, unknown> | undefined {
  const terms = (child(n, 'Required Terms')?.children ?? []).filter((c) => /^Term \d+$/.test(c.key));
  const nodeSelectorTerms = terms.map((t) => ({
    matchExpressions: [t.value, ...t.more.map((l) => l.text), ...t.children.map((c) => c.value)].flatMap(
      (text) => {
        const m = /^\s*(\S+) (in|not in|exists|does not exist|>|<)(?: \[(.*)\])?\s*$/.exec(text);
        if (!m) return [];
        const operator =
          { in: 'In', 'not in': 'NotIn', exists: 'Exists', '>': 'Gt', '<': 'Lt' }[m[2] ?? ''] ??
          'DoesNotExist';
        return [compact({ key: m[1], operator, values: m[3]?.split(/,\s*/) })];
      },
    ),
  }));
  return nodeSelectorTerms.length > 0 ? { required: { nodeSelectorTerms } } : undefined;
}

/** A StorageClass has no spec: its members stand at the top. */
export function storageClassOf(root: Node): Record<string, unknown> {
  const parameters = values(root, 'Parameters').flatMap((v) => v.split(','));
  const map = labelMap(parameters) ?? {};
  const isDefault = value(root, 'IsDefaultClass') === 'Yes';
  return compact({
    provisioner: value(root, 'Provisioner'),
    parameters: compactOrNone(map),
    reclaimPolicy: value(root, 'ReclaimPolicy'),
    volumeBindingMode: value(root, 'VolumeBindingMode'),
    allowVolumeExpansion: flag(value(root, 'AllowVolumeExpansion')?.toLowerCase()),
    metadata: isDefault
      ? { annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } }
      : undefined,
  });
}

/** Data of a ConfigMap: "key:", a rule of dashes, then the text, to the next key or section. */
export function configMapOf(root: Node): Record<string, unknown> {
  const lines = root.raw;
  const data: Record<string, string> = {};
  let key: string | undefined;
  let text: string[] = [];
  let inside = false;
  const close = (): void => {
    if (key !== undefined) data[key] = trimEnds(text);
    key = undefined;
    text = [];
  };
  for (let i = 0; i < lines.length; i += 1) {
    const here = lines[i]?.text ?? '';
    const next = lines[i + 1]?.text ?? '';
    const head = /^([\w.-]+):$/.exec(here);
    if (/^(?:Data|BinaryData)$/.test(here) && /^=+$/.test(next)) {
      close();
      inside = here === 'Data';
      i += 1;
    } else if (inside && head && next === '----') {
      close();
      key = head[1];
      i += 1;
    } else if (key !== undefined && /^Events:(\s|$)/.test(here)) close();
    else if (key !== undefined) text.push(here);
  }
  close();
  return { data };
}

function trimEnds(lines: readonly string[]): string {
  let end = lines.length;
  while (end > 0 && lines[end - 1]?.trim() === '') end -= 1;
  return lines.slice(0, end).join('\n');
}

/** A Secret's keys with their sizes; describe prints no values. */
export function secretOf(root: Node): Record<string, unknown> {
  const sizes = root.raw.flatMap((l) => {
    const m = /^([\w.-]+):\s+(\d+ bytes)$/.exec(l.text.trimEnd());
    return m ? [[m[1], `<${m[2]}>`] as const] : [];
  });
  return compact({ type: value(root, 'Type'), data: Object.fromEntries(sizes) });
}

/** Secrets of a ServiceAccount. "(not found)" behind a name says that it does not exist. */
export function serviceAccountOf(root: Node): Record<string, unknown> {
  const names = (key: string): unknown[] | undefined => {
    const found = values(root, key).map((v) => ({ name: v.replace(/ \(not found\)$/, '') }));
    return found.length > 0 ? found : undefined;
  };
  return compact({ imagePullSecrets: names('Image pull secrets'), secrets: names('Mountable secrets') });
}

/** A PriorityClass has no spec. */
export function priorityClassOf(root: Node): Record<string, unknown> {
  const map = pairs(root) ?? {};
  return compact({
    value: map['Value'] === undefined ? undefined : Number(map['Value']),
    globalDefault: flag(map['GlobalDefault']),
    preemptionPolicy: printed(map['PreemptionPolicy']),
    description: printed(map['Description']),
  });
}
