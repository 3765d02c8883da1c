import { digList, digObject, digText } from '../base/index.js';
import type { Capture } from '../model/index.js';
import { KNOWN_WORDS } from './known-words.js';

/** Names of variables and fields whose value is a secret. */
const SECRET_NAME =
  /(?:passw(?:or)?d|passphrase|secret|token|api[-_]?key|access[-_]?key|private[-_]?key|credential|authorization|client[-_]?secret|(?:^|[-_])pwd)$/i;
/** Anything shorter is also a part of ordinary text. */
const SHORTEST = 6;

/** Values of Secrets, as they stand and decoded, and of variables whose name says that they are secret. */
export function secretsOf(capture: Capture): ReadonlySet<string> {
  const found = new Set<string>();
  const add = (value: unknown): void => {
    if (typeof value !== 'string' || value.length < SHORTEST) return;
    if (!KNOWN_WORDS.has(value.toLowerCase())) found.add(value);
  };
  for (const record of capture.records) {
    if (record.kind !== 'object') continue;
    const { object, ref } = record;
    if (ref.kind === 'Secret') {
      for (const value of Object.values(digObject(object, 'stringData') ?? {})) add(value);
      for (const value of Object.values(digObject(object, 'data') ?? {})) {
        add(value);
        if (typeof value === 'string') add(printable(Buffer.from(value, 'base64').toString('utf8')));
      }
    }
    const pod = digObject(object, 'spec', 'template', 'spec') ?? digObject(object, 'spec');
    for (const container of [...digList(pod, 'containers'), ...digList(pod, 'initContainers')])
      for (const variable of digList(container, 'env'))
        if (SECRET_NAME.test(digText(variable, 'name') ?? '')) add(digText(variable, 'value'));
  }
  return found;
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
