import { counted, fromTime } from '../../../base/index.js';
import { nodeOf } from '../../../world/index.js';
import { saidBy } from '../../said.js';

/** The interface of a VPN on the host goes down and up. */
export const vpnInterfaceFlap = saidBy({
  id: 'vpn-interface-flap',
  layer: 'host',
  what: 'The VPN that carries the node’s traffic (tailscale, wireguard) lost its interface or restarted: what is routed over it is cut meanwhile.',
  lookAlikes: 'A planned restart of the VPN happens once.',
  sources: ['tailscaled', 'wg-quick', 'systemd-networkd'],
  type: {
    id: 'vpn-interface-flap',
    nature: 'fault',
    title: 'VPN interface comes and goes',
    selfExplaining: true,
  },
  says: ['vpn-interface-flap'],
  about: (m, c) => nodeOf(c, m.origin),
  statement: (s, e) =>
    `The VPN interface of node ${e.name} comes and goes (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
});
