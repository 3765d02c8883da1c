import { appSays } from '../../app-said.js';

/** A product that refuses to work because its licence is over or not accepted. */
export const appLicenceExpired = appSays({
  id: 'app-licence-expired',
  what: 'A licence ended, usually at midnight: nothing was changed, all replicas stop at the same moment and no restart helps.',
  lookAlikes:
    'A warning that a licence will end soon stops nothing. Certificates end in the same way but say so as x509.',
  sources: ['vendor products with licence keys'],
  type: { id: 'app-licence-expired', nature: 'fault', title: 'Licence expired', selfExplaining: true },
  says: ['app-licence-expired'],
  words: 'refuses to work without a valid licence',
  calls: false,
  severity: 3,
});
