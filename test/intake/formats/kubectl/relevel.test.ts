import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dig, digList } from '../../../../src/base/index.js';
import type { CaptureRecord } from '../../../../src/model/index.js';
import { kubectlDescribe } from '../../../../src/intake/formats/kubectl/kubectl.js';
import { readText, said } from '../../../support/format-tester.js';

const flat = (text: string): string => text.replace(/^[ \t]+/gm, '');
const folded = (text: string): string => flat(text).replace(/(\S)[ \t]+(?=\S)/g, '$1 ');

/** What was read; blanks at the start of a value's further lines are gone for good. */
const words = (text: string): unknown =>
  JSON.parse(JSON.stringify(said(readText(text).records)).replace(/\\n +/g, '\\n'));

describe('descriptions that lost their indentation', () => {
  kubectlDescribe.samples.forEach((sample, i) => {
    const whole = words(sample);
    it(`sample ${i + 1} reads the same without it`, () => {
      expect(words(flat(sample))).toEqual(whole);
    });
    it(`sample ${i + 1} reads the same with every run of blanks folded to one`, () => {
      expect(words(folded(sample))).toEqual(whole);
    });
    it(`sample ${i + 1} reads the same when shifted, as code in a ticket is`, () => {
      expect(words(sample.replace(/^(?=.)/gm, '    '))).toEqual(whole);
    });
  });

  it('reads events whose lines broke and stand at the margin', () => {
    const text = `Name:             runner-6958c5bdd8-69gtn
Namespace:        default
Priority:         0
Node:             node-1/10.0.0.3
Status:           Running
Containers:
  runner:
    Image:          registry.example/runner:0.18.0
Events:
Type     Reason     Age                From
Message  ----     ------     ----               ----               -------
Warning  OOMKilled  1m                 kubelet
Container runner in pod runner-6958c5bdd8-69gtn was killed due to out of memory
`;
    expect(readText(text).records.filter((r) => r.kind === 'event')).toMatchObject([
      {
        reason: 'OOMKilled',
        component: 'kubelet',
        message: 'Container runner in pod runner-6958c5bdd8-69gtn was killed due to out of memory',
      },
    ]);
  });
});

function restartsOf(pod: CaptureRecord): unknown[] {
  const object = pod.kind === 'object' ? pod.object : undefined;
  return digList(object, 'status', 'containerStatuses').map((c) => dig(c, 'restartCount'));
}

const REAL = '../shared/real/holmes-dev/bundles';

describe.skipIf(!existsSync(REAL))(`descriptions of ${REAL} (read where it lies)`, () => {
  const files = existsSync(REAL)
    ? readdirSync(REAL, { recursive: true, encoding: 'utf8' }).filter((f) =>
        /describe\/pod\/.*\.txt$/.test(f),
      )
    : [];
  it.each(files)('%s', (file) => {
    const text = readFileSync(join(REAL, file), 'utf8');
    expect(said(readText(flat(text)).records)).toEqual(said(readText(text).records));
    const pods = readText(text).records.filter((r) => r.kind === 'object' && r.ref.kind === 'Pod');
    const restarts = [...text.matchAll(/^ *Restart Count: +(\d+)/gm)].map((m) => Number(m[1]));
    expect(pods.flatMap((p) => restartsOf(p))).toEqual(restarts);
  });
});
