/**
 * What was typed above an output, in the many ways that terminals, shells, scripts and collectors show it:
 *
 *   $ kubectl get pods -A                 user@host:~$ kubectl ...      [root@m1 ~]# journalctl -u kubelet
 *   PS C:\> kubectl ...                   + kubectl ... (set -x)        === kubectl get nodes -o wide ===
 */
export interface Typed {
  /** Without prompt, kubectl's aliases written out; "" for a prompt behind which nothing was typed. */
  readonly command: string;
  /** The host that the prompt names. */
  readonly host?: string;
}

/** Tools whose outputs are read, or that say where the next outputs come from. */
const TOOLS =
  'kubectl|kubecolor|oc|k|kgp\\w*|kgno|kgd|kgs|kgev|kdp|kdno|kl|klp|microk8s|microk8s\\.kubectl|k3s|minikube|rke2|journalctl|systemctl|crictl|ctr|nerdctl|docker|podman|etcdctl|helm|argocd|flux|istioctl|calicoctl|cilium|cilium-dbg|dmesg|ip|iptables|iptables-save|nft|ss|netstat|df|free|uptime|date|timedatectl|hostname|hostnamectl|cat|tail|head|zcat|ssh|curl|nslookup|dig|ping|nc|velero|kubeadm|stern|kail|logcli|amtool|promtool|conntrack|ipvsadm|talosctl|oc-debug';
const SUDO = '(?:(?:sudo(?: -\\S+)*|time|timeout \\S+|watch(?: -\\S+(?: \\d+)?)*|[A-Z_]+=\\S+) )*';
const TOOL = new RegExp(`^${SUDO}(?:\\./|/[\\w/.-]+/)?(?:${TOOLS})(?:\\.exe)?(?= |$)`);

const VERBS =
  'get|describe|logs?|top|events?|exec|version|cluster-info|status|history|list|ps|pods|inspect|inspectp|images|endpoint|alarm|member|rollout|config|proxy-status|node|app|debug|adm|kubectl|auth|api-resources|delete|apply|scale|patch|edit|cordon|drain|uncordon|a|addr|r|route|link|show|is-active';
/** What a heading or comment must look like to be a command and no words about one. */
const CLEARLY = new RegExp(
  `^${SUDO}(?:\\S*/)?(?:(?:date(?: (?:-|\\+|&&|;).*)?|dmesg|uptime|iptables-save|timedatectl|hostname|kg\\w+)$|(?:${TOOLS})(?:\\.exe)? (?:-\\S+ (?:[^-\\s]\\S* )?)*(?:(?:${VERBS})(?= |$)|-\\S|/\\S))`,
);

interface Shape {
  readonly line: RegExp;
  /** "any": whoever shows such a prompt typed what follows; else it must be a tool, or clearly one. */
  readonly needs: 'any' | 'tool' | 'clear';
}

