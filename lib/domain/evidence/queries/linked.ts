import "server-only";
import * as z from "zod";
import { evidenceEdit, evidenceRead, visibleLinks, visibleTo } from "@/lib/domain/evidence/access";
import { todayOf } from "@/lib/domain/evidence/queries/row";
import { evidenceRef, freshnessOf } from "@/lib/domain/evidence/rules";
import type { Freshness } from "@/lib/domain/evidence/schema";
import { subjectFields } from "@/lib/domain/tasks/schema";
import { may } from "@/lib/platform/access/actor";
import { lookBack } from "@/lib/platform/operation/as-of";
import { type Context, query } from "@/lib/platform/operation/operation";
import { findRecord } from "@/lib/platform/registry/contributions";
import { dayText } from "@/lib/platform/time/day";

/** Evidence as the record that it bears on shows it: what, how fresh, and the digest of exactly which bytes. */
export interface LinkedEvidence {
  linkId: string;
  id: string;
  ref: string;
  title: string;
  kind: string;
  freshness: Freshness;
  /** YYYY-MM-DD, the last day on which it counts. */
  validUntil: string | null;
  owner: string | null;
  /** The newest version. */
  file: { number: number; fileName: string; mediaType: string; size: number; sha256: string };
}

interface Subjects {
  /** As in the address: "systems", "risks". */
  type: string;
  ids: readonly string[];
}

/**
 * Returns the evidence linked to each of these records, by the record's id, in the order in which it was linked; only what
 * the actor may see. Freshness is that of today in the organisation's time zone, or of the day looked back to. The caller
 * has checked that the records themselves may be read.
 */
export async function evidenceOf(
  context: Context,
  { type, ids }: Subjects,
): Promise<Map<string, LinkedEvidence[]>> {
  const links = await context.tx.evidenceLink.findMany({
    where: {
      AND: [
        { subjectType: type, subjectId: { in: [...ids] }, removedAt: null },
        visibleLinks(context),
        { evidence: { is: visibleTo(context) } },
      ],
    },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: { id: true, subjectId: true, evidenceId: true },
  });
  if (links.length === 0) return new Map();
  const found = await context.tx.evidence.findMany({
    where: { id: { in: links.map(({ evidenceId }) => evidenceId) } },
    include: {
      owner: { select: { name: true } },
      versions: { orderBy: { number: "desc" }, take: 1 },
    },
  });
  const today = await todayOf(context);
  const byId = new Map(found.map((one) => [one.id, one]));
  const linked = new Map<string, LinkedEvidence[]>();
  for (const { id: linkId, subjectId, evidenceId } of links) {
    const one = byId.get(evidenceId);
    const [newest] = one?.versions ?? [];
    if (!one || !newest) continue;
    const { id, number, title, kind, owner, withdrawnAt } = one;
    const validUntil = dayText(one.validUntil);
    const freshness = freshnessOf({ validUntil, withdrawn: withdrawnAt !== null }, today);
    const { fileName, mediaType, size, sha256 } = newest;
    linked.set(subjectId, [
      ...(linked.get(subjectId) ?? []),
      {
        ...{ linkId, id, ref: evidenceRef(number), title, kind, freshness, validUntil },
        owner: owner?.name ?? null,
        file: { number: newest.number, fileName, mediaType, size, sha256 },
      },
    ]);
  }
  return linked;
}

/** The evidence on one record, with how fresh it is and the digest of its newest version. */
export const listLinkedEvidence = query({
  name: "evidence-links.list",
  summary: "The evidence on one record",
  permission: evidenceRead,
  input: z.strictObject({ ...subjectFields, ...lookBack }),
  run: async (context, { subjectType, subjectId }) => {
    const { unitId } = await findRecord(context, { subjectType, subjectId });
    const linked = await evidenceOf(context, { type: subjectType, ids: [subjectId] });
    return {
      rows: linked.get(subjectId) ?? [],
      can: { attach: may(context.actor, evidenceEdit, unitId) },
    };
  },
});
