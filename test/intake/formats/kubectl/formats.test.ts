import {
  commandErrors,
  kubectlDescribe,
  kubectlTable,
} from '../../../../src/intake/formats/kubectl/kubectl.js';
import { testFormat } from '../../../support/format-tester.js';

testFormat(kubectlDescribe);
testFormat(kubectlTable);
testFormat(commandErrors);
