import { randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { describe, expect, test } from "vitest";
import { plainSizeOf, sealing, Unsealable, unsealed } from "@/lib/platform/crypto/sealed-file";

const key = randomBytes(32);
const part = 64 * 1024;

const sealed = (plain: Buffer, by = key) => buffer(Readable.from(blocks(plain)).compose(sealing(by)));
const opened = async (bytes: Buffer, start = 0, end = Number.MAX_SAFE_INTEGER, by = [key]) => {
  const read = (from: number, size: number) => Readable.from(blocks(bytes.subarray(from, from + size)));
  const found: Buffer[] = [];
  for await (const one of unsealed({ size: bytes.length, read }, by, start, end)) found.push(one);
  return Buffer.concat(found);
};
// As a socket or a disk gives them: in pieces that fit nothing.
function* blocks(bytes: Buffer) {
  for (let at = 0; at < bytes.length; at += 10_007) yield bytes.subarray(at, at + 10_007);
}

describe("a sealed file", () => {
  test.each([0, 1, part - 1, part, part + 1, 2 * part, 5 * part + 17])(
    "of %i bytes is opened as it was, and says how many they are",
    async (size) => {
      const plain = randomBytes(size);
      const bytes = await sealed(plain);
      expect(plainSizeOf(bytes.length)).toBe(size);
      expect((await opened(bytes)).equals(plain)).toBe(true);
    },
  );

  test("is read from any place, opening only the parts that hold it", async () => {
    const plain = randomBytes(3 * part + 5);
    const bytes = await sealed(plain);
    for (const [start, end] of [
      [0, 1],
      [part - 1, part + 1],
      [2 * part, 3 * part],
      [3 * part, 3 * part + 5],
      [10, 3 * part + 5],
      [7, 7],
    ] as const)
      expect((await opened(bytes, start, end)).equals(plain.subarray(start, end))).toBe(true);
    // What is wrong elsewhere is not looked at.
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    expect((await opened(bytes, 0, part)).equals(plain.subarray(0, part))).toBe(true);
  });

  test("shows nothing of what is in it, and the same twice is not the same", async () => {
    const plain = Buffer.from("canary ".repeat(20_000));
    const [one, other] = [await sealed(plain), await sealed(plain)];
    expect(one.includes("canary")).toBe(false);
    expect(one.equals(other)).toBe(false);
  });

  test("is refused once a bit was changed, a part swapped, moved or cut off, and with another key", async () => {
    const plain = randomBytes(3 * part);
    const whole = await sealed(plain);
    const from = whole.length - 3 * (part + 16);
    const parts = [0, 1, 2].map((i) =>
      whole.subarray(from + i * (part + 16), from + (i + 1) * (part + 16)),
    ) as [Buffer, Buffer, Buffer];
    const head = whole.subarray(0, from);
    const flipped = Buffer.from(whole);
    flipped[from + 100] = (flipped[from + 100] ?? 0) ^ 4;
    const salted = Buffer.from(whole);
    salted[from - 1] = (salted[from - 1] ?? 0) ^ 1;
    for (const broken of [
      flipped,
      salted,
      Buffer.concat([head, parts[1], parts[0], parts[2]]),
      Buffer.concat([head, parts[0], parts[1]]),
      whole.subarray(0, whole.length - 10),
      whole.subarray(0, 20),
      Buffer.alloc(0),
    ])
      await expect(opened(broken)).rejects.toThrow(Unsealable);
    const newer = randomBytes(32);
    await expect(opened(whole, 0, 10, [newer])).rejects.toThrow("another key");
    // A key that took its place does not lock what was sealed before.
    expect((await opened(whole, 0, 10, [newer, key])).length).toBe(10);
    expect((await opened(whole)).equals(plain)).toBe(true);
  });
});
