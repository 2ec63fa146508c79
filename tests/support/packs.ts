import { createHash, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { readFileSync } from "node:fs";
import { buffer } from "node:stream/consumers";
import { crc32 } from "node:zlib";
import { fromBufferPromise } from "yauzl";
import { PackFolder } from "@/lib/domain/audit-packs/build/pack-folder";
import {
  envelopePath,
  envelopeText,
  manifestPath,
  signedBytes,
  statementText,
} from "@/lib/domain/audit-packs/format/envelope";
import { centralHeader, endOfArchive, localHeader } from "@/lib/domain/audit-packs/format/layout";

/** A key pair as the makers of a pack have one, with its id. */
export interface PackKey {
  privateKey: KeyObject;
  pem: string;
  id: string;
}

export function newPackKey(): PackKey {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const der = publicKey.export({ type: "spki", format: "der" });
  return {
    privateKey,
    pem: publicKey.export({ type: "spki", format: "pem" }).toString(),
    id: createHash("sha256").update(der).digest("hex"),
  };
}

export const signedWith =
  ({ privateKey, id }: PackKey) =>
  (bytes: Uint8Array) => ({ keyId: id, signature: sign(null, bytes, privateKey).toString("base64") });

/** Returns a small pack signed with that key. */
export async function smallPack(key: PackKey): Promise<Buffer> {
  const folder = await PackFolder.open();
  try {
    await folder.add("report.pdf", "%PDF-1.7 the report");
    await folder.add("registers/risks.csv", "Title\nA risk\n");
    await folder.add("evidence/e-0001-v1-minutes.txt", Buffer.from("Minutes of the meeting."));
    await folder.add("evidence/e-0002-v1-empty.txt", "");
    await folder.add("audit/entries.jsonl", '{"seq":1}\n');
    const { place } = await folder.write({ organisation: "Sample", asOf: "2026-11-26" }, signedWith(key));
    return readFileSync(place);
  } finally {
    await folder.remove();
  }
}

/** A file of an archive, as whoever alters a pack has it before them. */
export interface Loose {
  path: string;
  data: Buffer;
}

/** Returns the files of a pack, read by a ZIP reader that knows nothing of packs. */
export async function filesOf(pack: Buffer): Promise<Loose[]> {
  const zip = await fromBufferPromise(pack, { lazyEntries: true, strictFileNames: true });
  const files: Loose[] = [];
  for await (const entry of zip.eachEntry())
    files.push({ path: entry.fileName, data: await buffer(await zip.openReadStreamPromise(entry)) });
  return files;
}

/** Returns an archive of just these files, in this order, in the form that packs have. */
export function archiveOf(files: readonly Loose[]): Buffer {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const { path, data } of files) {
    const file = { path, size: data.length, crc: crc32(data), offset };
    parts.push(localHeader(file), data);
    directory.push(centralHeader(file));
    offset += 30 + path.length + data.length;
  }
  const size = directory.reduce((sum, header) => sum + header.length, 0);
  return Buffer.concat([...parts, ...directory, endOfArchive(files.length, offset, size)]);
}

/** Returns the files with a manifest that fits them, and, where a key is given, its signature under any key id. */
export function resealed(files: readonly Loose[], key?: PackKey, keyId = key?.id ?? ""): Loose[] {
  const others = files.filter(({ path }) => path !== manifestPath && path !== envelopePath);
  const old = files.find(({ path }) => path === manifestPath)?.data ?? Buffer.from("{}");
  const listed = others.map(({ path, data }) => ({ path, size: data.length, sha256: sha256(data) }));
  const manifest = Buffer.from(
    `${JSON.stringify({ ...JSON.parse(old.toString()), files: listed }, null, 1)}\n`,
  );
  const envelope = files.filter(({ path }) => path === envelopePath);
  const payload = Buffer.from(statementText(sha256(manifest), {}));
  const signature = key && sign(null, signedBytes(payload), key.privateKey).toString("base64");
  const sealed = signature
    ? [{ path: envelopePath, data: Buffer.from(envelopeText(payload.toString("base64"), keyId, signature)) }]
    : envelope;
  return sorted([...others, { path: manifestPath, data: manifest }, ...sealed]);
}

export function sorted(files: readonly Loose[]): Loose[] {
  return [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function sha256(data: Uint8Array): string {
  return createHash("sha256").update(data).digest("hex");
}
