/** A path pattern as people write it for a set of sources: "nodes/worker-*\/**", "*.log", "{a,b}/x". */
export function matches(pattern: string, path: string): boolean {
  if (pattern === '' || pattern === '**' || pattern === '*') return true;
  const shape = toShape(pattern);
  // Without a slash it is the name of a file or of a folder on the way to it.
  return pattern.includes('/') ? shape.test(path) : path.split(/[/!]/).some((part) => shape.test(part));
}

function toShape(pattern: string): RegExp {
  let out = '';
  for (const part of pattern.matchAll(/\*\*\/?|[*?{},]|[^*?{},]+/g)) {
    const [text] = part;
    if (text === '**/') out += '(?:.*/)?';
    else if (text === '**') out += '.*';
    else if (text === '*') out += '[^/]*';
    else if (text === '?') out += '[^/]';
    else if (text === '{') out += '(?:';
    else if (text === '}') out += ')';
    else if (text === ',') out += out.includes('(?:') ? '|' : ',';
    else out += text.replace(/[.+^$()|[\]\\]/g, '\\$&');
  }
  try {
    return new RegExp(`^${out}$`);
  } catch {
    // Unbalanced braces: the pattern names itself.
    return new RegExp(`^${pattern.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`);
  }
}
