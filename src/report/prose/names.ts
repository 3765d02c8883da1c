import { labelOf, type Ref } from '../../model/index.js';

/**
 * What the API has no object for has a kind of ours in the analysis. A reader has other words for it: the pod network
 * of a node, the resolver of a node, an entrance by its host.
 */
const UNITS: Readonly<Record<string, string>> = { dns: 'resolver of node' };

/** An entity in two parts: what it is, and its name as it is spelled. */
export function namedRef({ kind, namespace, name }: Ref): { readonly kind: string; readonly name: string } {
  const full = namespace === undefined ? name : `${namespace}/${name}`;
  switch (kind) {
    case 'Surface':
    case 'Person':
    case 'Component':
    case 'External':
      return { kind: '', name: full };
    case 'NodeNetwork':
      return { kind: 'pod network of node', name };
    case 'ServiceDataplane':
      return { kind: 'Service rules of node', name };
    case 'EtcdMember':
      return { kind: 'etcd member', name };
    case 'Cluster':
      return { kind: 'the cluster', name: name === 'cluster' ? '' : name };
    case 'NodeService': {
      const [node = '', unit = ''] = name.split('/');
      return { kind: UNITS[unit] ?? `${unit} on node`, name: node };
    }
    default:
      return { kind, name: full };
  }
}

/** The same as one label, for tables, lanes and graphs. */
export function labelWords(ref: Ref): string {
  const { kind, name } = namedRef(ref);
  const text = `${kind} ${name}`.trim();
  return text === '' ? labelOf(ref) : text;
}

const OWN =
  /(^|[\s("“*])(the )?(Surface|Component|External|NodeNetwork|ServiceDataplane|EtcdMember|Cluster|NodeService) ((?:[\w*][\w.*/-]*[\w*]|[\w*]))/g;

const WITH_ARTICLE = new Set(['NodeNetwork', 'ServiceDataplane']);

/** People write "Surface tension" and "Cluster upgrade" too: only what looks like a name of that kind is one. */
function isName(kind: string, name: string): boolean {
  if (kind === 'Surface') return /[.:/*\d]/.test(name);
  if (kind === 'External') return /^[a-z0-9]/.test(name) && /[-.:/\d]/.test(name);
  if (kind === 'Component') return name === 'etcd' || name.includes('-');
  if (kind === 'Cluster') return name === 'cluster';
  return kind !== 'NodeService' || name.includes('/');
}

/** Labels of the engine inside a sentence, in a reader's words. */
export function readable(text: string): string {
  return text.replace(OWN, (all, before: string, the: string | undefined, kind: string, name: string, at: number) => {
    const words = labelWords({ kind, name });
    if (!isName(kind, name)) return all;
    const resolver = words.startsWith('resolver');
    const said = the !== undefined || WITH_ARTICLE.has(kind) || resolver ? `the ${words}` : words;
    const starts = at === 0 && before === '' && /^(the|etcd member) /.test(said);
    return `${before}${starts ? said.charAt(0).toUpperCase() + said.slice(1) : said}`;
  });
} // prettier-ignore
