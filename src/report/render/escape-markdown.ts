import { visibleLine } from '../visible.js';

/**
 * Text in GitHub-flavoured Markdown. Only what would act is escaped, so that the raw file reads well:
 * names with hyphens, dots and inner underscores stay as they are.
 */
export function md(text: string, most = 1500): string {
  return visibleLine(text, most)
    .replace(/&(?=#\w+;|[a-z]\w*;)/gi, '&amp;')
    .replace(/[\\`*[\]~$]/g, '\\$&')
    .replace(/</g, '&lt;')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
    .replace(/(^|[^\w.])@(?=\w)/g, '$1&#64;')
    .replace(/(^|\s)#(?=\d)/g, '$1&#35;');
}

/** Guards the start of a line, where a mark would make a list, a heading or a quotation. */
export function mdStart(line: string): string {
  return line
    .replace(/^(\s*)([-+>#=|:])(?=\s|$|[-=#|>])/, '$1\\$2')
    .replace(/^(\s*\d+)([.)])(?=\s|$)/, '$1\\$2');
}

/** Text in a cell of a table: bars would end the cell. */
export function mdCell(rendered: string): string {
  return rendered.replace(/(?<!\\)((?:\\\\)*)\|/g, '$1\\|').replace(/\n+/g, ' ');
}

/** A code span, with a fence longer than any run of backticks inside. */
export function mdCode(text: string, most = 300): string {
  const line = visibleLine(text, most);
  if (line === '') return '';
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map((m) => m[0].length));
  const fence = '`'.repeat(longest + 1);
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
}
