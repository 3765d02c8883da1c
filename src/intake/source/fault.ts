/** Why bytes stop before their end. Caught where a source or an archive is read; becomes a problem of it. */
export class BrokenSource extends Error {
  override readonly name = 'BrokenSource';
  /** Where it broke, in the bytes of the container. */
  readonly offset: number | undefined;

  constructor(message: string, offset?: number) {
    super(message);
    this.offset = offset;
  }
}

/** A limit of the budget was hit: what comes after is not read, and the result is partial. */
export class LimitHit extends Error {
  override readonly name = 'LimitHit';
}

/** The words of anything thrown. */
export function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
