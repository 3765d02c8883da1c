import { counted, fromTime } from '../../../base/index.js';
import { labelOf } from '../../../model/index.js';
import { speakerOf } from '../../../world/index.js';
import { saidBy } from '../../said.js';

/** The proxy of a workload refuses connections without mutual TLS. */
export const meshPlaintextRefused = saidBy({
  id: 'mesh-plaintext-refused',
  layer: 'identity',
  what:
    'The sidecar of a workload has no filter chain for plain connections: mutual TLS is required (PeerAuthentication ' +
    'STRICT), and callers outside of the mesh (an ingress controller, Prometheus, the kubelet) are cut off.',
  lookAlikes: 'A port scanner or a health check that opens a connection now and then makes single lines.',
  sources: ['Envoy response flag NR, filter_chain_not_found', 'Istio PeerAuthentication'],
  type: {
    id: 'mesh-plaintext-refused',
    nature: 'fault',
    title: 'Mesh refuses callers without mutual TLS',
    selfExplaining: true,
  },
  says: ['mesh-plaintext-refused'],
  about: (m, c) => speakerOf(c, m.origin),
  least: 5,
  statement: (s, e) =>
    `The proxy of ${labelOf(e)} refuses connections without mutual TLS (${counted(s.count, 'connection')} ${fromTime(s.onset)}).`,
});
