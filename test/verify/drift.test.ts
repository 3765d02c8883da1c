import { describe, expect, it } from 'vitest';
import { driftOf, isGreen, junit, outcomeLines, toldFile, type Told } from '../../src/verify/index.js';

const before: Told = {
  tool: { version: '1.0.0', rules: 'a' },
  incidents: [
    {
      title: 'Surface shop: down',
      status: 'resolved',
      severity: 'high',
      roots: [{ name: 'host-down of Node/n1', confidence: 'high' }],
      surfaces: ['Surface/shop'],
      roles: { 'host-down of Node/n1': 'root-cause', 'pod-not-ready of Pod/a/b': 'symptom' },
      links: { 'host-down of Node/n1 → pod-not-ready of Pod/a/b (node-takes-pods)': 'accepted' },
      figures: { timeToDetect: '30 s' },
    },
    {
      title: 'Deployment tools/x: image',
      status: 'active',
      severity: 'low',
      roots: [{ name: 'image-not-found of Deployment/tools/x', confidence: 'high' }],
      surfaces: [],
      roles: { 'image-not-found of Deployment/tools/x': 'root-cause' },
      links: {},
      figures: {},
    },
  ],
};
const [shop, tools] = before.incidents;

describe('drift', () => {
  it('is none when the same is told, in whatever order the incidents stand', () => {
    expect(driftOf(before, before)).toEqual([]);
    expect(driftOf(before, { ...before, incidents: [...before.incidents].reverse() })).toEqual([]);
  });

  it('names what changed of status, confidence, roles, links and figures', () => {
    if (!shop || !tools) throw new Error('two incidents');
    const now: Told = {
      ...before,
      incidents: [
        {
          ...shop,
          status: 'mitigated',
          roots: [{ name: 'host-down of Node/n1', confidence: 'medium' }],
          roles: { ...shop.roles, 'pod-not-ready of Pod/a/b': 'contributing' },
          links: {},
          figures: { timeToDetect: '30 to 40 s' },
        },
        tools,
      ],
    };
    const at = 'incident Surface shop: down:';
    expect(driftOf(before, now)).toEqual([
      { what: `${at} status`, before: 'resolved', now: 'mitigated' },
      {
        what: `${at} root causes`,
        before: '1. host-down of Node/n1 (high)',
        now: '1. host-down of Node/n1 (medium)',
      },
      { what: `${at} role of pod-not-ready of Pod/a/b`, before: 'symptom', now: 'contributing' },
      {
        what: `${at} link host-down of Node/n1 → pod-not-ready of Pod/a/b (node-takes-pods)`,
        before: 'accepted',
      },
      { what: `${at} figure timeToDetect`, before: '30 s', now: '30 to 40 s' },
    ]);
  });

  it('tells incidents that came and went', () => {
    if (!shop || !tools) throw new Error('two incidents');
    expect(driftOf({ ...before, incidents: [shop] }, { ...before, incidents: [tools] })).toEqual([
      { what: 'incident', before: 'Surface shop: down (resolved; host-down of Node/n1)' },
      {
        what: 'incident',
        now: 'Deployment tools/x: image (active; image-not-found of Deployment/tools/x)',
      },
    ]);
  });

  it('is printed as before and now, and is not green', () => {
    const o = {
      name: 'x',
      checks: 1,
      differences: [],
      drift: [
        { what: 'status', before: 'a', now: 'b' },
        { what: 'link p', now: 'accepted' },
      ],
    };
    expect(outcomeLines(o)).toEqual([
      'ok    x (1 expectations)',
      'DRIFT x: 2 things are told differently',
      '  status',
      '    before: a',
      '    now:    b',
      '  new: link p: accepted',
    ]);
    expect(isGreen(o)).toBe(false);
    expect(junit([o])).toContain('failures="1"');
    expect(isGreen({ ...o, drift: [] })).toBe(true);
  });

  it('is held only against what was saved for it', () => {
    expect(toldFile({ inquestVerify: 1, incidents: { x: before } })).toBeDefined();
    expect(toldFile({ schemaVersion: 1, incidents: [] })).toBeUndefined();
    expect(toldFile({ inquestVerify: 1, incidents: { x: 'y' } })).toBeUndefined();
  });
});
