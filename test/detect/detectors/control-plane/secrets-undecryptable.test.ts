import { secretsUndecryptable } from '../../../../src/detect/detectors/control-plane/secrets-undecryptable.js';
import { testDetector } from '../../../support/detector-tester.js';

const said = (count: number) => ({
  id: 'secrets-undecryptable',
  text: 'unable to transform key "/registry/secrets/shop/db": failed to decrypt DEK, error: rpc error: code = Unavailable',
  at: '10:05:00',
  until: '10:20:00',
  count,
  program: 'kube-apiserver',
  node: 'cp-1',
});

testDetector(secretsUndecryptable, {
  fires: [
    {
      name: 'the API server says so again and again',
      given: { messages: [said(40)] },
      expect: [
        {
          type: 'secrets-undecryptable',
          entity: 'Component/kube-apiserver',
          onset: '10:05:00',
          says: ['cannot decrypt Secrets'],
        },
      ],
    },
  ],
  silent: [{ name: 'once', given: { messages: [{ ...said(1), until: '10:05:00' }] } }],
});
