import type { Member } from './source/member.js';
import { withoutSuffix } from './source/names.js';

/** Path under which a layout looks at a member: archives are folders, compression is no suffix. */
export function layoutPath(member: Pick<Member, 'path' | 'root'>): string {
  const parts = member.path.split(/[/!]/);
  const names = parts.map((part, i) =>
    i < parts.length - 1 || /\.(?:gz|xz|zst)$/.test(part) ? withoutSuffix(part) : part,
  );
  return `${withoutSuffix(member.root)}/${names.join('/')}`;
}

interface Named extends Pick<Member, 'path' | 'packed'> {
  readonly label: string;
  /** A container itself; its name is outside of what it holds. */
  readonly isContainer: boolean;
}

/**
 * Paths of the capture: what the user named comes first when there were several; the single folder that an
 * archive holds everything in is left out, so that a folder and its archive give the same paths.
 */
export function capturePaths(members: readonly Named[]): readonly string[] {
  const tops = new Map<string, Set<string>>();
  for (const member of members) {
    if (!member.packed || member.isContainer) continue;
    const top = member.path.includes('/') ? member.path.slice(0, member.path.search(/[/!]/)) : '';
    const known = tops.get(member.label) ?? new Set();
    tops.set(member.label, known.add(top));
  }
  return members.map((member) => {
    const top = tops.get(member.label);
    const [only = ''] = top?.size === 1 ? [...top] : [];
    const strip = member.packed && only !== '' && member.path.startsWith(`${only}/`);
    const inner = strip ? member.path.slice(only.length + 1) : member.path;
    return member.label === ''
      ? inner
      : member.packed || inner !== member.label
        ? joined(member.label, inner)
        : inner;
  });
}

function joined(label: string, inner: string): string {
  // A single file that was named among others: its label is its path already.
  return inner === '' || label.endsWith(`/${inner}`) || label === withoutSuffix(inner)
    ? label
    : `${label}/${inner}`;
}
