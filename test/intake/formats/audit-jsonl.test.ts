import { auditJsonlFormat } from '../../../src/intake/formats/audit/audit-jsonl.js';
import { testFormat } from '../../support/format-tester.js';

testFormat(auditJsonlFormat);
