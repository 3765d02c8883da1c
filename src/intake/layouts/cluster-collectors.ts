import type { PathRule } from './rules.js';
import { layoutOf } from './rules.js';

/** Collectors that run against one cluster: Insights archive, cilium sysdump, calicoctl diagnostics. */
const INSIGHTS: readonly PathRule[] = [
  {
    path: /(?:^|\/)config\/pod\/(?<namespace>[^/]+)\/logs\/(?<pod>[^/]+)\/(?<container>[^/]+?)_(?<when>current|previous)\.log$/,
    more: ({ when }) => ({ previous: when === 'previous' }),
  },
  {
    path: /(?:^|\/)namespaces\/(?<namespace>[^/]+)\/pods\/[^/]+\/[^/]+\.json$/,
    more: () => ({ objectKind: 'Pod' }),
  },
  { path: /(?:^|\/)config\/version\.json$/, more: () => ({ objectKind: 'ClusterVersion' }) },
  { path: /(?:^|\/)config\/pod\/(?<namespace>[^/]+)\/[^/]+\.json$/, more: () => ({ objectKind: 'Pod' }) },
  { path: /(?:^|\/)config\/node\/logs\/(?<node>[^/]+)\.log$/, more: () => ({ program: 'kubelet' }) },
  { path: /(?:^|\/)config\/node\/[^/]+\.json$/, more: () => ({ objectKind: 'Node' }) },
  {
    path: /(?:^|\/)(?:conditional\/)?namespaces\/(?<namespace>[^/]+)\/pods\/(?<pod>[^/]+)\/containers\/(?<container>[^/]+)\/(?:logs\/)?(?<file>[^/]+)\.log$/,
    more: ({ file }) => ({ previous: file?.includes('previous') === true }),
  },
  { path: /(?:^|\/)events\/(?<namespace>[^/]+)\.json$/, more: () => ({ objectKind: 'Event' }) },
];

const STAMP = '\\d{8}-\\d{6}';

const CILIUM: readonly PathRule[] = [
  { path: new RegExp(`(?:^|/)k8s-(?<kind>[a-z]+)-${STAMP}\\.(?:yaml|json)$`) },
  {
    path: new RegExp(`(?:^|/)k8s-(?<resource>[a-z]+)-${STAMP}\\.txt$`),
    more: ({ resource }) => ({ command: `kubectl get ${resource ?? ''} -A -o wide` }),
  },
  {
    // Pod names hold dashes: the container is the last word, the pod ends in its random suffix.
    path: new RegExp(
      `(?:^|/)logs-(?<pod>[a-z0-9-]+-[a-z0-9]{5})-(?<container>[a-z0-9-]+?)-${STAMP}(?<before>-prev)?\\.log$`,
    ),
    more: ({ before }) => ({ previous: before !== undefined }),
  },
  { path: new RegExp(`(?:^|/)hubble-flows-(?<pod>[a-z0-9-]+)-${STAMP}\\.json$`) },
];

const CALICO: readonly PathRule[] = [
  {
    path: /(?:^|\/)calico-diagnostics[^/]*\/(?:.*\/)?nodes\/(?<node>[^/]+)\/(?<namespace>[^/]+)\/(?<pod>[^/.]+)(?:\.(?<container>[^/.]+)\.previous)?\.log$/,
    more: ({ container }) => ({ previous: container !== undefined }),
  },
  {
    path: /(?:^|\/)calico-diagnostics[^/]*\/(?:.*\/)?nodes\/(?<node>[^/]+)\/(?<namespace>[^/]+)\/(?<pod>[^/.]+)\.txt$/,
    more: ({ pod, namespace }) => ({ command: `kubectl describe pod ${pod ?? ''} -n ${namespace ?? ''}` }),
  },
];

export const insights = layoutOf('insights', 'OpenShift Insights archive', INSIGHTS);
export const cilium = layoutOf('cilium-sysdump', 'cilium sysdump', CILIUM);
export const calico = layoutOf('calico-diags', 'calicoctl cluster diags', CALICO);
