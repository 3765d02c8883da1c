import { dig, type Instant } from '../../base/index.js';
import type { Case } from '../case.js';
import { templateOf, templates, type Template } from './templates.js';

/** A template as it was declared in a span of time. */
export interface TemplateVersion extends Template {
  /** When it was replaced by the next version; undefined for the one still declared. */
  readonly replacedBy: Instant | undefined;
}

/**
 * Every version of every workload's template that some snapshot shows, oldest first: what was declared when
 * the trouble began is often patched away by the time of the last snapshot.
 */
export function templateVersions(c: Case): readonly TemplateVersion[] {
  return c.fact(allVersions);
}

function allVersions(c: Case): readonly TemplateVersion[] {
  return templates(c).flatMap((newest) => {
    const seen = newest.entity.snapshots
      .filter((s) => s.shape === 'full' || s.shape === 'change')
      .flatMap((s) => templateOf(newest.entity, s));
    const versions = (seen.length > 0 ? seen : [newest]).filter(
      (t, i, all) => i === 0 || JSON.stringify(t.spec) !== JSON.stringify(all[i - 1]?.spec),
    );
    return versions.map((t, i) => ({
      ...t,
      replacedBy: versions[i + 1] && replacedAt(c, newest, versions[i + 1]),
    }));
  });
}

/** When a version came into force: the recorded change of the template before its snapshot, else the snapshot. */
function replacedAt(c: Case, workload: Template, next: Template | undefined): Instant | undefined {
  if (!next) return undefined;
  const changes = c.changes.filter(
    (x) =>
      x.entity.kind === workload.workload.kind &&
      x.entity.name === workload.workload.name &&
      x.entity.namespace === workload.workload.namespace &&
      x.at.lo <= next.snapshot.at.hi &&
      x.verb !== 'create',
  );
  const last = changes.at(-1);
  return (
    last?.at.lo ?? (dig(next.snapshot.object, 'metadata') === undefined ? undefined : next.snapshot.at.lo)
  );
}
