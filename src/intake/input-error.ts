/** A mistake of the caller: what was named does not exist or cannot be read at all. Exit status 3. */
export class InputError extends Error {
  override readonly name = 'InputError';
  readonly path: string;

  constructor(path: string, message: string) {
    super(message);
    this.path = path;
  }
}
