import { describe, expect, it } from 'vitest';
import { compose } from '../../../src/report/index.js';
import { renderAnalysis, renderDocument } from '../../../src/report/render/json.js';
import { HOSTILE, poisoned, registryOutage } from '../fixture.js';

describe('renderAnalysis', () => {
  it('is the analysis, value for value', () => {
    expect(JSON.parse(renderAnalysis(registryOutage))).toEqual(JSON.parse(JSON.stringify(registryOutage)));
    expect(renderAnalysis(registryOutage).endsWith('}\n')).toBe(true);
  });

  it.each(HOSTILE.filter((h) => h.length < 1000))('keeps %j and shows it safely in a terminal', (hostile) => {
    const analysis = poisoned(hostile);
    const text = renderAnalysis(analysis);

    expect(text).not.toMatch(
      /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/,
    );
    expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(analysis)));
  });
});

describe('renderDocument', () => {
  it('is the draft as data', () => {
    const parsed = JSON.parse(renderDocument(compose(registryOutage))) as {
      drafts: { sections: unknown[] }[];
      numbers: object;
    };
    expect(parsed.drafts[0]?.sections).toHaveLength(21);
    expect(Object.keys(parsed.numbers).length).toBeGreaterThan(50);
  });
});
