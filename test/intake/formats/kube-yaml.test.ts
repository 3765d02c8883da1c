import { kubeYamlFormat } from '../../../src/intake/formats/kube/kube-yaml.js';
import { testFormat } from '../../support/format-tester.js';

testFormat(kubeYamlFormat);
