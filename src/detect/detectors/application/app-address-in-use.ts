import { appSays, fieldOf } from '../../app-said.js';

/** A program cannot bind its port because another process of the pod or host holds it. */
export const appAddressInUse = appSays({
  id: 'app-address-in-use',
  what: 'Two containers of a pod share one network: a sidecar, or a second copy with host network, holds the port.',
  lookAlikes: 'Right after a crash the old socket may linger for a moment.',
  sources: ['errno(3) EADDRINUSE'],
  type: { id: 'app-address-in-use', nature: 'fault', title: 'Port already in use', selfExplaining: true },
  says: ['app-address-in-use'],
  words: 'cannot listen: its port is taken',
  atStart: true,
  calls: false,
  severity: 3,
  particulars: (s) => (fieldOf(s, 'port') === '' ? '' : `(port ${fieldOf(s, 'port')})`),
  attrs: (s) => ({ port: fieldOf(s, 'port') }),
});
