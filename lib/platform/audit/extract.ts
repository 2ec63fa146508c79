import "server-only";
import { type ChainEntry, chainHash, readChain } from "@/lib/platform/audit/chain";
import { MerkleProofs } from "@/lib/platform/audit/merkle";

/** An entry of the chain with the hashes that lead from it to the root of the tree. */
interface ProvenEntry extends ChainEntry {
  proof: Buffer[];
}

/** A beginning of the chain, whole and checked, of which single entries can be shown with their proof. */
export interface Extract {
  root: Buffer;
  head: Buffer;
  /** Yields the entries with these places in the chain, which are in order. */
  entries(wanted: readonly number[]): AsyncGenerator<ProvenEntry>;
}

/** Opens the first `size` entries of the chain; throws when it is not whole up to there. */
export async function openExtract(size: number): Promise<Extract> {
  const hashes: Buffer[] = [];
  let head: Buffer = Buffer.alloc(0);
  for await (const { seq, facts, previousHash, hash } of beginning(size)) {
    const follows =
      seq === hashes.length + 1 && previousHash.equals(head) && chainHash(head, facts).equals(hash);
    if (!follows) throw new Error(`The audit chain is broken at entry ${seq}.`);
    hashes.push(hash);
    head = hash;
  }
  if (hashes.length !== size)
    throw new Error(`The audit chain has ${hashes.length} entries where ${size} are needed.`);
  const tree = new MerkleProofs(hashes);
  return {
    root: tree.root(),
    head,
    async *entries(wanted) {
      let next = 0;
      for await (const entry of beginning(size)) {
        if (entry.seq !== wanted[next]) continue;
        next += 1;
        yield { ...entry, proof: tree.proof(entry.seq - 1) };
      }
    },
  };
}

async function* beginning(size: number): AsyncGenerator<ChainEntry> {
  for await (const batch of readChain()) {
    for (const entry of batch) {
      if (entry.seq > size) return;
      yield entry;
    }
  }
}
