import { describe, expect, it } from 'vitest';
import { hubbleFlows } from '../../../../src/intake/formats/host/hubble.js';
import { gcloudYaml } from '../../../../src/intake/formats/shipped/gcloud-yaml.js';
import { placeOf } from '../../../../src/intake/layouts/index.js';
import { readText, testFormat } from '../../../support/format-tester.js';

testFormat(gcloudYaml);
testFormat(hubbleFlows);

describe('exports of log stores in other forms', () => {
  it("Cloud Logging's YAML keeps the pod, oldest first", () => {
    const [sample = ''] = gcloudYaml.samples;
    const { records } = readText(`${sample.replace('22:41', '22:43')}${sample}`);
    expect(records).toMatchObject([
      { id: 'app-dependency-refused', count: 2, origin: { pod: { namespace: 'shop', name: 'web-0' } } },
    ]);
  });

  it('Log Analytics of Azure by its API', () => {
    const columns = ['TimeGenerated', 'PodName', 'PodNamespace', 'ContainerName', 'LogMessage'].map(
      (name) => ({ name, type: 'string' }),
    );
    const row = [
      '2026-07-01T19:22:41.123Z',
      'web-0',
      'shop',
      'app',
      'dial tcp 10.0.0.1:5432: connect: connection refused',
    ];
    const { records } = readText(
      JSON.stringify({ tables: [{ name: 'PrimaryResult', columns, rows: [row] }] }),
    );
    expect(records).toMatchObject([
      { origin: { pod: { namespace: 'shop', name: 'web-0' }, container: 'app' } },
    ]);
  });
});

describe('flows of Hubble', () => {
  it('are told by who was kept from whom', () => {
    const [sample = ''] = hubbleFlows.samples;
    const through = sample.replace('DROPPED', 'FORWARDED').replace('web-0', 'web-1');
    const { records } = readText(`${sample}${sample.replace('22:41', '23:00')}${through}`);
    expect(records).toMatchObject([
      {
        about: { kind: 'Pod', namespace: 'shop', name: 'web-0' },
        node: 'worker-1',
        text: '2 flows dropped: shop/web-0 → shop/db-0 TCP/5432: POLICY_DENIED',
      },
    ]);
  });
});

describe('crust-gather', () => {
  it('names the container once', () => {
    expect(placeOf('x/namespaces/shop/pods/web-0/app/previous.log')).toMatchObject({
      namespace: 'shop',
      pod: 'web-0',
      container: 'app',
      previous: true,
    });
    expect(placeOf('x/namespaces/shop/pods/web-0/app/app/logs/current.log')).toMatchObject({
      container: 'app',
      previous: false,
    });
  });
});
