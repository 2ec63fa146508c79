import { crc32 } from "node:zlib";

/** Returns a ZIP archive of texts, each packed by a function under the number of its method, whether or not the two agree. */
export function zipOf(
  files: Record<string, string>,
  method: number,
  pack: (bytes: Buffer) => Buffer,
): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, text] of Object.entries(files)) {
    const plain = Buffer.from(text);
    const packed = pack(plain);
    const about = Buffer.alloc(22);
    about.writeUInt16LE(method, 0);
    about.writeUInt32LE(crc32(plain), 6);
    about.writeUInt32LE(packed.length, 10);
    about.writeUInt32LE(plain.length, 14);
    about.writeUInt16LE(name.length, 18);
    const local = Buffer.concat([
      Buffer.from([0x50, 0x4b, 3, 4, 20, 0, 0, 0]),
      about,
      Buffer.from(name),
      packed,
    ]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(at, 10);
    directory.push(
      Buffer.concat([Buffer.from([0x50, 0x4b, 1, 2, 20, 0, 20, 0, 0, 0]), about, rest, Buffer.from(name)]),
    );
    parts.push(local);
    at += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, central, end]);
}
