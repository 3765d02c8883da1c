import { describe, expect, it } from 'vitest';
import { withNamespaces } from '../../src/intake/unnamed-namespaces.js';
import { exactly } from '../../src/base/index.js';
import { ref, type ObjectRecord } from '../../src/model/index.js';

const row = (namespace: string, name: string, shape: ObjectRecord['shape'] = 'row'): ObjectRecord => ({
  kind: 'object',
  ref: ref('Pod', namespace, name),
  at: exactly(0),
  object: { metadata: { namespace, name } },
  shape,
  evidence: { source: 0, offset: 0, length: 1 },
});

const placed = (path: string, record: ObjectRecord): string | undefined => {
  const all = withNamespaces([
    { path: 'pods-all.txt', records: [row('shop', 'web-0'), row('data', 'db-0')] },
    { path, records: [record] },
  ]);
  const found = all[1]?.[0];
  return found?.kind === 'object' ? found.ref.namespace : undefined;
};

describe('tables that do not name their namespace', () => {
  it.each(['case/shop/deploy.txt', 'case/deploy_shop.txt', 'case/shop.txt', 'case/deploy-shop.txt'])(
    '%s places its rows',
    (path) => {
      expect(placed(path, row('default', 'web-0'))).toBe('shop');
    },
  );

  it('leaves rows alone whose path names no namespace, two, or the default one', () => {
    expect(placed('case/deploy.txt', row('default', 'web-0'))).toBe('default');
    expect(placed('shop/data/deploy.txt', row('default', 'web-0'))).toBe('default');
    expect(placed('shop/default/deploy.txt', row('default', 'web-0'))).toBe('default');
  });

  it('leaves objects alone that say it themselves', () => {
    expect(placed('case/shop/pods.json', row('default', 'web-0', 'full'))).toBe('default');
  });
});
