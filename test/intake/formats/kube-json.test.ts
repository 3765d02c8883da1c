import { kubeJsonFormat } from '../../../src/intake/formats/kube/kube-json.js';
import { testFormat } from '../../support/format-tester.js';

testFormat(kubeJsonFormat);
