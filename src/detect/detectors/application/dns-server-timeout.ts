import { appSays, fieldOf } from '../../app-said.js';

/** An application’s name lookups get no answer. */
export const dnsServerTimeout = appSays({
  id: 'dns-server-timeout',
  what: 'The resolver that a pod asks (the cluster DNS address, or a node’s) does not answer: DNS is down, or the way to it is cut.',
  lookAlikes: '"no such host" is an answer. Lookups by the kubelet and the runtime use the node’s resolver.',
  sources: ['Go net.DNSError timeout, EAI_AGAIN'],
  type: { id: 'dns-server-timeout', nature: 'symptom', title: 'Resolver does not answer' },
  says: ['dns-server-timeout'],
  words: 'got no answer from the resolver for',
  calls: true,
  least: 2,
  attrs: (s) => ({ dns: fieldOf(s, 'dns'), host: fieldOf(s, 'name') }),
});
