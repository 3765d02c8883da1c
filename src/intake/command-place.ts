import type { Place } from './format.js';

/**
 * What a command line says of its output: whose log it is, on which node it was made, which namespace it
 * was asked for. Commands inside of others (ssh, exec, debug) are the ones whose output is seen.
 */

/** Where a file comes from that a command prints: the layouts know. */
type PlaceOfPath = (path: string) => Place;

/** Tools whose output is of the host that they run on. */
const OF_HOST =
  /^(?:journalctl|systemctl|crictl|ctr|nerdctl|docker|podman|dmesg|ip|iptables|iptables-save|nft|ss|netstat|df|free|uptime|cat|tail|head|zcat|less|grep|timedatectl|date|hostname)$/;
const SHOWS_FILE = /^(?:cat|tail|head|zcat|zless|less|more|grep|zgrep|egrep)$/;

/** Options with a value in a word of its own, by tool. */
const VALUED: Readonly<Record<string, ReadonlySet<string>>> = {
  kubectl: new Set([
    '-n', '--namespace', '-c', '--container', '-l', '--selector', '--tail', '--since', '--since-time', '-o', '--output',
    '--context', '--kubeconfig', '--field-selector', '--image', '--max-log-requests', '--limit-bytes', '-s', '--server', '--sort-by',
    '--as', '--cluster', '--user', '--request-timeout', '-L', '-f', '--filename',
  ]),
  ssh: new Set(['-i', '-l', '-o', '-p', '-F', '-J', '-b', '-L', '-R', '-D', '-E', '-c', '-e', '-m']),
  tail: new Set(['-n', '-c']),
  head: new Set(['-n', '-c']),
  docker: new Set(['-n', '--tail', '--since', '-u', '--user', '-e', '-w']),
}; // prettier-ignore

interface Words {
  readonly tool: string;
  readonly plain: readonly string[];
  readonly options: ReadonlyMap<string, string>;
  /** Behind "--": the command that runs elsewhere. */
  readonly inner: string;
}

function wordsOf(command: string): Words {
  const text = command.replace(/\s(?:\||>|2>|&&|;)\s.*$/s, '');
  const [tool = '', ...rest] = text.split(/\s+/);
  const valued = VALUED[tool === 'oc' ? 'kubectl' : tool];
  const plain: string[] = [];
  const options = new Map<string, string>();
  for (let i = 0; i < rest.length; i += 1) {
    const word = rest[i] ?? '';
    if (word === '--') return { tool, plain, options, inner: rest.slice(i + 1).join(' ') };
    if (!word.startsWith('-')) {
      plain.push(word);
      continue;
    }
    const [name = '', value] = word.split(/=(.*)/s);
    if (value !== undefined) options.set(name, value);
    else if (valued?.has(name) === true) options.set(name, rest[(i += 1)] ?? '');
    else if (/^-[nc][a-z]/.test(name)) options.set(name.slice(0, 2), name.slice(2));
    else options.set(name, '');
  }
  return { tool, plain, options, inner: '' };
}

/** The place of a command's output; `host` is where it was typed, when that is known. */
export function placeOfCommand(command: string, host: string | undefined, placeOf: PlaceOfPath): Place {
  const words = wordsOf(command);
  const { tool, plain, inner } = words;
  if (tool === 'ssh') {
    const [target = '', ...there] = plain;
    const node = target.replace(/^.*@/, '');
    return there.length === 0 ? { command } : placeOfCommand(innerOf(command, target), node, placeOf);
  }
  if (tool === 'kubectl' || tool === 'oc') return ofKubectl(command, words, placeOf);
  if (/^(?:docker|nerdctl|podman)$/.test(tool) && plain[0] === 'exec' && plain.length > 2) {
    return placeOfCommand(innerOf(command, plain[1] ?? ''), plain[1], placeOf);
  }
  const node = host === undefined || !OF_HOST.test(tool) ? {} : { node: host };
  if (tool === 'journalctl') return { ...node, command, ...programOf(unitOf(words)) };
  if (tool === 'systemctl' && plain[0] === 'status') return { ...node, command, ...programOf(plain[1]) };
  if (tool === 'dmesg') return { ...node, command, program: 'kernel' };
  if (SHOWS_FILE.test(tool)) {
    const file = plain.filter((word) => /[/.]/.test(word)).at(-1);
    return file === undefined ? { ...node, command } : { ...node, ...placeOf(file), command };
  }
  return { ...node, command, ...(inner === '' ? {} : { command: inner }) };
}

