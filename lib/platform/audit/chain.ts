import "server-only";
import { createHash } from "node:crypto";
import { transact } from "@/lib/platform/database/client";
import { currentConnection, type Scope } from "@/lib/platform/database/scope";

/** One stored entry as the chain hashes it. */
export interface ChainEntry {
  seq: number;
  /** The twelve facts, each on a line, the text last. */
  facts: string;
  previousHash: Buffer;
  hash: Buffer;
}

const system: Scope = { units: "all", writable: [], actor: "system", secrets: false };
const batch = 4_000;

const read = `select seq, at, action, "actorKind", "actorId", "actorName", "tokenId", "requestId", "subjectType", "subjectId",
  "unitId", text, "previousHash", hash from audit_entries where seq > $1 order by seq limit ${batch}`;

type Row = [seq: string, at: Date, ...facts: (string | null)[], previousHash: Buffer, hash: Buffer];

/** Reads the whole chain in order, a batch at a time and each in a short transaction; entries only ever join at its end. */
export async function* readChain(): AsyncGenerator<ChainEntry[]> {
  let last = 0;
  for (;;) {
    const rows = await transact({ ...system }, async () => {
      const result = await currentConnection().query<Row>({
        name: "read_chain",
        text: read,
        values: [last],
        rowMode: "array",
      });
      return result.rows;
    });
    if (rows.length > 0) yield rows.map(entryOf);
    if (rows.length < batch) return;
    last = Number(rows.at(-1)?.[0]);
  }
}

function entryOf(row: Row): ChainEntry {
  const [seq, at] = row;
  const facts = [seq, at.toISOString(), ...row.slice(2, 12).map((fact) => fact ?? "-")].join("\n");
  return {
    seq: Number(seq),
    facts,
    previousHash: row[12] as unknown as Buffer,
    hash: row[13] as unknown as Buffer,
  };
}

/** Returns the hash that an entry must have: SHA-256 over the hash before it and its facts. */
export function chainHash(previous: Uint8Array, facts: string): Buffer {
  return createHash("sha256").update(previous).update(facts, "utf8").digest();
}
