/**
 * A file of the capture, wherever it lay: in a folder, in an archive, in an archive inside an archive.
 * `path` is relative to what the user named, with "!" between an archive and its member.
 */
export interface Member {
  readonly path: string;
  /** Bytes as the container states them; undefined for streams. */
  readonly size?: number;
  /** Modification time as the container states it, in microseconds. */
  readonly modifiedAt?: number;
  /** Set for what is listed but not opened: a link, a device, an absolute path, a limit. */
  readonly refused?: string;
  /** The bytes, in order. To be consumed before the next member is asked for. */
  bytes(): AsyncIterable<Buffer>;
}

/** Limits that keep hostile and huge inputs inside fixed memory. Hitting one makes the result partial. */
export interface Budget {
  /** Bytes after decompression, whole capture. */
  readonly totalBytes: number;
  /** Archives inside archives. */
  readonly depth: number;
  /** Uncompressed over compressed size of one stream, checked past the first 64 MiB. */
  readonly ratio: number;
  readonly members: number;
  /** Bytes of one JSON value, YAML document or line; longer ones are cut or skipped with a problem. */
  readonly valueBytes: number;
}
