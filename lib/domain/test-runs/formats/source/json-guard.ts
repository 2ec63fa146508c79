import "server-only";
import { limits, tooDeep } from "@/lib/domain/test-runs/formats/source/limits";

const [quote, backslash, minus] = [0x22, 0x5c, 0x2d];
const [openBrace, closeBrace, openBracket, closeBracket] = [0x7b, 0x7d, 0x5b, 0x5d];
const [bigN, bigI] = [0x4e, 0x49];

/** Python writes these where JSON knows none. */
const unknownNumber = /^(NaN|-?Infinity)$/;
const longestWord = 12;

/**
 * Looks at the bytes of a JSON text on their way to a parser: refuses what nests too deep before anything is built of it, and
 * turns NaN and Infinity, which Python writes, into null.
 */
export class JsonGuard {
  #inString = false;
  #escaped = false;
  #depth = 0;
  /** The beginning of what may become NaN or Infinity in the next block. */
  #word = "";

  /** Returns the next block as JSON; throws Invalid where it nests too deep. */
  take(block: Buffer): Buffer {
    const parts: Buffer[] = [];
    let from = 0;
    let at = 0;
    while (at < block.length) {
      if (this.#inString) {
        at = this.#stringEnd(block, at);
        continue;
      }
      const byte = block[at] ?? 0;
      if (this.#word !== "" || byte === bigN || byte === bigI || byte === minus) {
        if (this.#word === "" && at > from) parts.push(block.subarray(from, at));
        at = this.#wordEnd(block, at);
        if (at < block.length) parts.push(this.finish());
        from = at;
        continue;
      }
      if (byte === quote) this.#inString = true;
      else if (byte === openBrace || byte === openBracket) this.#open();
      else if (byte === closeBrace || byte === closeBracket) this.#depth -= 1;
      at += 1;
    }
    if (parts.length === 0 && from === 0) return block;
    if (from < block.length) parts.push(block.subarray(from));
    return Buffer.concat(parts);
  }

  /** Returns what was held back in case it became a word; to be called at the end of the text. */
  finish(): Buffer {
    const word = this.#word;
    this.#word = "";
    return Buffer.from(unknownNumber.test(word) ? "null" : word);
  }

  #open(): void {
    this.#depth += 1;
    if (this.#depth > limits.depth) throw tooDeep();
  }

  #wordEnd(block: Buffer, start: number): number {
    let at = start;
    while (at < block.length && this.#word.length < longestWord) {
      const byte = block[at] ?? 0;
      const letter = (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a;
      if (!letter && !(byte === minus && this.#word === "")) return at;
      this.#word += String.fromCharCode(byte);
      at += 1;
    }
    return at;
  }

  #stringEnd(block: Buffer, start: number): number {
    let at = start;
    if (this.#escaped) {
      this.#escaped = false;
      at += 1;
    }
    for (;;) {
      const found = block.indexOf(quote, at);
      const end = found < 0 ? block.length : found;
      let before = end - 1;
      while (before >= at && block[before] === backslash) before -= 1;
      const escaped = (end - 1 - before) % 2 === 1;
      if (found < 0) {
        this.#escaped = escaped;
        return block.length;
      }
      at = found + 1;
      if (escaped) continue;
      this.#inString = false;
      return at;
    }
  }
}
