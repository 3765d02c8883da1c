import { literalsOf } from './literals.js';

/**
 * Why a call did not come through, from the tail of an error text. One word for the many wordings, so
 * that callers written in different languages agree. Order matters: a name that was not answered is not
 * a time-out of the callee, a certificate is not a handshake in general.
 */
const REASONS: readonly (readonly [string, RegExp])[] = [
  [
    'no-endpoints',
    /no endpoints available|no healthy upstream|does not have any active Endpoint|No servers available for service|no live upstreams|no available server|Service Instance cannot be null|does not contain an instance|No instances available/,
  ],
  [
    'dns-timeout',
    /lookup (?!(?:failed|failure|error|timed|timeout)\b)\S+(?: on \S+)?: [^]{0,90}?(?:i\/o timeout|connection refused|deadline exceeded)|server misbehaving|EAI_AGAIN|emporary failure (?:in name resolution|resolving)|Errno -3\]|plugin\/errors: [^]*(?:i\/o timeout|refused|no route)|DNS (?:lookup|query) timed out|SERVFAIL/,
  ],
  [
    'unresolved',
    /no such host|ENOTFOUND|UnknownHostException|Name or service not known|nodename nor servname|Name does not resolve|ould not resolve host|ould not translate host name|NXDOMAIN|nknown host|NameResolutionError|ailed to resolve '|host not found in upstream|cURL error 6:|as DNS resolution failed for|Unknown MySQL server host/,
  ],
  ['certificate-expired', /certificate has expired|CERT_HAS_EXPIRED|CertificateExpired|is not yet valid/],
  [
    'unknown-ca',
    /signed by unknown authority|local issuer certificate|self[- ]signed certificate|PKIX path|UNABLE_TO_VERIFY|unknown ca\b|verify the first certificate|CERTIFICATE_VERIFY_FAILED/,
  ],
  ['name-mismatch', /certificate is valid for|ALTNAME_INVALID|any IP SANs|[Hh]ostname mismatch/],
  [
    'plaintext',
    /HTTP response to HTTPS client|wrong version number|WRONG_VERSION_NUMBER|does not look like a TLS handshake/,
  ],
  ['tls', /remote error: tls|SSLHandshakeException|handshake fail/],
  [
    'credentials',
    /Access denied for user|password authentication failed|WRONGPASS|NOAUTH|(?<![-\w])[Aa]uthentication failed|ACCESS_REFUSED/,
  ],
  [
    'unauthorized',
    /\b401\b|Unauthorized|UNAUTHENTICATED|Unauthenticated|authentication required|no basic auth/,
  ],
  ['forbidden', /is forbidden: |\b403 |PERMISSION_DENIED|PermissionDenied/],
  ['rate-limited', /\b429\b|toomanyrequests|Too many requests|RESOURCE_EXHAUSTED|RequestLimitExceeded/],
  [
    'server-error',
    /statuscode: 5\d\d|\b50[0234] (?:Internal Server Error|Bad Gateway|Service Unavailable|Gateway Time|Server Error)|HttpServerErrorException|status code:? 50\d/,
  ],
  ['not-found', /\b404 (?:Not Found|Client Error)|status code:? 404/],
  ['no-route', /o route to host|EHOSTUNREACH|etwork is unreachable|ENETUNREACH/],
  [
    'refused',
    /onnection refused|ECONNREFUSED|actively refused|Connect call failed|Can't connect to MySQL server|UnableToConnect on|not possible to connect to the redis|Communications link failure|no available connection and the queue|Exception: Unable to connect to|(?:Jedis|\.net\.Connect)\w*Exception: Failed|All connection attempts failed|Connection to [\w.-]+:\d+ refused|returned error 111|NoBrokersAvailable|Could not open a connection to SQL|cURL error 7:|Could not reach any contact point|Couldn't connect to host, port/,
  ],
  [
    'reset',
    /reset by peer|ECONNRESET|socket hang up|roken pipe|EPIPE|prematurely closed|transport is closing|connection reset|unexpected EOF|RemoteDisconnected/,
  ],
  [
    'timeout',
    /i\/o timeout|[Dd]eadline ?[Ee]xceeded|DEADLINE_EXCEEDED|imed out|ETIMEDOUT|SocketTimeout|ReadTimeout|ConnectTimeout|Client\.Timeout|handshake timeout|client connection lost|request timeout|due to connection timeout|cURL error 28:|imeout awaiting response|Timeout performing /,
  ],
];

/** Per reason, words one of which its texts contain; undefined: it is always to be tried. */
export const REASON_WORDS: readonly (readonly string[] | undefined)[] = REASONS.map(([, pattern]) =>
  literalsOf(pattern),
);

/**
 * One word for what stopped a call; undefined when the text speaks of no call that failed. `mayBe`: whether words of
 * that reason, by its place in {@link REASON_WORDS}, were met in the text's bytes.
 */
export function reasonOf(text: string, mayBe: (reason: number) => boolean): string | undefined {
  return REASONS.find(([, pattern], reason) => mayBe(reason) && pattern.test(text))?.[0];
}
