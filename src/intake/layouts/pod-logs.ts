import { NODE_FOLDER, POD_FOLDER, layoutOf } from './rules.js';

/**
 * Log files as kubelet lays them out under /var/log, wherever that folder was copied to:
 * pods/<ns>_<pod>_<uid>/<container>/<restart count>.log[.<time>] and
 * containers/<pod>_<ns>_<container>-<64 hex>.log.
 */
const NODE = `(?:^|/)${NODE_FOLDER}/(?:.*/)?`;
const FILE = `${POD_FOLDER}/(?<container>[^/]+)/[^/]+$`;
const LINK =
  '(?<pod>[a-z0-9][-a-z0-9.]*)_(?<namespace>[a-z0-9][-a-z0-9]*)_(?<container>[a-z0-9][-a-z0-9]*)-[0-9a-f]{64}\\.log[^/]*$';
/** kind names the folder of a node after the node and puts the copy right into it. */
const KIND_NODE = '(?:^|/)(?<node>(?!(?:log|logs|var_log|k3s|rke2|kubelet)/)[^/]+)/';

export const podLogs = layoutOf('pod-logs', "kubelet's log folders", [
  { path: new RegExp(`${NODE}(?:pods|podlogs)/${FILE}`) },
  { path: new RegExp(`${NODE}containers/${LINK}`) },
  { path: new RegExp(`${KIND_NODE}pods/${FILE}`) },
  { path: new RegExp(`(?:^|/)${FILE}`) },
  { path: new RegExp(`(?:^|/)${LINK}`) },
]);
