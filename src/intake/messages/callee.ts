import { literalsOf } from './literals.js';
import { sameShape } from './template.js';

/** What a failed call was made to, as far as the line names it. */
export interface Callee {
  readonly host?: string;
  readonly port?: string;
  /** Without query; ids in its path are "*". */
  readonly url?: string;
  /** API path that the callee's own error answer names. */
  readonly path?: string;
  /** Address of the name server that was asked. */
  readonly dns?: string;
}

type Called = { -readonly [part in keyof Callee]: Callee[part] };

const URL_PARTS = String.raw`(?<scheme>[a-z][a-z+]{2,10}):\/\/(?:[^@\s"'\\/]{1,80}@)?(?<host>\[[\da-fA-F:]+\]|[\w.-]+)(?::(?<port>\d+))?(?<path>\/[^\s"'\\<>),;?]*)?`;
/** A URL that a request was made to: after a method, or after a word that says so. */
const REQUEST_URL = new RegExp(
  String.raw`(?:\b(?:Get|Head|Post|Put|Patch|Delete|Options|GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|url|URL|uri|upstream|endpoint|ipAddr|server|request for|connect to|provider|clone)[=:]? ?[\\"'{]*)${URL_PARTS}`,
);
const ANY_URL = new RegExp(String.raw`\b${URL_PARTS}`);
/** Pages for people, which errors point to. */
const DOCUMENTATION =
  /(?:^|\.)(?:github\.(?:io|com)|readthedocs\.(?:io|org)|aka\.ms|goo\.gl|stackoverflow\.com|go\.dev|npmjs\.com|spring\.io|w3\.org)$|^(?:docs?|wiki|help|support|learn)\./;
const LOOKUP =
  /\blookup (?!(?:failed|failure|error|timed|timeout)\b)(?<host>[\w.-]+)(?: on (?<dns>[\d.]+|\[[\da-fA-F:]+\]):53)?/;
const READ_UDP = /(?:read|write) udp \S+?->(?<dns>[\d.]+|\[[\da-fA-F:]+\]):53/;
const ANSWER_PATH = /\\*"path\\*":\s?\\*"(?<path>\/[^"\\]*)/;

const DIAL = /\bdial (?:tcp|udp)[46]? (?<host>\[[\da-fA-F:]+\]|[\w.-]+):(?<port>\d+)/;