/** What stands behind a word of the command line, as it was typed; quotes around it are the shell's. */
function innerOf(command: string, word: string): string {
  const at = command.indexOf(` ${word} `);
  const inner = command.slice(at + word.length + 2).trim();
  const bare = /^(['"])(.*)\1$/s.exec(inner)?.[2] ?? inner;
  return bare.replace(/^(?:-- |sudo (?:-\S+ )*|(?:ba)?sh -c ['"]?)/, '');
}

function unitOf({ options, plain }: Words): string | undefined {
  const unit = options.get('-u') ?? options.get('--unit') ?? options.get('-t');
  const isKernel = options.has('-k') || options.has('--dmesg');
  return isKernel ? 'kernel' : unit === '' ? plain[0] : unit;
}

function programOf(unit: string | undefined): Place {
  return unit === undefined || unit === '' ? {} : { program: unit.replace(/\.service$/, '') };
}

function ofKubectl(command: string, words: Words, placeOf: PlaceOfPath): Place {
  const { plain, options, inner } = words;
  const [verb, first, ...others] = plain;
  const namespace = options.get('-n') ?? options.get('--namespace');
  const scope = namespace === undefined || namespace === '' ? {} : { namespace };
  const container = options.get('-c') ?? options.get('--container');
  if (verb === 'logs' || verb === 'log') return { ...scope, ...ofLogs(command, words) };
  if (verb === 'exec' || verb === 'rsh') {
    const run = inner !== '' ? inner : others.join(' ');
    const pod = podOf(first);
    if (run === '') return { command };
    return {
      ...placeOfCommand(run, undefined, placeOf),
      ...scope,
      ...(pod === undefined ? {} : { pod }),
      ...(pod === undefined || container === undefined ? {} : { container }),
    };
  }
  const node = /^nodes?\/(.+)$/.exec(first ?? '')?.[1];
  if (verb === 'debug' && node !== undefined && inner !== '') {
    return placeOfCommand(inner.replace(/^chroot \/host /, ''), node, placeOf);
  }
  if (verb === 'adm' && first === 'node-logs') {
    return { command, ...programOf(unitOf(words)), ...(others[0] === undefined ? {} : { node: others[0] }) };
  }
  return { command, ...scope };
}

/** `kubectl logs POD [CONTAINER]`; of a workload or a selector the pod is not said. */
function ofLogs(command: string, { plain, options }: Words): Place {
  const [, target, second] = plain;
  const container = options.get('-c') ?? options.get('--container') ?? second;
  const pod = podOf(target);
  const workload = pod === undefined ? /\/(.+)$/.exec(target ?? '')?.[1] : undefined;
  return {
    command,
    ...(pod === undefined ? {} : { pod }),
    ...(container === undefined || container === '' ? {} : { container }),
    ...(workload === undefined || container !== undefined ? {} : { program: workload }),
    previous: options.has('-p') || options.has('--previous'),
  };
}

function podOf(target: string | undefined): string | undefined {
  if (target === undefined) return undefined;
  const slashed = /^(?:pods?|po)\/(.+)$/.exec(target)?.[1];
  return slashed ?? (target.includes('/') ? undefined : target);
}

/** True for a command that prints a log, whatever its lines look like. */
export function printsLog(command: string): boolean {
  return (
    /^(?:\S+ )*?(?:logs?|journalctl|dmesg|stern|kail|node-logs)\b/.test(command) ||
    /^(?:tail|cat|zcat)\b.*\.log\b/.test(command)
  );
}
