import "server-only";
import {
  centralHeader,
  crc32,
  endOfArchive,
  headerBytes,
  localHeader,
  type PackedFile,
  packLimits,
  packPath,
} from "@/lib/domain/audit-packs/format/layout";

/** Five folders and names of 100 characters, as the paths of a pack may have. */
const longestPath = 504;

/** What is wrong with a pack, and with which of its files; null where it is the archive as a whole. */
export interface PackProblem {
  file: string | null;
  what: string;
}

/** The files of a pack in the order of the archive, and what is wrong with the archive. */
export interface ReadArchive {
  files: PackedFile[];
  problems: PackProblem[];
}

/**
 * Reads the directory of a pack. This is no reader of ZIP archives: a pack has one possible form, and each header has to
 * be exactly the one that would be written today, so that nothing can stand before, between or after the files, and no two
 * programs can see different files in it.
 */
export async function readArchive(pack: Blob): Promise<ReadArchive> {
  const problem = (what: string): ReadArchive => ({ files: [], problems: [{ file: null, what }] });
  if (pack.size < headerBytes.end) return problem("It is too short to be a pack.");
  if (pack.size > packLimits.bytes) return problem("It is larger than a pack can be.");
  const end = await part(pack, pack.size - headerBytes.end, headerBytes.end);
  const [count, size, offset] = [number(end, 10, 2), number(end, 12, 4), number(end, 16, 4)];
  if (!same(end, endOfArchive(count, offset, size)) || offset + size + headerBytes.end !== pack.size)
    return problem("Its end is not that of a pack: it was cut, or something was added to it.");
  if (count > packLimits.files) return problem("It has more files than a pack can have.");
  if (size > count * (headerBytes.central + longestPath))
    return problem("Its directory holds more than its files.");
  const files = directory(await part(pack, offset, size), count);
  if (typeof files === "string") return problem(files);
  const problems = arrangement(files, offset);
  if (problems.length > 0) return { files, problems };
  for (const file of files) {
    const header = localHeader(file);
    if (!same(await part(pack, file.offset, header.length), header))
      problems.push({ file: file.path, what: "Its header in the archive was changed." });
  }
  return { files, problems };
}

/** Returns the bytes of one file; adds what is wrong with them. */
export async function readFile(
  pack: Blob,
  file: PackedFile,
  problems: PackProblem[],
): Promise<Uint8Array<ArrayBuffer>> {
  const data = await part(pack, file.offset + headerBytes.local + file.path.length, file.size);
  if (crc32(data) !== file.crc)
    problems.push({ file: file.path, what: "Its content does not fit its checksum in the archive." });
  return data;
}

function directory(data: Uint8Array, count: number): PackedFile[] | string {
  const files: PackedFile[] = [];
  let at = 0;
  while (files.length < count) {
    const length = number(data, at + 28, 2);
    const path = String.fromCharCode(
      ...data.subarray(at + headerBytes.central, at + headerBytes.central + length),
    );
    const file = {
      path,
      crc: number(data, at + 16, 4),
      size: number(data, at + 24, 4),
      offset: number(data, at + 42, 4),
    };
    if (!packPath.test(path))
      return `Entry ${files.length + 1} of its directory has a name that no file of a pack has: ${JSON.stringify(path.slice(0, 100))}.`;
    const header = centralHeader(file);
    if (!same(data.subarray(at, at + header.length), header))
      return `The entry of ${path} in its directory was changed.`;
    files.push(file);
    at += header.length;
  }
  return at === data.length ? files : "Its directory holds more than its files.";
}

function arrangement(files: readonly PackedFile[], end: number): PackProblem[] {
  const problems: PackProblem[] = [];
  let expected = 0;
  let before = "";
  for (const { path, size, offset } of files) {
    if (path === before) problems.push({ file: path, what: "It is in the archive twice." });
    else if (path < before)
      problems.push({ file: path, what: "It is not in its place: files stand in the order of their names." });
    if (size > packLimits.fileBytes)
      problems.push({ file: path, what: "It is larger than a file of a pack can be." });
    if (offset !== expected)
      problems.push({
        file: path,
        what: "Something that belongs to no file stands before it, or it lies over another.",
      });
    expected = offset + headerBytes.local + path.length + size;
    before = path;
  }
  if (problems.length === 0 && expected !== end)
    problems.push({ file: null, what: "Something that belongs to no file stands after the files." });
  return problems;
}

async function part(pack: Blob, from: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await pack.slice(from, from + length).arrayBuffer());
}

function number(data: Uint8Array, at: number, width: 2 | 4): number {
  let value = 0;
  for (let byte = width - 1; byte >= 0; byte -= 1) value = value * 256 + (data[at + byte] ?? 0);
  return value;
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
