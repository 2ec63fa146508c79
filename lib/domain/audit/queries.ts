import "server-only";
import * as z from "zod";
import { auditRead, auditVerify, visibleTo } from "@/lib/domain/audit/access";
import { idsOfSubject, subjectName } from "@/lib/domain/audit/subject";
import { topUnit } from "@/lib/domain/organization/settings/setting";
import type { StoredChange } from "@/lib/platform/audit/change";
import { auditKey } from "@/lib/platform/audit/checkpoint";
import { actorOf, differences, inWords } from "@/lib/platform/audit/history";
import { keptElsewhere } from "@/lib/platform/audit/kept-elsewhere";
import { namesOf } from "@/lib/platform/audit/names";
import { erasedWord, readPersonal, sealedForm } from "@/lib/platform/audit/personal";
import { verifyAudit } from "@/lib/platform/audit/verify";
import { actionWords, idsWithin } from "@/lib/platform/audit/words";
import { NotFound } from "@/lib/platform/errors/public-error";
import { query } from "@/lib/platform/operation/operation";

/** One entry of the trail with everything the chain holds of it. */
export const getEntry = query({
  name: "audit.get",
  summary: "One entry of the audit trail",
  permission: auditRead,
  input: z.strictObject({ id: z.string().regex(/^[1-9]\d{0,17}$/, "Is not the number of an entry.") }),
  run: async (context, { id }) => {
    const where = { AND: [{ seq: BigInt(id) }, visibleTo(context, await topUnit(context.tx))] };
    const entry = await context.tx.auditEntry.findFirst({ where });
    if (!entry) throw new NotFound();
    const [change = { before: null, after: null }] = await readPersonal(context.tx, [entry]);
    const differing = differences(change);
    const { subjectId, unitId, actorId, text, ...chained } = entry;
    const ids = [...idsOfSubject(subjectId, change), unitId, ...(actorId === null ? [] : [actorId])];
    const names = await namesOf(context.tx, [...idsWithin(differing), ...ids]);
    return {
      ...chained,
      ...{ subjectId, unitId, actorId, id },
      actorName: actorOf(entry, names),
      text: withoutErased(text, change),
      seq: Number(entry.seq),
      at: entry.at.toISOString(),
      words: actionWords(entry.action),
      subject: subjectName(subjectId, change, names),
      unit: names.get(unitId) ?? null,
      changes: inWords(differing, {}, names),
      change,
      previousHash: Buffer.from(entry.previousHash).toString("hex"),
      hash: Buffer.from(entry.hash).toString("hex"),
    };
  },
});

// The text that was hashed; where it was written before names were encrypted, and of somebody erased since, what may be read of it.
function withoutErased(text: string, change: StoredChange): string {
  const readable = JSON.stringify(change);
  return readable.includes(erasedWord) && !text.includes(`"${sealedForm}`) ? readable : text;
}

/** The newest signed checkpoints of the chain, to be kept where the application cannot reach them. */
export const listCheckpoints = query({
  name: "audit.checkpoints",
  summary: "The signed checkpoints of the audit chain",
  permission: auditRead,
  input: z.strictObject({}),
  run: async ({ tx }) => {
    const rows = await tx.auditCheckpoint.findMany({ orderBy: { size: "desc" }, take: 200 });
    return {
      elsewhere: keptElsewhere()?.place ?? null,
      checkpoints: rows.map(({ id, size, note, createdAt }) => ({
        id,
        size: Number(size),
        note,
        createdAt: createdAt.toISOString(),
      })),
    };
  },
});

/** The public key that checks them. */
export const getAuditKey = query({
  name: "audit.key",
  summary: "The key that checks the checkpoints",
  permission: auditRead,
  input: z.strictObject({}),
  output: z.strictObject({ name: z.string(), verifier: z.string(), pem: z.string() }),
  run: async () => auditKey(),
});

/** Recomputes the whole chain and says whether every entry is as it was written. */
export const verifyChain = query({
  name: "audit.verify",
  summary: "Recompute the audit chain",
  permission: auditVerify,
  input: z.strictObject({}),
  timeoutMs: 10 * 60_000,
  run: async () => {
    const { entries, checkpoints, elsewhere, problem, head, root } = await verifyAudit();
    return {
      ok: problem === null,
      entries,
      checkpoints,
      elsewhere,
      problem,
      head: head.toString("hex"),
      root: root.toString("base64"),
    };
  },
});
