import "server-only";
import { type Content, contentsOf } from "@/lib/domain/assessments/queries/content";
import { assessmentRef } from "@/lib/domain/assessments/rules";
import type { Score } from "@/lib/domain/assessments/templates/rules";
import { inventoryRef } from "@/lib/domain/inventory/rules";
import type { Prisma } from "@/lib/platform/database/generated/client";
import type { Context } from "@/lib/platform/operation/operation";
import type { RegisterRow } from "@/lib/platform/register/column";
import { dayText } from "@/lib/platform/time/day";

const named = { select: { id: true, name: true } } as const;

/** What a row of the register is made of beside the content. */
export const rowInclude = {
  unit: named,
  owner: { select: { id: true, name: true, email: true } },
  system: { select: { id: true, number: true, name: true } },
  vendor: { select: { id: true, number: true, name: true } },
} as const satisfies Prisma.AssessmentInclude;

type Read = Prisma.AssessmentGetPayload<{ include: typeof rowInclude }>;

/** Returns an assessment as the register shows it, with what follows from its answers. */
export function toRow(read: Read, content: Content | undefined) {
  const {
    unitId: _unit,
    ownerId: _owner,
    systemId: _system,
    vendorId: _vendor,
    system,
    vendor,
    ...row
  } = read;
  const progress = content?.progress;
  return {
    ...row,
    ref: assessmentRef(row.number),
    template: content?.template.title ?? row.templateKey,
    system: system && { id: system.id, name: system.name },
    vendor: vendor && { id: vendor.id, name: vendor.name },
    subject: subjectOf(read),
    dueOn: dayText(row.dueOn) ?? "",
    left: progress?.left.length ?? 0,
    answered: progress?.answered ?? 0,
    asked: progress?.asked ?? 0,
    unknown: progress?.unknown ?? 0,
    score: scoreWords(content?.score ?? null),
    submittedAt: row.submittedAt?.toISOString() ?? null,
    approvedAt: row.approvedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  } satisfies RegisterRow & object;
}

function subjectOf({ system, vendor }: Read) {
  if (system)
    return {
      type: "systems" as const,
      id: system.id,
      name: system.name,
      ref: inventoryRef("S", system.number),
    };
  return (
    vendor && {
      type: "vendors" as const,
      id: vendor.id,
      name: vendor.name,
      ref: inventoryRef("V", vendor.number),
    }
  );
}

/** Returns a score in words: its percentage, and its band once nothing that counts is open; null where nothing counts yet. */
function scoreWords(score: Score | null): string | null {
  if (score === null || score.percent === null) return null;
  const percent = `${Math.round(score.percent)} %`;
  return score.band
    ? `${percent}, ${score.band.label.toLowerCase()}`
    : `${percent} so far, ${score.open} open`;
}

/** Returns assessments as the register shows them, in the order given. */
export async function toRows({ tx }: Pick<Context, "tx">, found: readonly Read[]) {
  const contents = await contentsOf(tx, found);
  return found.map((read) => toRow(read, contents.get(read.id)));
}
