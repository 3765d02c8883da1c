import { expect, it } from 'vitest';
import { dig } from '../../../../src/base/index.js';
import { tableCsv } from '../../../../src/intake/formats/tables/table-csv.js';
import { readText, testFormat } from '../../../support/format-tester.js';

testFormat(tableCsv);

it('k9s saves what kubectl prints', () => {
  const [pod] = readText(tableCsv.samples[0] ?? '').records;
  expect(pod).toMatchObject({
    kind: 'object',
    ref: { kind: 'Pod', namespace: 'shop', name: 'web-5d8c7c9b7d-x4z2n' },
    shape: 'row',
  });
  expect(dig(pod, 'object', 'spec', 'nodeName')).toBe('worker-1');
  expect(readText(tableCsv.samples[1] ?? '').records).toMatchObject([
    { ref: { kind: 'Node', name: 'worker-1' } },
  ]);
});

it('other tables of names are none of the cluster', () => {
  for (const text of [
    'NAME,AGE\nalice,31\n',
    'Name,Status,Restarts\nweb,Running,2\n',
    'NAME,READY\nweb,yes\n',
  ])
    expect(readText(text).records.filter(({ kind }) => kind === 'object')).toEqual([]);
});
