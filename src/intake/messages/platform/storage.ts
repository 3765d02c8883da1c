import type { MessagePattern } from '../../log-line.js';

/** Volumes: provisioning, attaching, mounting, and what a disk full or gone looks like. */
export const storageMessages: readonly MessagePattern[] = [
  {
    id: 'mount-setup-failed',
    anchor: [
      'MountVolume.SetUp failed',
      'MountVolume.MountDevice failed',
      'MountVolume.WaitForAttach failed',
      'MountVolume.NewMounter initialization failed',
    ],
    pattern:
      /MountVolume\.(?<step>SetUp|MountDevice|WaitForAttach|NewMounter)[^]*?for volume \\*"(?<volume>[^"\\]+)\\*"(?:(?:[^]*?(?:secret \\*"(?<secret>[^"\\]+)\\*" not found|configmap \\*"(?<configMap>[^"\\]+)\\*" not found|non-existent (?:secret|config) key: (?<key>[\w.-]+)|driver name (?<driver>[\w.-]+) not found|hostPath type check failed: (?<path>\S+))))?(?![^]*not registered)/,
    severity: 'error',
    origin: 'kubernetes pkg/volume/util/operationexecutor/operation_generator.go',
    samples: [
      'E0701 19:22:41.123456     876 nestedpendingoperations.go:348] Operation for "{volumeName:kubernetes.io/secret/7d05-tls podName:7d05 nodeName:}" failed. No retries permitted until 2026-07-01 19:22:49 +0000 UTC (durationBeforeRetry 8s). Error: MountVolume.SetUp failed for volume "tls" (UniqueName: "kubernetes.io/secret/7d05-tls") pod "web-0" (UID: "7d05") : secret "web-tls" not found',
    ],
    gives: { volume: 'tls', secret: 'web-tls', step: 'SetUp' },
  },
  {
    id: 'mount-setup-failed',
    anchor: ['get secret ', 'get configMap ', 'get configmap '],
    pattern:
      /Couldn't get (?:secret (?<secret>[\w.\/-]+)|config[mM]ap (?<configMap>[\w.\/-]+)): (?:secret|configmap) "[^"]*" not found/,
    programs: ['kubelet'],
    severity: 'error',
    origin: 'kubernetes pkg/volume/secret/secret.go, configmap/configmap.go',
    samples: [
      `E0803 09:18:29.000001    2427 secret.go:195] Couldn't get secret shop/web-tls: secret "web-tls" not found`,
    ],
    gives: { secret: 'shop/web-tls' },
  },
  {
    id: 'volume-mount-timeout',
    anchor: ['Unable to attach or mount volumes', 'nable to mount volumes for pod'],
    pattern: /unmounted volumes=\[(?<volume>[^\]]*)\]|nable to mount volumes for pod/,
    severity: 'error',
    origin: 'kubernetes pkg/kubelet/volumemanager/volume_manager.go',
    samples: [
      'E0701 19:22:41.123456     876 kubelet.go:1730] "Unable to attach or mount volumes for pod; skipping pod" err="unmounted volumes=[data], unattached volumes=[data kube-api-access]: timed out waiting for the condition" pod="shop/web-0"',
    ],
    gives: { volume: 'data', pod: 'shop/web-0', reason: 'timeout' },
  },
  {
    id: 'volume-attach-failed',
    anchor: ['AttachVolume.Attach failed', 'timed out waiting for external-attacher'],
    pattern:
      /AttachVolume\.Attach failed for volume \\*"(?<volume>[^"\\]+)|waiting for external-attacher of (?<driver>[\w.-]+) CSI driver/,
    severity: 'error',
    origin: 'kubernetes pkg/volume/util/operationexecutor; pkg/volume/csi/csi_attacher.go',
    samples: [
      'E0701 19:22:41.123456       1 nestedpendingoperations.go:348] Operation for "{volumeName:kubernetes.io/csi/ebs.csi.aws.com^vol-1 podName: nodeName:worker-1}" failed. Error: AttachVolume.Attach failed for volume "pvc-7d05" (UniqueName: "kubernetes.io/csi/ebs.csi.aws.com^vol-1") from node "worker-1" : timed out waiting for external-attacher of ebs.csi.aws.com CSI driver to attach volume vol-1',
    ],
    gives: { volume: 'pvc-7d05' },
  },
  {
    id: 'multi-attach',
    anchor: 'Multi-Attach error for volume',
    pattern: /Multi-Attach error for volume \\*"(?<volume>[^"\\]+)/,
    severity: 'error',
    origin: 'kubernetes pkg/controller/volume/attachdetach/reconciler',
    samples: [
      'W0701 19:22:41.123456       1 reconciler.go:385] Multi-Attach error for volume "pvc-7d05" (UniqueName: "kubernetes.io/csi/x^vol-1") from node "worker-2" Volume is already exclusively attached to node worker-1 and can\'t be attached to another',
    ],
    gives: { volume: 'pvc-7d05' },
  },
  {
    id: 'csi-driver-missing',
    anchor: 'not found in the list of registered CSI drivers',
    pattern: /driver name (?<driver>[\w.-]+) not found/,
    severity: 'error',
    origin: 'kubernetes pkg/volume/csi/csi_client.go',
    samples: [
      'E0701 19:22:41.123456     876 nestedpendingoperations.go:348] Operation for "{volumeName:x}" failed. Error: MountVolume.MountDevice failed for volume "pvc-7d05" : kubernetes.io/csi: attacher.MountDevice failed to create newCsiDriverClient: driver name ebs.csi.aws.com not found in the list of registered CSI drivers',
    ],
    gives: { driver: 'ebs.csi.aws.com' },
  },
  {
    id: 'pv-provision-failed',
    anchor: [
      'failed to provision volume with StorageClass',
      'no local path available on node',
      'ProvisioningFailed',
    ],
    pattern:
      /failed to provision volume with StorageClass \\*"(?<storageClass>[^"\\]+)|no local path available on node (?<node>[\w.-]+)|ProvisioningFailed/,
    severity: 'error',
    origin: 'sig-storage-lib-external-provisioner controller.go; local-path-provisioner',
    samples: [
      'W0701 19:22:41.123456       1 controller.go:934] Retrying syncing claim "7d05", failure 3: failed to provision volume with StorageClass "fast": rpc error: code = ResourceExhausted desc = no space',
    ],
    gives: { storageClass: 'fast' },
  },
  {
    id: 'storageclass-missing',
    anchor: ['storageclass.storage.k8s.io ', 'error finding provisioning plugin for claim'],
    pattern:
      /(?:for claim (?<claim>[\w.\/-]+): )?storageclass\.storage\.k8s\.io \\*"(?<storageClass>[^"\\]+)\\*" not found/,
    severity: 'error',
    origin: 'kubernetes pkg/controller/volume/persistentvolume/pv_controller.go',
    samples: [
      'E1120 23:37:01.000001   32091 pv_controller.go:1458] error finding provisioning plugin for claim shop/data: storageclass.storage.k8s.io "local-path" not found',
    ],
    gives: { storageClass: 'local-path', claim: 'shop/data' },
  },
  {
    id: 'nfs-unreachable',
    anchor: 'not responding, still trying',
    pattern: /nfs: server (?<server>\S+) not responding/,
    severity: 'error',
    origin: 'linux net/sunrpc/clnt.c',
    samples: ['[12345.678901] nfs: server 10.0.0.20 not responding, still trying'],
    gives: { server: '10.0.0.20' },
  },
  {
    id: 'longhorn-volume-degraded',
    anchor: ['is degraded', 'Failed to rebuild replica', 'marked as failed'],
    programs: ['longhorn-manager'],
    severity: 'warning',
    origin: 'longhorn-manager controller/volume_controller.go',
    samples: ['time="2026-07-01T19:22:41Z" level=warning msg="Failed to rebuild replica" volume=pvc-7d05'],
  },
];
