/** So many bytes of a file, from a place in it on. */
interface FilePart {
  from: number;
  size: number;
}

/** A file as it lies there: its name is its SHA-256, unless somebody else put it there. */
interface StoredEntry {
  name: string;
  size: number;
  putAt: Date;
}

/** Where files are kept, found by their SHA-256; the same content is stored once. */
export interface FileStore {
  /** Moves a complete local file in; when its content is there already, it only counts as put anew. */
  put(sha256: string, path: string, size: number): Promise<void>;
  /** Returns the bytes, or a part of them; throws when they are not there. */
  get(sha256: string, part?: FilePart): Promise<ReadableStream<Uint8Array>>;
  /** Removes the bytes unless somebody put them again since then; does nothing when they are not there. */
  remove(sha256: string, before: Date): Promise<void>;
  has(sha256: string): Promise<boolean>;
  /** Yields what lies there, in the order of the names. */
  list(): AsyncIterable<StoredEntry>;
  /** Throws, saying what to do, unless files can be written and read. */
  check(): Promise<void>;
}
