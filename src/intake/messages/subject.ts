import type { LogLine } from '../log-line.js';

/** Pod, container, image and node that a line is about, in the many ways that components write them. */

const NAME_NAMESPACE_UID = /(?<pod>[a-z0-9][a-z0-9.-]*)_(?<namespace>[a-z0-9-]+)\([0-9a-f-]{4,}\)/;
const SANDBOX = /PodSandboxMetadata\{Name:(?<pod>[^,]+),Uid:[^,]*,Namespace:(?<namespace>[^,]+)/;
const START_CONTAINER = /\\*"(?:StartContainer|KillContainer)\\*" for \\*"(?<container>[\w.-]+)/;
const CONTAINER_POD = /container=(?<container>[\w.-]+) pod=/;
const MEMCG_UID =
  /kubepods[^,\s]*pod(?<uid>[0-9a-f]{8}[-_][0-9a-f]{4}[-_][0-9a-f]{4}[-_][0-9a-f]{4}[-_][0-9a-f]{12})/;
const IMAGE = /(?:[Ii]mage|reference) \\*"(?<image>[^"\\\s]+)\\*"/;
const WEBHOOK_SERVICE = /https:\/\/(?<service>[a-z0-9-]+)\.(?<namespace>[a-z0-9-]+)\.svc[:/]/;

function podOf(line: LogLine, text: string): string | undefined {
  const { fields } = line;
  const said = fields['pod'] ?? fields['k8sPodName'] ?? fields['Pod'];
  if (said !== undefined && /^[a-z0-9-]+\/[a-z0-9.-]+$/.test(said)) return said;
  const name = fields['pod.name'] ?? fields['Pod.name'];
  const namespace = fields['pod.namespace'] ?? fields['Pod.namespace'];
  if (name !== undefined && namespace !== undefined) return `${namespace}/${name}`;
  const groups = (NAME_NAMESPACE_UID.exec(text) ?? SANDBOX.exec(text))?.groups;
  if (groups !== undefined) return `${groups['namespace'] ?? ''}/${groups['pod'] ?? ''}`;
  return undefined;
}

function containerOf(line: LogLine, text: string): string | undefined {
  const said = line.fields['containerName'];
  if (said !== undefined) return said;
  const started = text.includes('Container') ? START_CONTAINER.exec(text) : null;
  const m = started ?? (text.includes('container=') ? CONTAINER_POD.exec(text) : null);
  return m?.groups?.['container'];
}

/** Fields that any matched line may give besides those that its pattern captures. */
export function subjectOf(line: LogLine, text: string, id: string): Record<string, string> {
  const out: Record<string, string> = {};
  const put = (key: string, value: string | undefined): void => {
    if (value !== undefined && value !== '') out[key] = value;
  };
  put('pod', podOf(line, text));
  put('container', containerOf(line, text));
  if (text.includes('kubepods')) put('podUid', MEMCG_UID.exec(text)?.groups?.['uid']?.replaceAll('_', '-'));
  const node = line.fields['node'];
  if (node !== undefined && /^[a-z0-9][\w.-]*$/.test(node)) put('node', node);
  if (id.startsWith('image-') || id.startsWith('registry-'))
    put('image', IMAGE.exec(text)?.groups?.['image'] ?? line.fields['image']);
  if (id.startsWith('webhook-')) {
    const service = WEBHOOK_SERVICE.exec(text)?.groups;
    if (service !== undefined) put('service', `${service['namespace'] ?? ''}/${service['service'] ?? ''}`);
  }
  return out;
}
