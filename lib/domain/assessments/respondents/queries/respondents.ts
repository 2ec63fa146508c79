import "server-only";
import { respondentState } from "@/lib/domain/assessments/respondents/rules";
import type { Context } from "@/lib/platform/operation/operation";

/** Returns who outside is or was asked in an assessment, the newest first; not told of an earlier day. */
export async function respondentsOf({ tx, now, asOf }: Context, assessmentId: string) {
  if (asOf !== undefined) return [];
  const found = await tx.assessmentRespondent.findMany({
    where: { assessmentId },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: 100,
  });
  return found.map((one) => ({
    ...{ id: one.id, name: one.name, email: one.email },
    sectionKey: one.sectionKeys[0] ?? null,
    questionKey: one.questionKeys[0] ?? null,
    state: respondentState(one, now),
    until: one.expiresAt.toISOString(),
  }));
}
