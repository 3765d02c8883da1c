import { digText, MINUTE, sinceTime } from '../../../base/index.js';
import { ref, type ConditionType, type Ref } from '../../../model/index.js';
import { newest, nodeSpells, type Case, type NodeSpell } from '../../../world/index.js';
import type { Detector } from '../../detector.js';

const runtime: ConditionType = {
  id: 'runtime-down',
  nature: 'fault',
  title: 'Container runtime down',
  selfExplaining: true,
};
const pleg: ConditionType = {
  id: 'pleg-unhealthy',
  nature: 'fault',
  title: 'kubelet gets no pod state from the runtime',
};
const network: ConditionType = {
  id: 'cni-not-initialized',
  nature: 'symptom',
  title: 'Network plugin not ready',
};

/** What the kubelet puts into the Ready condition, what it means, and of which part of the node. */
const REASONS: readonly {
  readonly type: ConditionType;
  readonly pattern: RegExp;
  readonly words: string;
  readonly of: (c: Case, node: Ref) => Ref;
}[] = [
  {
    type: runtime,
    pattern: /container runtime is down/,
    words: 'its container runtime is down',
    of: (c, node) => ref('NodeService', undefined, `${node.name}/${runtimeOf(c, node)}`),
  },
  {
    type: pleg,
    pattern: /PLEG is not healthy: pleg was last seen active/,
    words: 'it gets no pod state from the runtime',
    of: (_c, node) => node,
  },
  {
    type: network,
    pattern:
      /NetworkPluginNotReady|cni plugin not initialized|cni config uninitialized|CNI configuration file/,
    words: 'its network plugin is not ready',
    of: (_c, node) => ref('NodeNetwork', undefined, node.name),
  },
];

/** The reasons that a kubelet gives for not being ready, for captures without its log. */
export const nodeReasons: Detector = {
  id: 'node-reasons',
  layer: 'node',
  what:
    'The Ready condition of a node is False and its message names the part that fails: the container runtime, the list ' +
    'of pods (PLEG) or the network plugin. The log of the kubelet would say the same with more detail.',
  lookAlikes:
    'A new node names its network plugin for the first minutes. Ready=Unknown carries no reason of the kubelet.',
  sources: ['kubernetes pkg/kubelet/nodestatus/setters.go'],
  emits: [runtime, pleg, network],
  *detect(c) {
    for (const s of nodeSpells(c)) {
      if (s.by !== 'kubelet' || s.message === undefined || isNew(c, s)) continue;
      for (const reason of REASONS) {
        if (!reason.pattern.test(s.message)) continue;
        yield {
          type: reason.type.id,
          entity: reason.of(c, s.node),
          onset: { lo: s.marked.lo - MINUTE / 6, hi: s.marked.hi, grade: 'B' },
          ...(s.ended ? { end: s.ended } : {}),
          severity: 3,
          statement: `Node ${s.node.name} says of itself ${sinceTime(s.marked)} that ${reason.words}.`,
          evidence: s.evidence,
          names: [s.node],
        };
      }
    }
  },
};

function runtimeOf(c: Case, node: Ref): string {
  const entity = c.entity(node);
  const version =
    digText(entity && newest(entity)?.object, 'status', 'nodeInfo', 'containerRuntimeVersion') ?? '';
  return /^cri-o/.test(version) ? 'crio' : version.startsWith('docker') ? 'docker' : 'containerd';
}

function isNew(c: Case, s: NodeSpell): boolean {
  const created = c.entity(s.node)?.created?.lo;
  return created !== undefined && (s.ended?.lo ?? c.asOf.lo) - created < 10 * MINUTE;
}
