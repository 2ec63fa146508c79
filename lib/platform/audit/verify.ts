import "server-only";
import { type ChainEntry, chainHash, readChain } from "@/lib/platform/audit/chain";
import { type Checkpoint, readCheckpoint } from "@/lib/platform/audit/checkpoint";
import { keptElsewhere, notesElsewhere } from "@/lib/platform/audit/kept-elsewhere";
import { MerkleTree } from "@/lib/platform/audit/merkle";
import { transact } from "@/lib/platform/database/client";

/** What is wrong, and at which entry it shows first. */
interface ChainProblem {
  seq: number;
  what: string;
}

/** What the recomputation of the whole chain found. */
export interface Verification {
  entries: number;
  checkpoints: number;
  /**
   * How many entries the newest checkpoint covers that is kept outside of the database, null when that place cannot be read;
   * null when none are copied.
   */
  elsewhere: { place: string; newest: number | null } | null;
  /** The first thing that is wrong, or null. */
  problem: ChainProblem | null;
  root: Buffer;
  head: Buffer;
}

/**
 * Recomputes the hash of every entry of the audit chain and the tree at every signed checkpoint, of those copied elsewhere
 * the newest 200. What it cannot see is a chain rewritten by somebody who also holds the signing key, beyond what a checkpoint
 * that is kept elsewhere covers.
 */
export async function verifyAudit(): Promise<Verification> {
  const kept = keptElsewhere();
  // A place that does not answer is said to be so; what the database itself holds is checked all the same.
  const read = kept ? await notesElsewhere(kept).catch(() => null) : [];
  const elsewhere = read ?? [];
  const covered = kept ? { place: kept.place, newest: read ? (read.at(-1)?.size ?? 0) : null } : null;
  const notes = [
    ...(await storedNotes()),
    ...elsewhere.map(({ size, note }) => ({ size, checkpoint: readCheckpoint(note), place: kept?.place })),
  ];
  const walk = new Walk(notes.toSorted((a, b) => a.size - b.size));
  for await (const entries of readChain()) {
    for (const entry of entries) if (!walk.step(entry)) return walk.finding(covered);
  }
  walk.end();
  return walk.finding(covered);
}

interface StoredNote {
  size: number;
  checkpoint: Checkpoint | null;
  /** Where it is kept outside of the database. */
  place?: string | undefined;
}

async function storedNotes(): Promise<StoredNote[]> {
  const scope = { units: "all", writable: [], actor: "system", secrets: false } as const;
  const rows = await transact({ ...scope }, (tx) =>
    tx.auditCheckpoint.findMany({
      orderBy: [{ size: "asc" }, { id: "asc" }],
      select: { size: true, note: true },
    }),
  );
  return rows.map(({ size, note }) => ({ size: Number(size), checkpoint: readCheckpoint(note) }));
}

function keptIn({ place }: StoredNote): string {
  return place === undefined ? "" : ` kept in ${place}`;
}

class Walk {
  readonly #tree = new MerkleTree();
  readonly #notes: StoredNote[];
  readonly #all: number;
  #head: Buffer = Buffer.alloc(0);
  #count = 0;
  #problem: ChainProblem | null = null;

  constructor(notes: StoredNote[]) {
    this.#notes = [...notes];
    this.#all = notes.length;
  }

  /** Takes the next entry; returns whether all is well so far. */
  step(entry: ChainEntry): boolean {
    const expected = this.#count + 1;
    if (entry.seq !== expected)
      return this.#fail(expected, `Entry ${expected} is missing: the next one is ${entry.seq}.`);
    if (!entry.previousHash.equals(this.#head))
      return this.#fail(entry.seq, `Entry ${entry.seq} does not follow the entry before it.`);
    if (!chainHash(this.#head, entry.facts).equals(entry.hash))
      return this.#fail(entry.seq, `Entry ${entry.seq} was changed after it was written.`);
    this.#tree.add(entry.hash);
    this.#head = entry.hash;
    this.#count = expected;
    return this.#checkNotes();
  }

  /** Takes note that there is no further entry. */
  end(): void {
    const beyond = this.#notes[0];
    if (beyond)
      this.#fail(
        this.#count + 1,
        `A checkpoint${keptIn(beyond)} was signed over ${beyond.size} entries, but there are ${this.#count}: entries at the end are gone.`,
      );
  }

  finding(elsewhere: Verification["elsewhere"]): Verification {
    return {
      elsewhere,
      entries: this.#count,
      checkpoints: this.#all - this.#notes.length,
      problem: this.#problem,
      root: this.#tree.root(),
      head: this.#head,
    };
  }

  #checkNotes(): boolean {
    for (let note = this.#notes[0]; note !== undefined && note.size <= this.#count; note = this.#notes[0]) {
      if (!this.#fits(note))
        return this.#fail(
          this.#count,
          `The checkpoint${keptIn(note)} over ${note.size} entries was not signed by this installation for these entries.`,
        );
      this.#notes.shift();
    }
    return true;
  }

  #fits({ size, checkpoint }: StoredNote): boolean {
    if (checkpoint?.size !== size || size !== this.#count) return false;
    return checkpoint.root.equals(this.#tree.root()) && checkpoint.head.equals(this.#head);
  }

  #fail(seq: number, what: string): boolean {
    this.#problem = { seq, what };
    return false;
  }
}
