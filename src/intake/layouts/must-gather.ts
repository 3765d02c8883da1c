import type { PathRule } from './rules.js';
import { layoutOf } from './rules.js';

/** `oc adm must-gather` and `oc adm inspect`; the doubled container folder is how inspect writes it. */
const RULES: readonly PathRule[] = [
  {
    path: /(?:^|\/)namespaces\/(?<namespace>[^/]+)\/pods\/(?<pod>[^/]+)\/(?<container>[^/]+)\/[^/]+\/logs\/(?:rotated\/)?(?<file>[^/]+)$/,
    more: ({ file }) => ({ previous: file?.startsWith('previous') === true }),
  },
  {
    // crust-gather names the container once.
    path: /(?:^|\/)namespaces\/(?<namespace>[^/]+)\/pods\/(?<pod>[^/]+)\/(?<container>[^/]+)\/(?<when>current|previous)\.log$/,
    more: ({ when }) => ({ previous: when === 'previous' }),
  },
  {
    path: /(?:^|\/)namespaces\/(?<namespace>[^/]+)\/pods\/[^/]+\/[^/]+\.yaml$/,
    more: () => ({ objectKind: 'Pod' }),
  },
  { path: /(?:^|\/)host_service_logs\/(?:masters|workers)\/(?<program>[^/]+?)_service\.log$/ },
  { path: /(?:^|\/)audit_logs\/(?<program>[^/]+)\/(?<node>[^/]+?)-audit[^/]*$/ },
  {
    path: /(?:^|\/)namespaces\/(?<namespace>[^/]+)\/(?:core|[a-z.]+)\/(?<kind>[a-z]+)(?:\.yaml|\/[^/]+\.yaml)$/,
  },
  { path: /(?:^|\/)cluster-scoped-resources\/(?:core|[a-z0-9.]+)\/(?<kind>[a-z]+)(?:\.yaml|\/[^/]+\.yaml)$/ },
  { path: /(?:^|\/)static-pods\/(?<program>[^/]+)\/(?<node>[^/]+)\// },
];

export const mustGather = layoutOf('must-gather', 'OpenShift must-gather', RULES);
