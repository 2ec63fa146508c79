/** Where files are kept, found by their SHA-256; the same content is stored once. */
export interface FileStore {
  /** Moves a complete local file in; does nothing when its content is there already. */
  put(sha256: string, path: string, size: number): Promise<void>;
  /** Returns the bytes; throws when they are not there. */
  get(sha256: string): Promise<ReadableStream<Uint8Array>>;
  has(sha256: string): Promise<boolean>;
  /** Throws, saying what to do, unless files can be written and read. */
  check(): Promise<void>;
}
