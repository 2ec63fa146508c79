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

/** The same tree with every level of it, for proofs of inclusion (RFC 9162, 2.1.3). */
export class MerkleProofs {
  readonly #levels: Buffer[][];

  constructor(leaves: readonly Uint8Array[]) {
    let level = leaves.map((leaf) => sha256(leafMark, leaf));
    this.#levels = [level];
    while (level.length > 1) {
      const above: Buffer[] = [];
      for (let at = 0; at < level.length; at += 2) {
        const [left, right] = [level[at] as Buffer, level[at + 1]];
        above.push(right ? sha256(nodeMark, left, right) : left);
      }
      level = above;
      this.#levels.push(level);
    }
  }

  root(): Buffer {
    return this.#levels.at(-1)?.[0] ?? sha256();
  }

  /** Returns the hashes that lead from a leaf to the root, from the bottom up. */
  proof(index: number): Buffer[] {
    let at = index;
    const path: Buffer[] = [];
    for (const level of this.#levels.slice(0, -1)) {
      const beside = level[at % 2 === 0 ? at + 1 : at - 1];
      if (beside) path.push(beside);
      at = Math.floor(at / 2);
    }
    return path;
  }
}

const leafMark = Buffer.from([0]);
const nodeMark = Buffer.from([1]);

function sha256(...parts: Uint8Array[]): Buffer {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
}
