import {
  commandErrors,
  kubectlDescribe,
  kubectlTable,
} from '../../../../src/intake/formats/kubectl/kubectl.js';
import { kubectlLineage } from '../../../../src/intake/formats/kubectl/lineage.js';
import { testFormat } from '../../../support/format-tester.js';

testFormat(kubectlDescribe);
testFormat(kubectlTable);
testFormat(commandErrors);
testFormat(kubectlLineage);
