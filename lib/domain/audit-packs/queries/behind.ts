import "server-only";
import * as z from "zod";
import { auditRead, visibleTo as visibleEntries } from "@/lib/domain/audit/access";
import { packsRead } from "@/lib/domain/audit-packs/access";
import { decisionsRead, visibleTo as visibleDecisions } from "@/lib/domain/decisions/access";
import { evidenceRead } from "@/lib/domain/evidence/access";
import { topUnit } from "@/lib/domain/organization/settings/setting";
import { riskTrend } from "@/lib/domain/programme/queries/trend";
import { groundOf } from "@/lib/domain/risks/queries/method";
import { unitsWith } from "@/lib/platform/access/actor";
import { query } from "@/lib/platform/operation/operation";

const ids = z.array(z.uuid());
const long = { permission: packsRead, timeoutMs: 300_000 } as const;

/** Which evidence bears on these records. */
export const evidenceBehind = query({
  ...long,
  name: "audit-packs.evidence",
  summary: "Which evidence bears on the records of a pack",
  input: z.strictObject({ ids }),
  run: async (context, { ids: wanted }) => {
    const readable = unitsWith(context.actor, evidenceRead);
    return context.tx.$queryRaw<{ evidenceId: string; subjectType: string; subjectId: string }[]>`
      select "evidenceId"::text as "evidenceId", "subjectType", "subjectId"::text as "subjectId" from evidence_links
      where "subjectId" = any (${wanted}::uuid[]) and "removedAt" is null and "unitId" = any (${readable}::uuid[])
      order by "evidenceId", "subjectType", "subjectId"`;
  },
});

/** Exactly what was decided on, by decision. */
export const decidedOn = query({
  ...long,
  name: "audit-packs.decided",
  summary: "What the decisions of a pack are on",
  input: z.strictObject({ ids }),
  run: async (context, { ids: wanted }) => {
    const own = { ...context, units: unitsWith(context.actor, decisionsRead) };
    return context.tx.decision.findMany({
      where: { AND: [{ id: { in: wanted } }, visibleDecisions(own)] },
      orderBy: { id: "asc" },
      select: { id: true, snapshot: true, digest: true },
    });
  },
});

/** The entries of the audit trail about these records since a day: their places in the chain. */
export const entriesAbout = query({
  ...long,
  name: "audit-packs.entries",
  summary: "The entries of the audit trail about the records of a pack",
  input: z.strictObject({ ids, from: z.date() }),
  run: async (context, { ids: wanted, from }) => {
    const { tx, actor } = context;
    const visible = visibleEntries({ ...context, units: unitsWith(actor, auditRead) }, await topUnit(tx));
    const units = "unitId" in visible ? ((visible.unitId as { in: string[] }).in ?? []) : null;
    const found = await tx.$queryRaw<{ seq: bigint }[]>`
      select seq from audit_entries where "subjectId" = any (${wanted}::uuid[]) and at >= ${from}
        and (${units === null} or "unitId" = any (${units ?? []}::uuid[])) order by seq`;
    return found.map(({ seq }) => Number(seq));
  },
});

/** Where the scores of these risks stood month by month. */
export const trendOf = query({
  ...long,
  name: "audit-packs.trend",
  summary: "Where the risks of a pack stood month by month",
  input: z.strictObject({ ids }),
  run: async (context, { ids: wanted }) => riskTrend(context, await groundOf(context), wanted),
});
