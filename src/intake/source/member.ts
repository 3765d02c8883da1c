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
  /** True when it was refused because of the budget: then the result is partial. */
  readonly limit?: boolean;
  /**
   * Set for a container that could not be read to its end; what was read of it stands in members of its
   * own. The offset counts the container's bytes.
   */
  readonly broken?: { readonly message: string; readonly offset?: number; readonly limit: boolean };
  /** Name of what the user named it under, without directories: archive names carry capture times. */
  readonly root: string;
  /** True when the root is an archive: its single top folder is not part of the capture's paths. */
  readonly packed: boolean;
  /** All bytes, of a small file that is at hand; they are in `bytes` too. */
  readonly whole?: Buffer;
  /** The bytes, in order. To be consumed before the next member is asked for. */
  bytes(): AsyncIterable<Buffer>;
  /** Goes past what was not read of it, counting it as if it had been. */
  skip(): Promise<void>;
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

/**
 * Far above what collectors make (the largest must-gathers hold some 100 GB, logs shrink 10 to 100 times),
 * far below what exhausts a machine. gzip cannot pass 1032.
 */
export const DEFAULT_BUDGET: Budget = {
  totalBytes: 128 * 2 ** 30,
  depth: 4,
  ratio: 600,
  members: 2_000_000,
  valueBytes: 64 * 2 ** 20,
};
