import { kindOfResource } from '../../../model/index.js';
import { typedIn } from '../../session/prompts.js';

/**
 * A kubectl (or oc) command line as people and collectors write it above its output:
 * "$ kubectl get pods -n shop -o wide", "# $ kubectl ...", "[root@m1 ~]# kubectl ...", "+ kubectl ...".
 */
export interface Command {
  /** Without the prompt. */
  readonly text: string;
  readonly verb: string;
  /** API kinds asked for; "all" and the like give none. */
  readonly kinds: readonly string[];
  readonly names: readonly string[];
  readonly namespace: string | undefined;
  readonly allNamespaces: boolean;
  readonly noHeaders: boolean;
  /** False when a selector, a name or a pipe left something out of the output. */
  readonly complete: boolean;
}

const KUBECTL = /^(?:kubectl|oc)\s/;
const FAILED = /^Command `((?:kubectl|oc)\s[^`]+)` failed/;

/** The command of a prompt line; undefined for any other line. */
export function promptOf(line: string): Command | undefined {
  const typed = typedIn(line)?.command;
  const text = typed !== undefined && KUBECTL.test(typed) ? typed : FAILED.exec(line)?.[1];
  return text === undefined ? undefined : parseCommand(text);
}

const VALUE_FLAGS = new Set([
  '-n', '--namespace', '-o', '--output', '-l', '--selector', '--field-selector', '--sort-by', '--context',
  '--kubeconfig', '-f', '--filename', '-L', '--label-columns', '--for', '--types', '--chunk-size', '-c', '--server',
  '-s', '--request-timeout', '--token', '--cluster', '--user', '-v', '--tail', '--since',
]); // prettier-ignore
const NARROWING = new Set(['-l', '--selector', '--field-selector', '--for', '--types']);

/** Takes a command line apart. */
export function parseCommand(line: string): Command {
  const pipe = line.search(/\s\|/);
  const text = line.trim();
  const flags = new Map<string, string>();
  const words: string[] = [];
  const tokens = (pipe < 0 ? line : line.slice(0, pipe)).trim().split(/\s+/);
  for (let i = 0; i < tokens.length; i += 1) {
    const token = tokens[i] ?? '';
    if (!token.startsWith('-')) {
      words.push(token);
      continue;
    }
    const [flag = '', value] = token.split(/=(.*)/s);
    if (value !== undefined) flags.set(flag, value);
    else if (VALUE_FLAGS.has(flag)) flags.set(flag, tokens[(i += 1)] ?? '');
    else if (/^-[no]\w/.test(flag)) flags.set(flag.slice(0, 2), flag.slice(2));
    else flags.set(flag, '');
  }
  const at = words.findIndex((w) => /^(?:kubectl|oc|k)$/.test(w));
  const [verb = '', resources = '', ...names] = words.slice(at + 1);
  const raw = flags.has('--raw') ? flags.get('--raw') || resources : undefined;
  if (raw !== undefined) return rawCommand(text, verb, raw);
  const slashed = resources.includes('/') ? [resources, ...names] : [];
  return {
    text,
    verb,
    kinds: kindsOf(
      verb,
      slashed.length > 0 ? slashed.map((x) => x.split('/')[0] ?? '').join(',') : resources,
    ),
    names: slashed.length > 0 ? slashed.map((x) => x.split('/')[1] ?? '') : names,
    namespace: flags.get('-n') ?? flags.get('--namespace'),
    allNamespaces: flags.has('-A') || flags.has('--all-namespaces'),
    noHeaders: flags.has('--no-headers'),
    complete:
      pipe < 0 &&
      names.length === 0 &&
      slashed.length === 0 &&
      ![...flags.keys()].some((f) => NARROWING.has(f)),
  };
}

/** `kubectl get --raw /apis/apps/v1/namespaces/shop/deployments/web`: the path says it all. */
function rawCommand(text: string, verb: string, url: string): Command {
  const path = url.split('?')[0] ?? '';
  const m = /^\/(?:api|apis\/[^/]+)\/[^/]+(?:\/namespaces\/([^/]+)(?=\/))?\/([a-z]+)(?:\/([^/]+))?$/.exec(
    path,
  );
  const [, namespace, resource, name] = m ?? [];
  return {
    text,
    verb,
    kinds: resource === undefined ? [] : [kindOfResource(resource)],
    names: name === undefined ? [] : [name],
    namespace,
    allNamespaces: m !== null && namespace === undefined,
    noHeaders: false,
    complete: name === undefined && !/[?&](?:labelSelector|fieldSelector|limit|continue)=/.test(url),
  };
}

function kindsOf(verb: string, resources: string): string[] {
  if (verb === 'events') return ['Event'];
  if (verb !== 'get' && verb !== 'describe') return [];
  const kinds = resources
    .split(',')
    .filter((r) => r !== '' && r !== 'all')
    .map(kindOfResource);
  return [...new Set(kinds)];
}
