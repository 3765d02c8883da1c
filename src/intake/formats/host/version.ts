import type { Format } from '../../format.js';
import { wholeLines } from '../whole-text.js';
import { contentOf, hostReport } from './report.js';

const SERVER = /^Server Version: (?:version\.Info\{.*GitVersion:"([^"]+)".*\}|(v\d\S*))/;
const CLIENT = /^Client Version: (?:version\.Info\{.*GitVersion:"([^"]+)".*\}|(v\d\S*))/;
const BARE = /^Kubernetes (v\d+\.\d+\.\S+)$/;

/** `kubectl version` in its long and short forms, and `kubelet --version`. */
export const kubectlVersion: Format = {
  id: 'kubectl-version',
  title: 'kubectl version',
  grammar: 'k8s.io/kubectl/pkg/cmd/version/version.go',
  samples: [
    'Client Version: version.Info{Major:"1", Minor:"23", GitVersion:"v1.23.3", GitCommit:"816c97a"}\nServer Version: version.Info{Major:"1", Minor:"23", GitVersion:"v1.23.3", GitCommit:"816c97a"}\n',
    'Client Version: v1.31.2\nKustomize Version: v5.4.2\nServer Version: v1.31.2\n',
    'Kubernetes v1.29.2\n',
  ],
  sniff: (head) =>
    head.lines.some((l) => SERVER.test(l) || CLIENT.test(l) || BARE.test(l.trim())) && head.lines.length < 15
      ? 0.95
      : 0,
  open: (context) =>
    wholeLines(context, (lines) => {
      const content = contentOf(lines);
      const [first] = content;
      const find = (pattern: RegExp): string | undefined => {
        const m = content.map((l) => pattern.exec(l.text.trim())).find((x) => x !== null);
        return m?.[1] ?? m?.[2];
      };
      const server = find(SERVER) ?? find(BARE);
      const client = find(CLIENT);
      if (!first || (server ?? client) === undefined) return;
      const data = {
        ...(server === undefined ? {} : { server }),
        ...(client === undefined ? {} : { client }),
      };
      const text = server === undefined ? `client ${client ?? ''}` : `Kubernetes ${server}`;
      context.emit(hostReport(context, 'version', data, text, first, content.at(-1) ?? first));
    }),
};
