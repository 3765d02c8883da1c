import { digText, exactly } from '../../../base/index.js';
import { keyOf, labelOf } from '../../../model/index.js';
import { cite, containersOf, pullFailures, seenBy, templateVersions } from '../../../world/index.js';
import type { Detector } from '../../detector.js';

/** A restart that depends on the registry. */
export const imagePullAlways: Detector = {
  id: 'image-pull-always',
  layer: 'image',
  what: 'A container asks the registry at every start (imagePullPolicy Always, which is the default for :latest and untagged images), even where the node has the image. It does no harm until the registry cannot answer; then a mere restart becomes an outage.',
  lookAlikes: 'A first pull on a new node needs the registry under any policy.',
  sources: [
    'signatures.md 12 image-pull-always',
    'kubernetes pkg/apis/core/v1/defaults.go SetDefaults_Container',
  ],
  emits: [{ id: 'image-pull-always', nature: 'weakness', title: 'Every start asks the registry' }],
  *detect(c) {
    const failing = new Set(pullFailures(c).map((p) => `${keyOf(p.workload)} ${p.image}`));
    if (failing.size === 0) return;
    for (const t of templateVersions(c)) {
      for (const container of containersOf(t)) {
        const image = digText(container.spec, 'image') ?? '';
        const policy = digText(container.spec, 'imagePullPolicy');
        const mutable = /:latest$/.test(image) || !/[:@][^/]*$/.test(image);
        const always = policy === 'Always' || (policy === undefined && mutable);
        if (!always || !failing.has(`${keyOf(t.workload)} ${image}`)) continue;
        yield {
          type: 'image-pull-always',
          entity: t.workload,
          onset: seenBy(c, t.entity.created),
          ...(t.replacedBy === undefined ? {} : { end: exactly(t.replacedBy, 'B') }),
          severity: 0,
          statement: `Container ${container.name} of ${labelOf(t.workload)} asks the registry for ${image} at every start (${policy === undefined ? 'default for its tag' : 'pull policy Always'}).`,
          evidence: [cite(t.snapshot, ...container.path, policy === undefined ? 'image' : 'imagePullPolicy')],
          attrs: { image, container: container.name },
        };
      }
    }
  },
};
