import { digText } from '../../../base/index.js';
import type { Format, ReadContext } from '../../format.js';
import { jsonHead } from '../../json-head.js';
import { parseSpanned } from '../json-spans.js';
import { linesOf, wholeBytes } from '../whole-text.js';
import { contentOf, hostReport } from './report.js';

const SERVER = /^Server Version: (?:version\.Info\{.*GitVersion:"([^"]+)".*\}|(v\d\S*))/;
const CLIENT = /^Client Version: (?:version\.Info\{.*GitVersion:"([^"]+)".*\}|(v\d\S*))/;
const BARE = /^(?:Kubernetes|(?:k3s|rke2|k0s) version) (v\d+\.\d+\.\S+)(?: \([0-9a-f]+\))?$/;
/** `kubectl version -o yaml`. */
const BLOCK = /^(server|client)Version:\s*\n(?:[ \t]+\S.*\n)*?[ \t]+gitVersion: "?(v\d[^"\s]*)/gm;
/** The one line of a file called after versions: of whom, only its name says. */
const NUMBER = /^[\w./@:+-]{0,150}?\d+\.\d+[\w./@:+-]{0,80}$/;
/** Files of collectors that hold a version and nothing else. */
const ALONE = /^(?:[a-z]+ )?(v\d+\.\d+\.\d+\S*)(?: go\d\S* \S+)?$/;

/** `kubectl version` in its long, short and JSON forms, /version of the API, `kubelet --version`. */
export const kubectlVersion: Format = {
  id: 'kubectl-version',
  title: 'kubectl version',
  grammar: 'k8s.io/kubectl/pkg/cmd/version/version.go',
  samples: [
    'Client Version: version.Info{Major:"1", Minor:"23", GitVersion:"v1.23.3", GitCommit:"816c97a"}\nServer Version: version.Info{Major:"1", Minor:"23", GitVersion:"v1.23.3", GitCommit:"816c97a"}\n',
    'Client Version: v1.31.2\nKustomize Version: v5.4.2\nServer Version: v1.31.2\n',
    'Kubernetes v1.29.2\n',
    '{"clientVersion":{"gitVersion":"v1.31.2"},"serverVersion":{"major":"1","gitVersion":"v1.31.2","platform":"linux/amd64"}}\n',
    '{"info":{"major":"1","minor":"23","gitVersion":"v1.23.5","gitCommit":"c285e78"},"string":"v1.23.5"}\n',
  ],
  sniff(head) {
    const keys = jsonHead(head)?.keys;
    if (keys) {
      const known = ['serverVersion.gitVersion', 'clientVersion.gitVersion', 'info.gitVersion'];
      return known.some((k) => keys.has(k)) || (keys.has('gitVersion') && keys.has('gitCommit')) ? 0.95 : 0;
    }
    const named = head.whole && /version[^/]*$/i.test(head.path);
    if (named && (ALONE.test(head.text.trim()) || NUMBER.test(head.text.trim()))) return 0.9;
    if (head.text.match(BLOCK) !== null && !/^apiVersion:/m.test(head.text)) return 0.95;
    const found = head.lines.some((l) => SERVER.test(l) || CLIENT.test(l) || BARE.test(l.trim()));
    return found && head.lines.length < 15 ? 0.95 : 0;
  },
  open: (context) => wholeBytes(context, (bytes) => readVersions(bytes, context)),
};

function readVersions(bytes: Buffer, context: ReadContext): void {
  const content = contentOf(linesOf(bytes));
  const [first] = content;
  const { server, client } = first?.text.trimStart().startsWith('{') ? fromJson(bytes) : fromLines(content);
  const [alone] = first !== undefined && content.length === 1 ? (NUMBER.exec(first.text.trim()) ?? []) : [];
  if (!first || (server ?? client ?? alone) === undefined) return;
  const data = { ...(server === undefined ? {} : { server }), ...(client === undefined ? {} : { client }) };
  const said = client === undefined ? `version ${alone ?? ''}` : `client ${client}`;
  const text = server === undefined ? said : `Kubernetes ${server}`;
  context.emit(hostReport(context, 'version', data, text, first, content.at(-1) ?? first));
}

interface Versions {
  readonly server: string | undefined;
  readonly client: string | undefined;
}

function fromJson(bytes: Buffer): Versions {
  const { value } = parseSpanned(bytes);
  return {
    server:
      digText(value, 'serverVersion', 'gitVersion') ??
      digText(value, 'info', 'gitVersion') ??
      digText(value, 'gitVersion'),
    client: digText(value, 'clientVersion', 'gitVersion'),
  };
}

function fromLines(lines: readonly { readonly text: string }[]): Versions {
  const find = (pattern: RegExp): string | undefined => {
    const m = lines.map((l) => pattern.exec(l.text.trim())).find((x) => x !== null);
    return m?.[1] ?? m?.[2];
  };
  const blocks = new Map(
    [
      ...lines
        .map(({ text }) => text)
        .join('\n')
        .matchAll(BLOCK),
    ].map(([, who = '', version]) => [who, version]),
  );
  return {
    server: find(SERVER) ?? find(BARE) ?? blocks.get('server'),
    client: find(CLIENT) ?? find(ALONE) ?? blocks.get('client'),
  };
}
