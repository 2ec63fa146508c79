import "server-only";
import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import type { PackFolder } from "@/lib/domain/audit-packs/build/pack-folder";
import type { Gathered } from "@/lib/domain/audit-packs/contents/gather";
import { decidedOn, entriesAbout } from "@/lib/domain/audit-packs/queries/behind";
import type { Actor } from "@/lib/platform/access/actor";
import { auditKey, signCheckpoint } from "@/lib/platform/audit/checkpoint";
import { openExtract } from "@/lib/platform/audit/extract";
import { addDays } from "@/lib/platform/time/day";
import { endOfDay } from "@/lib/platform/time/end-of-day";

/** Decisions that are in memory at a time: what one is on can be long. */
const atOnce = 100;

/** Writes exactly what each decision is on: the file whose SHA-256 is the digest that was signed. */
export async function writeDecisions(
  folder: PackFolder,
  actor: Actor,
  { registers }: Gathered,
): Promise<void> {
  const all = registers.decisions.rows.map(({ id }) => id);
  for (let from = 0; from < all.length; from += atOnce) {
    const ids = all.slice(from, from + atOnce);
    for (const { id, snapshot, digest } of await decidedOn.execute(actor, { ids })) {
      const text = canonicalize(snapshot) ?? "";
      if (createHash("sha256").update(text).digest("hex") !== digest) continue;
      await folder.add(`decisions/${id}.json`, text);
    }
  }
}

/** What the extract of the audit trail holds, for the report. */
export interface ExtractFacts {
  entries: number;
  /** Entries of the whole chain that the checkpoint covers. */
  size: number;
  root: string | null;
}

/**
 * Writes the entries about the records of the pack since the first day of the period, each with its proof of inclusion, and
 * a signed checkpoint of the chain up to the last of them. Nothing that comes after changes them.
 */
export async function writeAuditExtract(
  folder: PackFolder,
  actor: Actor,
  { frame, ids }: Gathered,
  asked: { periodFrom: string; leftOut: readonly string[] },
): Promise<ExtractFacts> {
  const from = endOfDay(addDays(asked.periodFrom, -1), frame.timeZone);
  const wanted = await entriesAbout.execute(actor, { ids: [...ids], from });
  const size = wanted.at(-1) ?? 0;
  if (size === 0) return { entries: 0, size, root: null };
  const extract = await openExtract(size);
  const bare = asked.leftOut.includes("names");
  async function* entries() {
    for await (const { seq, facts, previousHash, hash, proof } of extract.entries(wanted)) {
      const chain = {
        previousHash: previousHash.toString("hex"),
        hash: hash.toString("hex"),
        proof: proof.map((node) => node.toString("base64")),
      };
      yield `${JSON.stringify({ seq, ...(bare ? {} : { facts }), ...chain })}\n`;
    }
  }
  await folder.add("audit/entries.jsonl", entries());
  await folder.add("audit/checkpoint.txt", signCheckpoint({ size, root: extract.root, head: extract.head }));
  const { verifier, pem } = auditKey();
  await folder.add("audit/checkpoint-key.txt", `${verifier}\n\n${pem}`);
  return { entries: wanted.length, size, root: extract.root.toString("base64") };
}