/** A virtual environment, a time of day, a cluster: what people put in front of their prompts. */
const DECOR = '(?:\\([^()\\s]{1,60}\\) ?|\\[?\\d\\d:\\d\\d(?::\\d\\d)?\\]? )*';
const SHAPES: readonly Shape[] = [
  { line: /^(?:# )?\$ (?<typed>[a-zA-Z./~_(].*)$/, needs: 'any' },
  {
    line: new RegExp(`^${DECOR}\\[[\\w.-]+@(?<host>[\\w.-]+) [^\\]]{1,120}\\] ?[$#%](?: +(?<typed>.*))?$`),
    needs: 'any',
  },
  {
    line: new RegExp(
      `^${DECOR}[\\w.-]+@(?<host>[\\w.-]+)(?:[: ] ?[~/\\w.-]*)?(?: \\([^()]*\\))? ?[$#%](?: +(?<typed>.*))?$`,
    ),
    needs: 'any',
  },
  { line: /^PS [A-Z]:\\[^>]*> ?(?<typed>.*)$/, needs: 'any' },
  { line: /^[A-Z]:\\[^>]*>(?<typed>[a-z].*)$/, needs: 'any' },
  {
    line: /^(?:➜|❯|λ|»)\s+(?:~|\/?[\w./-]+)(?: git:\([^)]*\))?(?: [✗✔±])? (?<typed>[a-z].*)$/,
    needs: 'tool',
  },
  { line: /^(?:❯|➜|λ|»|\u276f) (?<typed>[a-z].*)$/, needs: 'tool' },
  { line: /^(?:ba|z|k)?sh-[\d.]+[$#] (?<typed>.*)$/, needs: 'any' },
  { line: /^(?<host>[a-zA-Z][\w.-]*):[~/]\S*(?: \w+)?[$#%](?: +(?<typed>.*))?$/, needs: 'tool' },
  { line: /^(?:~|\/[\w./-]*) [$#%] (?<typed>[a-z].*)$/, needs: 'tool' },
  { line: /^\++ (?<typed>[a-z/].*)$/, needs: 'tool' },
  { line: /^[%>] (?<typed>[a-zA-Z].*)$/, needs: 'clear' },
  { line: /^#+ ?(?<typed>[a-zA-Z/].*?)(?: #+)?$/, needs: 'clear' },
  {
    line: /^(?:=+>?|-+|\*+|>{2,}|~{3,}) ?(?<typed>[a-zA-Z/].*?)(?: ?(?:<?=+|-+|\*+|<{2,}|~{3,}))?$/,
    needs: 'clear',
  },
  {
    line: /^(?:[=*#>-]+ )?(?:Running|Executing|Command|Output of|Collecting|CMD|Exec)(?: command)?:? [`'"]?(?<typed>[a-z/].*?)[`'"]?:?(?:\.\.\.)?(?: [=*#<-]+)?$/,
    needs: 'clear',
  },
  { line: /^Every \d+(?:[.,]\d+)?s: (?<typed>.+?)(?: {2,}.*)?$/, needs: 'tool' },
];

/** No prompt with its command is longer. */
const LONGEST = 2000;
const MAYBE =
  /^(?:[$#+=*>%~[(➜❯λ»/-]|PS [A-Z]:|[A-Z]:\\|[\w.-]+@|[\w.-]+:[~/]|(?:ba|z|k)?sh-\d|\d\d:\d\d|Running|Executing|Command|Output|Collecting|CMD|Exec|Every \d)/;

/** The command of a prompt line; undefined for any other line. `comments`: "# kubectl ..." is one, too. */
export function typedIn(line: string, comments = true): Typed | undefined {
  if (!comments && /^#/.test(line)) return undefined;
  if (line.length > LONGEST || !MAYBE.test(line)) return undefined;
  for (const { line: shape, needs } of SHAPES) {
    const found = shape.exec(line.trimEnd())?.groups;
    if (found === undefined) continue;
    const typed = (found['typed'] ?? '').trim();
    if (needs === 'tool' && typed !== '' && !TOOL.test(typed)) continue;
    if (needs === 'clear' && !CLEARLY.test(typed)) continue;
    const host = found['host'];
    return { command: plainCommand(typed), ...(host === undefined ? {} : { host }) };
  }
  return undefined;
}

const ALIASES: Readonly<Record<string, string>> = {
  k: 'kubectl',
  kubecolor: 'kubectl',
  'microk8s.kubectl': 'kubectl',
  'kubectl.exe': 'kubectl',
  'oc.exe': 'oc',
  kgp: 'kubectl get pods',
  kgpa: 'kubectl get pods -A',
  kgpall: 'kubectl get pods -A',
  kgpwide: 'kubectl get pods -o wide',
  kgno: 'kubectl get nodes',
  kgd: 'kubectl get deployments',
  kgs: 'kubectl get services',
  kgev: 'kubectl get events',
  kdp: 'kubectl describe pods',
  kdno: 'kubectl describe nodes',
  kl: 'kubectl logs',
  klp: 'kubectl logs -p',
};
const AROUND =
  /^(?:sudo(?: -\S+)*|time|timeout \S+|watch(?: -\S+(?: \d+)?)*|[A-Z_]+=\S+|microk8s(?= kubectl)|k3s(?= (?:kubectl|crictl))|minikube(?: -\S+ \S+)?(?= kubectl)) /;

/** The command itself: without sudo, watch and the like, aliases of kubectl written out. */
export function plainCommand(typed: string): string {
  let text = typed;
  for (let shorter = text.replace(AROUND, ''); shorter !== text; shorter = text.replace(AROUND, '')) {
    text = shorter;
  }
  const first = /^\S+/.exec(text)?.[0] ?? '';
  const tool = first.replace(/^.*\//, '');
  return `${ALIASES[tool] ?? tool}${text.slice(first.length)}`.replace(/^kubectl -- /, 'kubectl ');
}
