import { registryUnreachable } from '../../../../src/detect/detectors/image/registry-unreachable.js';
import { testDetector } from '../../../support/detector-tester.js';
import { podOf, stack } from '../../../support/objects.js';

const IMAGE = 'registry.example.com/web:1';
const failed = (tail: string) => ({
  about: podOf('shop/web'),
  reason: 'Failed',
  message: `Failed to pull image "${IMAGE}": ${tail}`,
  first: '11:50:00',
  last: '11:59:00',
});
const REGISTRY = 'Registry/registry.example.com';
const fires = (name: string, tail: string, type: string) => ({
  name,
  given: { objects: stack('shop/web'), events: [failed(tail)] },
  expect: [
    { type, entity: REGISTRY, onset: '11:50:00', open: true, names: ['Node/node-1', 'Deployment/shop/web'] },
  ],
});

testDetector(registryUnreachable, {
  fires: [
    fires(
      'refused',
      'failed to do request: Head "https://registry.example.com/v2/": dial tcp 10.0.0.9:443: connect: connection refused',
      'registry-unreachable',
    ),
    fires(
      'DNS does not answer',
      'dial tcp: lookup registry.example.com on 10.0.0.2:53: read udp 10.0.0.1:4->10.0.0.2:53: i/o timeout',
      'registry-unreachable',
    ),
    fires(
      'server error',
      'unexpected status from HEAD request to https://registry.example.com/v2/web/manifests/1: 503 Service Unavailable',
      'registry-down',
    ),
    fires(
      'pull limit',
      'unexpected status code https://registry.example.com/v2/web/manifests/1: 429 Too Many Requests - toomanyrequests',
      'registry-rate-limited',
    ),
    fires(
      'certificate',
      'tls: failed to verify certificate: x509: certificate signed by unknown authority',
      'registry-tls-failed',
    ),
    fires('plain HTTP', 'http: server gave HTTP response to HTTPS client', 'registry-plain-http'),
  ],
  silent: [
    {
      name: 'the image does not exist',
      given: { objects: stack('shop/web'), events: [failed(`${IMAGE}: not found`)] },
    },
    {
      name: 'the name does not exist',
      given: {
        objects: stack('shop/web'),
        events: [failed('dial tcp: lookup registry.example.com: no such host')],
      },
    },
    {
      name: 'it serves others in the same time',
      given: {
        objects: stack('shop/web'),
        events: [
          failed('dial tcp 10.0.0.9:443: connect: connection refused'),
          {
            about: 'Pod/shop/other-0',
            reason: 'Pulled',
            type: 'Normal',
            message: 'Successfully pulled image "registry.example.com/other:2" in 25ms',
            first: '11:55:00',
          },
        ],
      },
    },
  ],
});
