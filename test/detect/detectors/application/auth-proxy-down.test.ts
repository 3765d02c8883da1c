import { authProxyDown } from '../../../../src/detect/detectors/application/auth-proxy-down.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(authProxyDown, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'auth-proxy-down',
            text: 'ERROR: Failed to initialise OAuth2 Proxy: error initialising provider: could not create provider data: error building OIDC ProviderVerifier: could not get verifier builder: error while discovery OIDC configuration: failed to discover OIDC configuration: error performing request: Get "http://identity.sso.svc.cluster.local/.well-known/openid-configuration": dial tcp 10.96.3.4:80: connect: connection refused',
            at: '10:05:00',
            until: '10:09:00',
            count: 3,
            pod: 'Pod/shop/web-0',
            container: 'web',
            node: 'node-a',
            fields: { host: 'identity.sso.svc.cluster.local', reason: 'refused' },
          },
        ],
      },
      expect: [
        {
          type: 'auth-proxy-down',
          entity: 'Pod/shop/web-0',
          onset: '10:05:00',
          open: false,
          attrs: { count: 3 },
          names: ['Service/sso/identity'],
        },
      ],
    },
  ],
  silent: [
    {
      name: 'conflicts of writers, which are retried',
      given: {
        messages: [
          {
            id: 'log-error',
            text: 'Operation cannot be fulfilled on deployments.apps "web": the object has been modified; please apply your changes to the latest version and try again',
            at: '10:05:00',
            count: 40,
            pod: 'Pod/shop/web-0',
            container: 'web',
            node: 'node-a',
          },
        ],
      },
    },
  ],
});
