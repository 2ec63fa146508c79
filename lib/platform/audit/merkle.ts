import "server-only";
import { createHash } from "node:crypto";

interface Peak {
  leaves: number;
  hash: Buffer;
}

/** A Merkle tree as in RFC 6962, grown leaf by leaf; it keeps only the tops of its complete parts. */
export class MerkleTree {
  #peaks: Peak[] = [];

  /** Adds the next leaf. */
  add(data: Uint8Array): void {
    let peak: Peak = { leaves: 1, hash: sha256(leafMark, data) };
    for (let last = this.#peaks.at(-1); last?.leaves === peak.leaves; last = this.#peaks.at(-1)) {
      this.#peaks.pop();
      peak = { leaves: last.leaves * 2, hash: sha256(nodeMark, last.hash, peak.hash) };
    }
    this.#peaks.push(peak);
  }

  /** Returns the hash of the whole tree as it is now. */
  root(): Buffer {
    const last = this.#peaks.at(-1);
    if (!last) return sha256();
    return this.#peaks
      .slice(0, -1)
      .reduceRight((right, left) => sha256(nodeMark, left.hash, right), last.hash);
  }
}

const leafMark = Buffer.from([0]);
const nodeMark = Buffer.from([1]);

function sha256(...parts: Uint8Array[]): Buffer {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
}
