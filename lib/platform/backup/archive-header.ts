import "server-only";

/** A tar archive is made of blocks of so many bytes. */
export const blockSize = 512;

const zeroes = Buffer.alloc(blockSize);

/** The largest file that a header can tell: eleven octal digits. */
const mostBytes = 8 ** 11 - 1;

/** What a header says of the file that follows it. */
export interface ArchiveEntry {
  name: string;
  size: number;
}

/** Returns the header of a file (POSIX ustar) with a fixed owner, mode and time, so that there is one for each name and size. */
export function headerOf({ name, size }: ArchiveEntry): Buffer {
  if (Buffer.byteLength(name) > 100 || size > mostBytes)
    throw new Error(`${name} is too long or too large for an archive.`);
  const header = Buffer.alloc(blockSize);
  header.write(name, 0);
  header.write("0000600\0" + "0000000\0" + "0000000\0", 100);
  header.write(`${size.toString(8).padStart(11, "0")}\0`, 124);
  header.write("00000000000\0", 136);
  header.write("        ", 148);
  header.write("0", 156);
  header.write("ustar\0" + "00", 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return header;
}

/** Returns what the header says, or null unless it is exactly one that `headerOf` makes. */
export function readHeader(block: Buffer): ArchiveEntry | null {
  const end = block.indexOf(0);
  if (end < 1 || end > 100) return null;
  const name = block.toString("utf8", 0, end);
  const size = Number.parseInt(block.toString("latin1", 124, 135), 8);
  if (!Number.isSafeInteger(size) || size < 0) return null;
  return headerOf({ name, size }).equals(block) ? { name, size } : null;
}

/** Returns the zeroes that fill the last block of a file of this size. */
export function paddingOf(size: number): Buffer {
  return zeroes.subarray(0, (blockSize - (size % blockSize)) % blockSize);
}

/** The last file of an archive: the SHA-256 of every byte before its header. */
export const endName = "end.sha256";

/** What follows the last file. */
export const trailer = Buffer.alloc(2 * blockSize);
