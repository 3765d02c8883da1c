import type { PathRule } from './rules.js';
import { layoutOf } from './rules.js';

/** Replicated troubleshoot support bundles, old and new; Longhorn and Harvester bundles, which are alike. */
const RULES: readonly PathRule[] = [
  {
    path: /(?:^|\/)cluster-resources\/pods\/logs\/(?<namespace>[^/]+)\/(?<pod>[^/]+)\/(?<container>[^/]+?)(?<before>-previous)?\.log$/,
    more: ({ before }) => ({ previous: before !== undefined }),
  },
  { path: /(?:^|\/)cluster-resources\/custom-resources\/[^/]+\/(?<namespace>[^/]+)\.(?:json|yaml)$/ },
  { path: /(?:^|\/)cluster-resources\/(?:auth-cani-list|groups|resources)[/.]/, more: () => ({}) },
  { path: /(?:^|\/)cluster-resources\/(?<kind>[a-z-]+)\/(?<namespace>[^/]+)\.(?:json|yaml)$/ },
  { path: /(?:^|\/)cluster-resources\/(?<kind>[a-z-]+?)(?:-errors)?\.(?:json|yaml)$/ },
  { path: /(?:^|\/)host-collectors\/journald\/(?<program>[^/]+?)(?:-info)?\.(?:txt|json)$/ },
  { path: /(?:^|\/)host-collectors\/run-host\/(?<command>[^/]+?)(?:-info)?\.(?:txt|json)$/ },
  { path: /(?:^|\/)yamls\/namespaced\/(?<namespace>[^/]+)\/(?:[^/]+\/)?(?<kind>[^/]+)\.yaml$/ },
  { path: /(?:^|\/)yamls\/cluster\/(?:[^/]+\/)?(?<kind>[^/]+)\.yaml$/ },
  {
    path: /(?:^|\/)logs\/(?<namespace>[^/]+)\/(?<pod>[^/]+)\/(?<container>[^/]+?)(?<last>[-._](?:previous|prev))?\.log(?<before>\.1)?$/,
    more: ({ before, last }) => ({ previous: before !== undefined || last !== undefined }),
  },
];

export const supportBundle = layoutOf('support-bundle', 'troubleshoot and Longhorn support bundles', RULES);
