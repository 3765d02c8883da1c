import { digList, digNumber, digObject, digText } from '../../../base/index.js';

/** Codes of google.rpc.Status in those of HTTP, as the API server answered them. */
const CODES: Readonly<Record<number, number>> = {
  3: 400, 4: 504, 5: 404, 6: 409, 7: 403, 8: 429, 9: 400, 10: 409, 13: 500, 14: 503, 16: 401,
}; // prettier-ignore

/**
 * Audit events as Cloud Logging (GKE) keeps them, in the words of audit.k8s.io: "io.k8s.apps.v1.deployments.patch"
 * on "apps/v1/namespaces/shop/deployments/web".
 */
export function googleAudit(entry: unknown): Readonly<Record<string, unknown>> | undefined {
  const payload = digObject(entry, 'protoPayload');
  const method = /^io\.k8s\.(?:.+\.)?v\w+\.([\w-]+)(?:\.([\w-]+))?\.(\w+)$/.exec(
    digText(payload, 'methodName') ?? '',
  );
  const time = digText(entry, 'timestamp');
  if (payload === undefined || method === null || time === undefined) return undefined;
  const [, resource = '', subresource, verb = ''] = method;
  const path = (digText(payload, 'resourceName') ?? '').split('/');
  const at = path.indexOf('namespaces');
  const isNamespaced = at >= 0 && resource !== 'namespaces';
  const name = path[path.indexOf(resource, isNamespaced ? at + 2 : 0) + 1];
  const code = digNumber(payload, 'status', 'code') ?? 0;
  return {
    kind: 'Event',
    apiVersion: 'audit.k8s.io/v1',
    auditID: digText(entry, 'insertId'),
    stage: 'ResponseComplete',
    verb,
    user: {
      username: digText(payload, 'authenticationInfo', 'principalEmail') ?? '',
      groups: digList(payload, 'authenticationInfo', 'groups'),
    },
    userAgent: digText(payload, 'requestMetadata', 'callerSuppliedUserAgent'),
    objectRef: { resource, subresource, name, namespace: isNamespaced ? path[at + 1] : undefined },
    responseStatus: {
      code: code === 0 ? 200 : (CODES[code] ?? 500),
      message: digText(payload, 'status', 'message'),
    },
    requestObject: digObject(payload, 'request'),
    responseObject: digObject(payload, 'response'),
    requestReceivedTimestamp: time,
    stageTimestamp: time,
  };
}
