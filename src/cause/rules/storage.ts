import { digText } from '../../base/index.js';
import { ref } from '../../model/index.js';
import { newest, type Case } from '../../world/index.js';
import type { CausalRule } from '../rule.js';

/** Claims, volumes and mounts. */
export const storageRules: readonly CausalRule[] = [
  {
    id: 'claim-pending-by-declaration',
    effect: ['pvc-unbound', 'failed-scheduling'],
    cause: [
      'pv-already-bound',
      'pvc-access-mode-mismatch',
      'pvc-capacity-mismatch',
      'pvc-selector-mismatch',
      'storageclass-missing',
      'pv-provision-failed',
      'csi-driver-missing',
      'pvc-storage-class-mismatch',
      'pvc-without-class',
    ],
    mechanism: 'no volume fits what the claim asks for',
    paths: ['self', 'family mounts', 'family'],
    lag: { min: -60, max: Infinity, source: 'the binder looks every 15 s' },
    strength: 0.95,
  },
  {
    id: 'csi-driver-down',
    effect: ['csi-driver-missing'],
    cause: [
      'image-not-found',
      'image-pull-failed',
      'image-pull-backoff',
      'crashloop',
      'container-exit-error',
      'deployment-unavailable',
      'failed-scheduling',
      'container-oom',
    ],
    mechanism:
      'the node plugin of the driver does not run on that node, so the kubelet does not know the driver',
    paths: ['named ~runs-on family', 'family runs-on ~runs-on family'],
    lag: { min: -60, max: Infinity, source: 'a driver registers with the kubelet when its plugin starts' },
    strength: 0.8,
    when: (_c, effect, cause) =>
      isPluginOf(cause.entity.name, String(effect.attrs['volume'] ?? '')) || 'it is not the driver’s plugin',
  },
  {
    id: 'claim-waits-for-provisioner',
    effect: ['pvc-unbound', 'volume-attach-failed', 'pv-provision-failed'],
    cause: [
      'deployment-unavailable',
      'crashloop',
      'container-oom',
      'container-exit-error',
      'image-pull-backoff',
      'replicas-zero',
    ],
    mechanism: 'the controller of the driver, which makes and attaches volumes, does not run',
    paths: ['anywhere'],
    lag: { min: -60, max: Infinity, source: 'a claim waits from its creation on until the provisioner runs' },
    strength: 0.8,
    when: (_c, effect, cause) =>
      isPluginOf(cause.entity.name, String(effect.attrs['provisioner'] ?? effect.attrs['volume'] ?? '')) ||
      'it is not the driver’s controller',
  },
  {
    id: 'volume-stuck-without-permission',
    effect: [
      'multi-attach',
      'volume-attach-failed',
      'pvc-unbound',
      'pv-provision-failed',
      'volume-resize-failed',
    ],
    cause: ['rbac-forbidden'],
    mechanism: 'the controller of the driver may not write down what it attached, detached or made',
    paths: ['anywhere'],
    lag: {
      min: -120,
      max: Infinity,
      source: 'every try is refused; the controller tries again with back-off',
    },
    strength: 0.8,
    when: (c, effect, cause) => {
      if (!/^(?:volumeattachments|persistentvolume)/.test(String(cause.attrs['resource'] ?? '')))
        return 'it lacks a permission on something else';
      const driver = driverOf(c, String(effect.attrs['provisioner'] ?? effect.attrs['volume'] ?? ''));
      return driver === undefined
        ? 0.5
        : isPluginOf(cause.entity.name, driver) || 'it is the controller of another driver';
    },
  },
  {
    id: 'held-since-move',
    effect: ['multi-attach'],
    cause: [
      'node-cordon-drain',
      'manual-pod-delete',
      'rollout-restart',
      'kubelet-eviction',
      'taint-eviction',
    ],
    mechanism: 'its pod was moved to another node while the volume is held by the one before',
    paths: ['family', 'named'],
    lag: { min: -5, max: 600, source: 'the controller makes the next pod when the last has ended' },
    strength: 0.5,
    standing: false,
  },
  {
    id: 'mount-fails',
    effect: ['volume-mount-timeout', 'mount-setup-failed'],
    cause: [
      'volume-attach-failed',
      'multi-attach',
      'csi-driver-missing',
      'secret-missing',
      'config-map-missing',
      'pv-lost',
      'node-unreachable',
      'mount-helper-missing',
      'mount-denied',
      'host-path-missing',
      'volume-filesystem-damaged',
      'secret-store-failed',
    ],
    mechanism: 'the volume cannot be attached or filled',
    paths: ['family', 'family mounts', 'family mounts bound-to', 'family runs-on', 'self'],
    lag: { min: -60, max: Infinity, source: 'kubelet waits 2 min 3 s per try' },
    strength: 0.8,
  },
  {
    id: 'cloud-refuses',
    effect: [
      'pv-provision-failed',
      'load-balancer-sync-failed',
      'volume-attach-failed',
      'cluster-autoscaler-blocked',
      'pvc-unbound',
    ],
    cause: ['cloud-permission-missing', 'quota-cloud', 'service-healthcheck-failed'],
    mechanism: 'the cloud account does not give what the cluster asks for',
    paths: ['self', 'named', 'family', 'anywhere'],
    lag: { min: -60, max: Infinity, source: 'every call is refused' },
    strength: 0.65,
  },
  {
    id: 'read-only-from-disk',
    effect: ['fs-remount-readonly', 'app-read-only', 'app-disk-full', 'node-disk-pressure'],
    cause: ['disk-io-error', 'disk-full', 'longhorn-volume-faulted'],
    mechanism: 'the file system below refuses writes',
    paths: ['self', 'family runs-on', 'family mounts'],
    lag: { min: 0, max: 3600, source: 'ext4 remounts read-only on the first metadata error' },
    strength: 0.65,
  },
];

/** The driver of a volume: that of its PersistentVolume, or the name itself where it is one. */
function driverOf(c: Case, volume: string): string | undefined {
  const entity = c.entity(ref('PersistentVolume', undefined, volume));
  const driver = entity && digText(newest(entity)?.object, 'spec', 'csi', 'driver');
  return driver ?? (volume.includes('.') ? volume : undefined);
}

/** True for a workload whose name speaks of CSI and shares a word with the driver's: "ebs-csi-node", "ebs.csi.aws.com". */
function isPluginOf(workload: string, driver: string): boolean {
  const words = driver
    .split(/[.-]/)
    .filter((w) => w.length >= 2 && !['csi', 'com', 'io', 'k8s', 'org'].includes(w));
  const own = workload.split(/[.-]/);
  return (
    words.some((w) => own.some((o) => o === w || (w.length >= 4 && o.startsWith(w)))) &&
    /csi|plugin|node|driver|provisioner/.test(workload)
  );
}
