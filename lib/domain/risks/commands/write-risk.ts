import "server-only";
import type * as z from "zod";
import { findRisk, type StoredRisk } from "@/lib/domain/risks/queries/risk";
import { riskRef } from "@/lib/domain/risks/rules";
import type { riskRecord } from "@/lib/domain/risks/schema";
import type { Change } from "@/lib/platform/audit/change";
import type { Prisma } from "@/lib/platform/database/generated/client";
import type { Context } from "@/lib/platform/operation/operation";
import { assertWon } from "@/lib/platform/operation/version";

/**
 * Writes the row of a risk if it still has the version that was seen, and returns it with the links it had before;
 * throws Conflict with the risk as it is now for the slower of two writers.
 */
export async function writeRisk(
  context: Context,
  before: StoredRisk,
  version: number,
  data: Prisma.RiskUncheckedUpdateManyInput,
): Promise<StoredRisk> {
  const { id, systems } = before;
  const written = await context.tx.risk.updateManyAndReturn({
    where: { id, version },
    data: { ...data, version: { increment: 1 } },
  });
  await assertWon({ count: written.length }, () => findRisk(context, id));
  return { ...(written[0] as StoredRisk), systems };
}

/** Returns the change of a risk for the audit trail; `why` is what a person wrote about it. */
export function riskChange(before: StoredRisk, after: StoredRisk, why: Record<string, string> = {}): Change {
  return {
    subject: { type: "risks", id: after.id, unitId: after.unitId },
    before,
    after: { ...after, ...why },
  };
}

/** Returns what a command answers about a risk. */
export function riskAnswer({ id, number, title, version, status }: StoredRisk): z.output<typeof riskRecord> {
  return { id, ref: riskRef(number), title, version, status };
}
