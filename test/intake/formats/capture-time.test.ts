import { captureTimeFormat } from '../../../src/intake/formats/capture-time.js';
import { testFormat } from '../../support/format-tester.js';

testFormat(captureTimeFormat);
