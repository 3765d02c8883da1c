/** Our own broken promise: a fault of the program, never of a capture. Exit status 70. */
export class InternalFault extends Error {
  override readonly name = 'InternalFault';
}

/** Asserts what the code itself guarantees; input is never checked this way. */
export function invariant(condition: boolean, promise: string): asserts condition {
  if (!condition) throw new InternalFault(promise);
}

/** Ends an exhaustive switch: a new union member is a type error here. */
export function unreachable(value: never): never {
  throw new InternalFault(`unhandled case ${JSON.stringify(value)}`);
}
