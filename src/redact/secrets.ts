import { digList, digObject, digText } from '../base/index.js';
import type { Capture } from '../model/index.js';
import { KNOWN_WORDS } from './known-words.js';

/** Names of variables and fields whose value is a secret. */
const SECRET_NAME =
  /(?:passw(?:or)?d|passphrase|secret|token|api[-_]?key|access[-_]?key|private[-_]?key|credential|authorization|client[-_]?secret|(?:^|[-_])pwd)$/i;
/** Anything shorter is also a part of ordinary text. */
const SHORTEST = 6;

/** Entries of a Secret that say where something is: no secret, and often what was wrong. */
const PLACE_NAME = /(?:^|[-_.])(?:host(?:name)?|port|addr(?:ess)?)$/i;
const PLACE = /^[\w.:-]{1,253}$/;

export interface Secrets {
  /** Values that must not be seen. */
  readonly hidden: ReadonlySet<string>;
  /** Host names and ports in base64, which stay readable under other names. */
  readonly places: ReadonlySet<string>;
}

/** Values of Secrets, as they stand and decoded, and of variables whose name says that they are secret. */
export function secretsOf(capture: Capture): Secrets {
  const found = new Set<string>();
  const places = new Set<string>();
  const add = (value: unknown): void => {
    if (typeof value !== 'string' || value.length < SHORTEST) return;
    if (!KNOWN_WORDS.has(value.toLowerCase())) found.add(value);
  };
  for (const record of capture.records) {
    if (record.kind !== 'object') continue;
    const { object, ref } = record;
    if (ref.kind === 'Secret') {
      for (const [key, value] of Object.entries(digObject(object, 'stringData') ?? {}))
        if (!PLACE_NAME.test(key)) add(value);
      for (const [key, value] of Object.entries(digObject(object, 'data') ?? {})) {
        if (typeof value !== 'string') continue;
        const decoded = printable(Buffer.from(value, 'base64').toString('utf8'));
        if (PLACE_NAME.test(key) && decoded !== undefined && PLACE.test(decoded)) {
          places.add(value);
          continue;
        }
        add(value);
        add(decoded);
      }
    }
    const pod = digObject(object, 'spec', 'template', 'spec') ?? digObject(object, 'spec');
    for (const container of [...digList(pod, 'containers'), ...digList(pod, 'initContainers')])
      for (const variable of digList(container, 'env'))
        if (SECRET_NAME.test(digText(variable, 'name') ?? '')) add(digText(variable, 'value'));
  }
  // A user called like a Service is no secret, and the Service must keep one name.
  for (const record of capture.records) if (record.kind === 'object') found.delete(record.ref.name);
  for (const place of places) found.delete(place);
  return { hidden: found, places };
}

function printable(text: string): string | undefined {
  return /^[\x20-\x7e]+$/.test(text) ? text : undefined;
}

/** Secrets by their own look. The part in the group "keep" stays. */
export const SECRET_SHAPES: readonly RegExp[] = [
  /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g,
  /\bLS0tLS1[A-Za-z0-9+/=]{20,}/g,
  /(?<keep>-----BEGIN [A-Z ]+-----(?:\\n|\s)+)[A-Za-z0-9+/=\s\\]+?(?=-----END)/g,
  /(?<keep>\b[Bb]earer\s+)[\w.~+/=-]{8,}/g,
  /(?<keep>\b[Bb]asic\s+)[A-Za-z0-9+/]{8,}={0,2}/g,
  /(?<keep>\w:\/\/[^\s/:@"']*:)[^\s/@"']+(?=@)/g,
  /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g,
  /\b(?:ghp|gho|ghs|glpat|xox[abprs]|hvs|dckr_pat)[-_][\w-]{10,}/g,
  /(?<keep>"(?:password|passwd|passphrase|token|secret|apiKey|api_key|accessKey|access_key|secretKey|secret_key|clientSecret|client_secret|privateKey|private_key|auth)"\s*:\s*")[^"\\]{4,}(?=")/g,
  /(?<keep>\b(?:password|passwd|passphrase|api[-_]?key|access[-_]?key|secret[-_]?key|client[-_]?secret|private[-_]?key|token|pwd)=["']?)[^\s"'&;,)]{4,}/gi,
  /(?<keep>^\s*(?:- )?(?:password|passwd|passphrase|api[-_]?key|client[-_]?secret|private[-_]?key):\s+["']?)[^\s"'{[|>]{4,}/gim,
];
