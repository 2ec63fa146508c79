import "server-only";

/** A file of a pack as the archive describes it. */
export interface PackedFile {
  path: string;
  size: number;
  /** CRC-32 of its bytes, as ZIP has it; the digest in the manifest is what is relied on. */
  crc: number;
  /** Where its header begins in the archive. */
  offset: number;
}

/** What a pack may hold at most; below what a plain ZIP archive can, so that every program opens it. */
export const packLimits = { files: 60_000, fileBytes: 2 ** 30, bytes: 4_000_000_000 } as const;

/** Bytes of a header without the path that follows it, and of the end of the archive. */
export const headerBytes = { local: 30, central: 46, end: 22 } as const;

/** Lower-case letters, digits, dots, dashes and at most four folders: a path that means the same on every machine. */
export const packPath = /^[a-z0-9][a-z0-9._-]{0,99}(\/[a-z0-9][a-z0-9._-]{0,99}){0,4}$/;

// ZIP (APPNOTE 6.3): version 2.0, no flags, stored, 1 January 1980, a plain file that everybody may read.
const version = 20;
const common = [u16(version), u16(0), u16(0), u16(0), u16(0x0021)].flat();
const madeOn = u16(0x0300 + version);
const attributes = u32(0o100644 * 0x10000);

/** Returns the header before a file's bytes: the one form that it can have in a pack. */
export function localHeader({ path, size, crc }: Omit<PackedFile, "offset">): Uint8Array<ArrayBuffer> {
  return bytes(
    u32(0x04034b50),
    common,
    u32(crc),
    u32(size),
    u32(size),
    u16(path.length),
    u16(0),
    ascii(path),
  );
}

/** Returns a file's line in the directory at the end of the archive. */
export function centralHeader({ path, size, crc, offset }: PackedFile): Uint8Array<ArrayBuffer> {
  return bytes(
    [...u32(0x02014b50), ...madeOn, ...common, ...u32(crc), ...u32(size), ...u32(size), ...u16(path.length)],
    [...u16(0), ...u16(0), ...u16(0), ...u16(0), ...attributes, ...u32(offset), ...ascii(path)],
  );
}

/** Returns the end of an archive with so many files, whose directory begins at `offset` and has `size` bytes. */
export function endOfArchive(files: number, offset: number, size: number): Uint8Array<ArrayBuffer> {
  return bytes(u32(0x06054b50), u16(0), u16(0), u16(files), u16(files), u32(size), u32(offset), u16(0));
}

/** Returns the CRC-32 (ISO 3309) of bytes that follow others with this one. */
export function crc32(data: Uint8Array, before = 0): number {
  let crc = ~before;
  for (const byte of data) crc = (crcTable[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return ~crc >>> 0;
}

const crcTable = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

function u16(value: number): number[] {
  return [value & 0xff, (value >>> 8) & 0xff];
}

function u32(value: number): number[] {
  return [...u16(value & 0xffff), ...u16(Math.floor(value / 0x10000))];
}

function ascii(text: string): number[] {
  return [...text].map((letter) => letter.charCodeAt(0));
}

function bytes(...parts: number[][]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(parts.flat());
}
