import "server-only";
import { visibleLinks } from "@/lib/domain/evidence/access";
import { evidenceRef, freshnessOf } from "@/lib/domain/evidence/rules";
import { timeZoneOf } from "@/lib/domain/organization/settings/queries";
import type { Prisma } from "@/lib/platform/database/generated/client";
import type { Context } from "@/lib/platform/operation/operation";
import type { RegisterRow } from "@/lib/platform/register/column";
import { dayIn, dayText } from "@/lib/platform/time/day";

const person = { select: { id: true, name: true, email: true } } as const;
const named = { select: { id: true, name: true } } as const;

/** Returns what a row of the register is made of: the evidence with its newest version, and how many links the reader may see. */
export const rowInclude = (context: Context) =>
  ({
    unit: named,
    owner: person,
    versions: { orderBy: { number: "desc" }, take: 1 },
    _count: { select: { links: { where: { AND: [{ removedAt: null }, visibleLinks(context)] } } } },
  }) as const satisfies Prisma.EvidenceInclude;

type ReadEvidence = Prisma.EvidenceGetPayload<{ include: ReturnType<typeof rowInclude> }>;

/** Returns evidence as the register shows it on a day (YYYY-MM-DD). */
export function toRow(read: ReadEvidence, today: string) {
  const { unitId: _unit, ownerId: _owner, versions, _count, withdrawnAt, ...evidence } = read;
  const [newest] = versions;
  const validUntil = dayText(evidence.validUntil);
  return {
    ...evidence,
    ref: evidenceRef(evidence.number),
    validUntil,
    freshness: freshnessOf({ validUntil, withdrawn: withdrawnAt !== null }, today),
    records: _count.links,
    fileName: newest?.fileName ?? null,
    fileSize: newest?.size ?? null,
    versions: newest?.number ?? 0,
    sha256: newest?.sha256 ?? null,
    withdrawnAt: withdrawnAt?.toISOString() ?? null,
    createdAt: evidence.createdAt.toISOString(),
    updatedAt: evidence.updatedAt.toISOString(),
  } satisfies RegisterRow;
}

/** Returns the day it is in the organisation's time zone, as YYYY-MM-DD; when looking back, the day that is looked back to. */
export async function todayOf({ tx, now }: Context): Promise<string> {
  return dayIn(await timeZoneOf(tx), now);
}
