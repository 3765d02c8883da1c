import { describe, expect, it } from 'vitest';
import { NO_PROFILE } from '../../src/measure/index.js';
import { uncheckedWhile } from '../../src/measure/unchecked.js';
import { caseOf, type GivenRequest } from '../support/case-builder.js';
import { pod } from '../support/objects.js';
import { incidentOf } from './incident.js';

const HOOK = 'ValidatingWebhookConfiguration/guard';
const call = (at: string, verb: string, about: string, more: Partial<GivenRequest> = {}): GivenRequest => ({
  at,
  verb,
  user: 'alice@example.com',
  about,
  code: verb === 'create' ? 201 : 200,
  ...more,
});
const away = call('10:00:00', 'delete', HOOK);
const back = call('10:10:00', 'create', HOOK);

function told(requests: readonly GivenRequest[], objects: readonly unknown[] = []): string | undefined {
  const { c } = caseOf({ requests, objects });
  const deleted = c.changes.filter((x) => x.verb === 'delete');
  return uncheckedWhile({ c, incident: incidentOf(c, []), profile: NO_PROFILE }, deleted);
}

describe('what nobody checked while a webhook was away', () => {
  it('is what was created until it was back, and nothing before or after, refused or looked over by nobody', () => {
    const words = told([
      call('09:59:00', 'create', 'Deployment/shop/early'),
      away,
      call('10:01:00', 'create', 'Deployment/shop/web'),
      call('10:02:00', 'create', 'Deployment/shop/refused', { code: 403 }),
      call('10:02:30', 'create', 'Lease/shop/leader'),
      back,
      call('10:11:00', 'create', 'Deployment/shop/late'),
    ]);
    expect(words).toContain('until 2026-03-04T10:10:00');
    expect(words).toMatch(/created unchecked: Deployment shop\/web$/);
  });

  it('names pods that the log does not name by the objects of the capture', () => {
    const young = pod('shop/web-7d4b9c5f6d-abcde', 'ReplicaSet/web-7d4b9c5f6d', {
      metadata: { creationTimestamp: '2026-03-04T10:03:00Z' },
    });
    const unnamed = call('10:03:00', 'create', 'Pod/shop/*');
    expect(told([away, unnamed, back], [young])).toMatch(/: Pod shop\/web-7d4b9c5f6d-abcde$/);
    expect(told([away, unnamed, unnamed, back])).toMatch(/: 2 Pods in shop$/);
  });

  it('goes on to the end of the capture where it never came back', () => {
    expect(told([away, call('10:01:00', 'create', 'Job/shop/import')])).toContain('end of the capture');
  });

  it('is nothing where nothing was created, or no webhook was deleted', () => {
    expect(told([away, back])).toBeUndefined();
    expect(
      told([call('10:00:00', 'delete', 'Deployment/shop/web'), call('10:01:00', 'create', 'Job/shop/x')]),
    ).toBeUndefined();
  });
});
