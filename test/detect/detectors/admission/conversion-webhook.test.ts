import { conversionWebhook } from '../../../../src/detect/detectors/admission/conversion-webhook.js';
import { testDetector } from '../../../support/detector-tester.js';
import { object, service } from '../../../support/objects.js';

const definition = object('CustomResourceDefinition', 'widgets.example.io', {
  spec: {
    group: 'example.io',
    names: { kind: 'Widget', plural: 'widgets' },
    conversion: {
      strategy: 'Webhook',
      webhook: { clientConfig: { service: { namespace: 'shop', name: 'widgets' } } },
    },
  },
});
const refused = (at: string) => ({
  id: 'conversion-webhook-failed',
  text: 'Failed to watch *v1beta1.Widget: failed to list *v1beta1.Widget: conversion webhook for example.io/v1, Kind=Widget failed: Post "https://widgets.shop.svc:443/convert?timeout=30s": service "widgets" not found',
  at,
  program: 'kube-controller-manager',
});

testDetector(conversionWebhook, {
  fires: [
    {
      name: 'lists fail again and again',
      given: {
        objects: [definition, service('shop/web')],
        messages: [refused('11:57:00'), refused('11:58:00'), refused('11:59:30')],
      },
      expect: [
        {
          type: 'conversion-webhook-failed',
          entity: 'CustomResourceDefinition/widgets.example.io',
          severity: 2,
          onset: '11:57:00',
          open: true,
          says: ['service "widgets" not found'],
          names: ['Service/shop/widgets'],
        },
      ],
    },
    {
      name: 'its Service is not there, and nobody has asked',
      given: { objects: [definition, service('shop/web')] },
      expect: [
        {
          type: 'conversion-webhook-failed',
          entity: 'CustomResourceDefinition/widgets.example.io',
          severity: 1,
          says: ['does not exist'],
        },
      ],
    },
  ],
  silent: [
    {
      name: 'the Service is there',
      given: { objects: [definition, service('shop/widgets')] },
    },
    {
      name: 'away for a moment while its operator is replaced',
      given: { objects: [definition, service('shop/widgets')], messages: [refused('11:00:00')] },
    },
    { name: 'Services of its namespace were not captured', given: { objects: [definition] } },
  ],
});
