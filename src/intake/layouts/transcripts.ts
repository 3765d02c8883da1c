import type { Place } from '../format.js';
import type { Layout } from '../layout.js';

/**
 * Folders in which a file is the output of one command and its name is that command: percent-encoded words
 * joined by "_" (kubectl/get_pods_-A_-o_wide.txt), sosreport's mangling (kubectl_get_-o_json_nodes), or the
 * verb as a folder (kubectl/describe/pod/shop/web-0.txt, kubectl/get/pod.shop.web-0.txt).
 */
const VERBS =
  /^(?:get|describe|logs|top|version|cluster-info|events|config|api-resources|api-versions|auth|rollout|explain)$/;
const TOOLS =
  /^(?:kubectl|oc|journalctl|systemctl|crictl|docker|ip|iptables|iptables-save|nft|etcdctl|ss|ps|df|dmesg|free|uptime|helm|conntrack)$/;

export const transcripts: Layout = {
  id: 'transcripts',
  title: 'outputs of commands, named after the command',
  place(path) {
    const parts = path.split('/');
    const file = parts.at(-1) ?? '';
    const words = wordsOf(file.replace(/\.(?:txt|out|log|json|ya?ml)$/, ''));
    const folder = parts.at(-2) ?? '';
    if (/^(?:kubectl|oc)$/.test(folder) && VERBS.test(words[0] ?? ''))
      return placeOfCommand([folder, ...words]);
    if (words.length > 1 && TOOLS.test(words[0] ?? '')) return placeOfCommand(words);
    return byFolders(parts);
  },
};

function wordsOf(name: string): readonly string[] {
  return name.split('_').map((word) => {
    try {
      return decodeURIComponent(word);
    } catch {
      // A "%" that encodes nothing.
      return word;
    }
  });
}

/** kubectl/<verb>/<kind>/<namespace>/<name>.txt and kubectl/<verb>/[<kind>.]<namespace>[.<name>].txt */
function byFolders(parts: readonly string[]): Place | undefined {
  const at = parts.lastIndexOf('kubectl');
  const [verb, ...rest] = at < 0 ? [] : parts.slice(at + 1);
  if (verb === undefined || rest.length === 0) return undefined;
  const name = (rest.at(-1) ?? '').replace(/(?:\.\d+)?\.(?:txt|ya?ml|json)$/, '');
  const output = verb === 'yaml' ? ['-o', 'yaml'] : [];
  if (!VERBS.test(verb) && verb !== 'yaml') return undefined;
  if (rest.length >= 2) {
    const [kind = '', namespace] = rest;
    const scope =
      rest.length >= 3 && namespace !== undefined && isNamespace(namespace) ? ['-n', namespace] : [];
    return placeOfCommand(['kubectl', verb === 'yaml' ? 'get' : verb, kind, name, ...scope, ...output]);
  }
  const dotted = name.split('.');
  const kind = verb === 'get' ? dotted.shift() : undefined;
  const namespace = dotted[0];
  if (namespace === undefined) return undefined;
  const scope = isNamespace(namespace) ? ['-n', namespace] : ['-A'];
  return placeOfCommand(['kubectl', verb, ...(kind === undefined ? [] : [kind]), ...scope]);
}

function isNamespace(word: string): boolean {
  return /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/.test(word);
}

function placeOfCommand(all: readonly string[]): Place {
  const command = all.join(' ');
  // What a pipe does to the output has options of its own.
  const pipe = all.indexOf('|');
  const words = pipe < 0 ? all : all.slice(0, pipe);
  const namespace = optionOf(words, '-n') ?? optionOf(words, '--namespace');
  const unit = optionOf(words, '--unit') ?? optionOf(words, '-u');
  const isLog = words.includes('logs') && /^(?:kubectl|oc)$/.test(words[0] ?? '');
  const pod = isLog
    ? words.slice(words.indexOf('logs') + 1).find((word) => !word.startsWith('-'))
    : undefined;
  const container = isLog ? (optionOf(words, '-c') ?? optionOf(words, '--container')) : undefined;
  return {
    command,
    ...(namespace === undefined ? {} : { namespace }),
    ...(pod === undefined ? {} : { pod: pod.replace(/^pods?\//, '') }),
    ...(container === undefined ? {} : { container }),
    ...(isLog ? { previous: words.includes('-p') || words.includes('--previous') } : {}),
    ...(unit === undefined ? {} : { program: unit.replace(/\.service$/, '') }),
  };
}

function optionOf(words: readonly string[], option: string): string | undefined {
  const at = words.indexOf(option);
  const next = at < 0 ? undefined : words[at + 1];
  const inline = words.find((word) => word.startsWith(`${option}=`))?.slice(option.length + 1);
  return inline ?? (next?.startsWith('-') === true ? undefined : next);
}
