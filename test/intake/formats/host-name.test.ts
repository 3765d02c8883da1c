import { hostNameFormat } from '../../../src/intake/formats/host-name.js';
import { testFormat } from '../../support/format-tester.js';

// One word alone is no host's name: it is recognised in files that are called so.
testFormat(hostNameFormat, { names: ['etc/hostname'], skip: ['unnamed', 'gzip'] });
