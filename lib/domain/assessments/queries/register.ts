import "server-only";
import { assessmentsRead, visibleTo } from "@/lib/domain/assessments/access";
import { rowInclude, toRows } from "@/lib/domain/assessments/queries/row";
import { type AssessmentState, assessmentColumns } from "@/lib/domain/assessments/schema";
import type { Prisma } from "@/lib/platform/database/generated/client";
import { refNumber } from "@/lib/platform/register/reference";
import { register } from "@/lib/platform/register/register";

const open: AssessmentState[] = ["assigned", "in-progress", "returned", "submitted"];

/** The register of assessments: list, count and batches. */
export const assessmentRegister = register<
  Prisma.AssessmentWhereInput,
  Prisma.AssessmentOrderByWithRelationInput
>({
  concept: "assessments",
  title: "Assessments",
  columns: assessmentColumns,
  permission: assessmentsRead,
  sort: "dueOn",
  visibleTo,
  search: (words) => ({
    OR: [
      { title: { contains: words, mode: "insensitive" } },
      { number: { in: refNumber(words, "AS") ?? [] } },
    ],
  }),
  lookups: {
    mine: (text, { actor }) =>
      text === "true" ? { ownerId: actor.personId } : { NOT: { ownerId: actor.personId } },
    open: (text) => (text === "true" ? { state: { in: open } } : { state: { notIn: open } }),
  },
  fetch: async (tx, what) => toRows({ tx }, await tx.assessment.findMany({ ...what, include: rowInclude })),
  count: (tx, where) => tx.assessment.count({ where }),
  looksBack: true,
});
