import "server-only";
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from "node:crypto";
import { Transform, type TransformCallback } from "node:stream";
import { Conflict } from "@/lib/platform/errors/public-error";

// A sealed file is a head, then parts of 64 KiB, each encrypted and authenticated by itself (AES-256-GCM, NIST SP 800-38D), so
// that it can be written as a stream and read from any place. The head names the key and salts it (HKDF-SHA-256, RFC 5869);
// the nonce of a part is its number, with a mark on the last one, so that none can be moved, swapped or cut off unnoticed.

const mark = Buffer.from("PLMBSF01", "latin1");
const [idLength, saltLength, tagLength] = [8, 16, 16];
const headLength = mark.length + idLength + saltLength;
const partLength = 64 * 1024;

/** Bytes of a sealed file that can be asked for. */
interface SealedBytes {
  /** Of the whole, sealed. */
  size: number;
  read(from: number, size: number): AsyncIterable<Uint8Array> | Promise<AsyncIterable<Uint8Array>>;
}

/** Thrown where sealed bytes are not those that were sealed, or the key is another one. */
export class Unsealable extends Conflict {}

/** Returns a stream that seals what is written to it with a key of 32 bytes. */
export function sealing(key: Buffer): Transform {
  const salt = randomBytes(saltLength);
  const head = Buffer.concat([mark, idOf(key), salt]);
  const own = ownKey(key, salt);
  let waiting: Buffer[] = [];
  let length = 0;
  let number = 0;
  const seal = (plain: Buffer, last: boolean): Buffer => {
    const cipher = createCipheriv("aes-256-gcm", own, nonceOf(number, last));
    cipher.setAAD(head);
    number += 1;
    return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  };
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done: TransformCallback) {
      waiting.push(chunk);
      length += chunk.length;
      // One part stays behind, since only the end tells which is the last.
      if (length > partLength) {
        const all = Buffer.concat(waiting);
        let from = 0;
        for (; all.length - from > partLength; from += partLength)
          this.push(seal(all.subarray(from, from + partLength), false));
        waiting = [all.subarray(from)];
        length = all.length - from;
      }
      done();
    },
    flush(done: TransformCallback) {
      this.push(seal(Buffer.concat(waiting), true));
      done();
    },
  });
  stream.push(head);
  return stream;
}

/** Returns how many bytes a sealed file of this size holds once it is opened. Throws Unsealable for a size that none has. */
export function plainSizeOf(size: number): number {
  const body = size - headLength;
  const parts = Math.max(1, Math.ceil(body / (partLength + tagLength)));
  const plain = body - parts * tagLength;
  if (plain < 0) throw new Unsealable("The sealed file is cut short. Send it again.");
  return plain;
}

/**
 * Yields the bytes of a sealed file from `start` to before `end`, as they were before it was sealed. Throws Unsealable at the first part
 * that is not as it was sealed, and where none of these keys sealed it.
 */
export async function* unsealed(
  sealed: SealedBytes,
  keys: readonly Buffer[],
  start: number,
  end: number,
): AsyncGenerator<Buffer> {
  const head = await gathered(await sealed.read(0, headLength));
  if (head.length < headLength || !head.subarray(0, mark.length).equals(mark))
    throw new Unsealable("This is no sealed file. Send it again.");
  const id = head.subarray(mark.length, mark.length + idLength);
  const key = keys.find((one) => idOf(one).equals(id));
  if (!key)
    throw new Unsealable(
      "The file was sealed with another key. Send it again, or put the secret that was in use then into PLUMBLINE_PREVIOUS_SECRETS.",
    );
  const own = ownKey(key, head.subarray(mark.length + idLength));
  const plain = plainSizeOf(sealed.size);
  const until = Math.min(end, plain);
  const last = Math.max(0, Math.ceil(plain / partLength) - 1);
  const first = Math.floor(start / partLength);
  if (until <= start) return;
  const to = Math.floor((until - 1) / partLength);
  const from = headLength + first * (partLength + tagLength);
  const size = Math.min(sealed.size, headLength + (to + 1) * (partLength + tagLength)) - from;
  let number = first;
  for await (const part of parts(await sealed.read(from, size))) {
    const opened = open(part, own, head, nonceOf(number, number === last));
    const at = number * partLength;
    yield opened.subarray(Math.max(0, start - at), Math.min(opened.length, until - at));
    number += 1;
  }
  if (number !== to + 1) throw new Unsealable("The sealed file is cut short. Send it again.");
}

function open(part: Buffer, own: Buffer, head: Buffer, nonce: Buffer): Buffer {
  if (part.length < tagLength) throw new Unsealable("The sealed file is cut short. Send it again.");
  const decipher = createDecipheriv("aes-256-gcm", own, nonce, { authTagLength: tagLength });
  decipher.setAAD(head);
  decipher.setAuthTag(part.subarray(part.length - tagLength));
  try {
    return Buffer.concat([decipher.update(part.subarray(0, part.length - tagLength)), decipher.final()]);
  } catch {
    throw new Unsealable("The sealed file is not as it was written. Send it again.");
  }
}

async function* parts(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  const whole = partLength + tagLength;
  let waiting: Buffer[] = [];
  let length = 0;
  for await (const block of bytes) {
    waiting.push(Buffer.from(block.buffer, block.byteOffset, block.byteLength));
    length += block.byteLength;
    if (length < whole) continue;
    const all = Buffer.concat(waiting);
    let from = 0;
    for (; all.length - from >= whole; from += whole) yield all.subarray(from, from + whole);
    waiting = [all.subarray(from)];
    length = all.length - from;
  }
  if (length > 0) yield Buffer.concat(waiting);
}

async function gathered(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const blocks: Uint8Array[] = [];
  for await (const block of bytes) blocks.push(block);
  return Buffer.concat(blocks);
}

function idOf(key: Buffer): Buffer {
  return createHash("sha256").update("id of a key\n").update(key).digest().subarray(0, idLength);
}

function ownKey(key: Buffer, salt: Buffer): Buffer {
  return Buffer.from(hkdfSync("sha256", key, salt, "sealed file", 32));
}

function nonceOf(number: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce[0] = last ? 1 : 0;
  nonce.writeUInt32BE(number, 8);
  return nonce;
}