/** Ways of naming an address, most exact first; each has a group host and may have a group port. */
const ADDRESSES: readonly RegExp[] = [
  DIAL,
  /HTTPS?ConnectionPool\(host='(?<host>[^']+)', port=(?<port>\d+)/,
  /(?:ECONNREFUSED|ETIMEDOUT|EHOSTUNREACH|ECONNRESET) (?<host>\[?[\da-fA-F:]+\]?|[\w.-]+):(?<port>\d+)/,
  /(?:getaddrinfo|queryA) (?:ENOTFOUND|EAI_AGAIN) (?<host>[\w.-]+)/,
  /UnknownHostException: (?<host>[\w.-]+)/,
  /[Ff]ailed to resolve '(?<host>[\w.-]+)'/,
  /(?:ould not resolve host|translate host name|server host|host not found in upstream):? ['"\\]*(?<host>[\w.-]+)/,
  /connect(?:ion)? to (?:server )?at \\*"(?<host>[^"\\]+)\\*"(?: \([\d.:a-f]+\))?, port (?<port>\d+)/,
  /on host \\*"(?<host>[^"\\]+)\\*"(?: \([\d.:a-f]+\))? and accepting TCP\/IP connections on port (?<port>\d+)/,
  /Error \d+ connecting to (?<host>[\w.-]+):(?<port>\d+)/,
  /UnableToConnect on (?<host>[\w.-]+):(?<port>\d+)/,
  /MySQL server on '(?<host>[\w.-]+)(?::(?<port>\d+))?/,
  /tried: (?<host>[\w.-]+):(?<port>\d+)/,
  /Connection to node -?\d+ \((?<host>[\w.-]+)\/[\d.]+:(?<port>\d+)/,
  /Connect(?:ion)? to (?<host>[\w.-]+)(?::(?<port>\d+))? (?:\[[^\]]*\] )?(?:failed|timed out|refused)/,
  /[Cc]onnection refused: (?:connect: )?(?<host>[\w.-]+)?\/[\d.]+:(?<port>\d+)/,
  /Connect call failed \('(?<host>[\d.a-f:]+)', (?<port>\d+)/,
  /\bipv[46]:(?<host>\[?[\da-fA-F.:%]+?\]?):(?<port>\d+)/,
  /\bdns:\/{0,3}(?<host>[\w.-]+):(?<port>\d+)/,
  /[Ff]ailed to (?:connect|open TCP connection) to (?:all addresses[^]*?|server |host |)'?(?<host>[\w-]+(?:\.[\w-]+)+|[a-z][\w-]*):(?<port>\d+)/,
  /(?:read|write) tcp \S+?->(?<host>\[[\da-fA-F:]+\]|[\d.]+):(?<port>\d+)/,
  /No servers available for service: (?<host>[\w.-]+)/,
  /address=\(host=(?<host>[\w.-]+)\)\(port=(?<port>\d+)\)/,
  /Unable to connect to \[?(?<host>[\w.-]+)(?:\/[^\s:\]]*)?:(?<port>\d+)/,
  /failed to connect to `(?:host=(?<host>[\w.-]+) )?[^`]*`: (?:[\d.]+:(?<port>\d+) \((?<host2>[\w.-]+)\))?/,
  /remote host (?<host>[\w.-]+):(?<port>\d+)/,
  // Java prints name/address:port, lettuce "<unresolved>" for the address
  /(?:connect to|reach|endPoint=) ?(?<host>[a-z][\w.-]*)\/(?:<unresolved>|[\d.]+):(?<port>\d+)/,
  /[Cc]onnection refused \(?(?<host>[a-z][\w.-]*):(?<port>\d+)\)?/,
  /(?:endpoints were reachable|redis server\(s\)\.)[^]*?(?<host>[a-z][\w.-]*):(?<port>\d+)/,
  /tcp connect \((?<host>[\w.-]+):(?<port>\d+)\)/,
  /(?:connecting to|connect to|Cannot connect to host|connection to|Redis on|open a connection to|resolve server) (?<host>[a-z][\w.-]*)[:,] ?(?<port>\d+)/,
  /[Ff]ailed to connect to (?<host>[\w.-]+) port (?<port>\d+)/,
  /connect to host, port: (?<host>[\w.-]+), (?<port>\d+)/,
  // netty; OkHttp
  /timed out(?: after \d+ ?ms)?: (?<host>[a-z][\w.-]*)(?:\/[\d.]+)?:(?<port>\d+)/,
  /[Ff]ailed to connect to (?<host>[a-z][\w.-]*)\/[\d.]+ \(port (?<port>\d+)\)/,
  /serverEndpoint: (?:Unspecified\/)?(?<host>[\w.-]+):(?<port>\d+)/,
  /node_id=\S+ host=(?<host>[\w.-]+):(?<port>\d+)/,
  /(?:CommunicationException|ServerSelectionTimeoutError): (?<host>[a-z][\w.-]*):(?<port>\d+)/,
  /[Cc]onnection to (?<host>[a-z][\w.-]*):(?<port>\d+) refused/,
  /\bhost[= ](?<host>[a-z][\w-]*(?:\.[\w-]+)*)\b(?:,? port[= ](?<port>\d+))?/,
];

/** Per way of naming an address, words one of which its texts contain; undefined: it is always to be tried. */
export const ADDRESS_WORDS: readonly (readonly string[] | undefined)[] = ADDRESSES.map(literalsOf);

/** Dots at the end and brackets of IPv6 are spelling. */
function plainHost(host: string): string {
  return host.replace(/^\[|\]$|\.$/g, '');
}

/** The groups of a match; most texts do not hold what every text that matches does, which is cheaper to see. */
function groupsOf(pattern: RegExp, text: string, word: string): RegExpExecArray['groups'] {
  return text.includes(word) ? pattern.exec(text)?.groups : undefined;
}

function fromUrl(pattern: RegExp, text: string): Callee {
  const groups = groupsOf(pattern, text, '://');
  const host = groups?.['host'];
  if (groups === undefined || host === undefined || DOCUMENTATION.test(host)) return {};
  const scheme = groups['scheme'] ?? '';
  const standard = scheme === 'https' ? '443' : scheme === 'http' ? '80' : undefined;
  const port = groups['port'] ?? standard;
  const written = groups['port'] === undefined ? '' : `:${groups['port']}`;
  const url = `${scheme}://${host}${written}${sameShape((groups['path'] ?? '').replace(/[.:]+$/, ''))}`;
  return { host: plainHost(host), url, ...(port === undefined ? {} : { port }) };
}

function fromAddress(text: string, mayBe: (address: number) => boolean): Callee {
  for (const [index, pattern] of ADDRESSES.entries()) {
    const groups = mayBe(index) ? pattern.exec(text)?.groups : undefined;
    if (groups === undefined) continue;
    const { port } = groups;
    const host = groups['host'] ?? groups['host2'];
    if (host === undefined && port === undefined) continue;
    return {
      ...(host === undefined ? {} : { host: plainHost(host) }),
      ...(port === undefined ? {} : { port }),
    };
  }
  return {};
}

/**
 * Reads the callee off an error text: a name is preferred to the address that it stands for. `said` is
 * the URL when a pattern has picked one out of several. `mayBe`: whether words of that way of naming an address, by its
 * place in {@link ADDRESS_WORDS}, were met in the text's bytes.
 */
export function calleeOf(
  text: string,
  said: string | undefined,
  mayBe: (address: number) => boolean,
): Callee {
  const requested = said === undefined ? fromUrl(REQUEST_URL, text) : fromUrl(ANY_URL, said);
  const address = requested.host === undefined ? fromAddress(text, mayBe) : {};
  const dialled = groupsOf(DIAL, text, 'dial ');
  const lookup = groupsOf(LOOKUP, text, 'lookup ');
  const named = requested.host ?? lookup?.['host'] ?? address.host ?? dialled?.['host'];
  const url = named === undefined ? fromUrl(ANY_URL, text) : requested;
  const dns = lookup?.['dns'] ?? groupsOf(READ_UDP, text, 'udp ')?.['dns'];
  const path = groupsOf(ANSWER_PATH, text, 'path')?.['path'];
  const host = named ?? url.host;
  const port = url.port ?? address.port ?? dialled?.['port'];
  const out: Called = {};
  if (host !== undefined) out.host = plainHost(host);
  if (port !== undefined) out.port = port;
  if (url.url !== undefined) out.url = url.url;
  if (path !== undefined) out.path = sameShape(path);
  if (dns !== undefined) out.dns = plainHost(dns);
  return out;
}
