/**
 * Who owns which field (metadata.managedFields[].fieldsV1) is half of an object as the API gives it, and
 * what components of the system own tells nothing of an incident. In indented JSON, as kubectl prints it,
 * those sets are cut out by their bytes, before anything is parsed.
 */
const MANAGED = Buffer.from('"managedFields": [\n');
const FIELDS = Buffer.from('"fieldsV1": {\n');
const SPACE = 32;
const LF = 10;
const CLOSE_ARRAY = 93;
const CLOSE = 125;

/** Column at which a line's text begins; -1 when something else stands before `at` on it. */
function indentAt(bytes: Buffer, at: number): number {
  let i = at - 1;
  while (i >= 0 && bytes[i] === SPACE) i -= 1;
  return i >= 0 && bytes[i] === LF ? at - 1 - i : -1;
}

/** Where the line "<indent><bracket>" begins that closes what opened above; -1 where there is none. */
function closing(bytes: Buffer, from: number, indent: number, bracket: number, to = bytes.length): number {
  for (let end = bytes.indexOf(LF, from); end >= 0 && end < to; end = bytes.indexOf(LF, end + 1)) {
    const at = end + 1 + indent;
    if (bytes[at] === bracket && indentAt(bytes, at) === indent) return end;
  }
  return -1;
}

/** The object with every set of owned fields emptied; undefined when there is none or the layout is another. */
export function withoutFieldSets(bytes: Buffer): Buffer | undefined {
  const list = bytes.indexOf(MANAGED);
  const indent = list < 0 ? -1 : indentAt(bytes, list);
  if (indent < 0) return undefined;
  const kept: Buffer[] = [];
  let done = 0;
  for (let at = bytes.indexOf(FIELDS, list); at >= 0; at = bytes.indexOf(FIELDS, done)) {
    const own = indentAt(bytes, at);
    // A set of another list: objects inside objects.
    if (own <= indent || closing(bytes, Math.max(done, list), indent, CLOSE_ARRAY, at) >= 0) return undefined;
    const close = closing(bytes, at, own, CLOSE);
    if (close < 0) return undefined;
    kept.push(bytes.subarray(done, at + FIELDS.length));
    done = close;
  }
  if (done === 0) return undefined;
  kept.push(bytes.subarray(done));
  return Buffer.concat(kept);
}
