import "server-only";
import { risksRead } from "@/lib/domain/risks/access";
import { sourceLines, typeOptions } from "@/lib/domain/threat-models/own-rules/check-rule";
import { readableHere } from "@/lib/domain/threat-models/own-rules/find";
import { ownRuleKey } from "@/lib/domain/threat-models/own-rules/rules";
import { ownRuleColumns, ownRuleStates } from "@/lib/domain/threat-models/own-rules/schema";
import type { Prisma } from "@/lib/platform/database/generated/client";
import { Invalid } from "@/lib/platform/errors/public-error";
import { listOf } from "@/lib/platform/register/filter";
import { refNumber } from "@/lib/platform/register/reference";
import { register } from "@/lib/platform/register/register";

const conditions: Readonly<Record<string, Prisma.OwnThreatRuleWhereInput>> = {
  asked: { retiredAt: null },
  retired: { retiredAt: { not: null } },
};

/** The register of the organisation's own threat rules: list, count and batches. */
export const ownRuleRegister = register<
  Prisma.OwnThreatRuleWhereInput,
  Prisma.OwnThreatRuleOrderByWithRelationInput
>({
  concept: "own-threat-rules",
  title: "Own threat rules",
  columns: ownRuleColumns.map((one) => (one.key === "types" ? { ...one, options: typeOptions() } : one)),
  permission: risksRead,
  sort: "title",
  visibleTo: readableHere,
  search: (words) => ({
    OR: [
      { title: { contains: words, mode: "insensitive" } },
      { condition: { contains: words, mode: "insensitive" } },
      { number: { in: refNumber(words, "OWN") ?? [] } },
    ],
  }),
  filters: {
    state: (text) => ({ OR: listOf(text).map(stateCondition) }),
  },
  fetch: async (tx, what) => {
    const found = await tx.ownThreatRule.findMany({
      ...what,
      include: { unit: { select: { id: true, name: true } } },
    });
    return found.map(({ unitId: _unit, createdById: _by, ...rule }) => ({
      ...rule,
      ...{ ref: ownRuleKey(rule.number), key: ownRuleKey(rule.number), sources: sourceLines(rule.sources) },
      state: rule.retiredAt === null ? "asked" : "retired",
      retiredAt: rule.retiredAt?.toISOString() ?? null,
      createdAt: rule.createdAt.toISOString(),
      updatedAt: rule.updatedAt.toISOString(),
    }));
  },
  count: (tx, where) => tx.ownThreatRule.count({ where }),
});

function stateCondition(value: string): Prisma.OwnThreatRuleWhereInput {
  const condition = Object.hasOwn(conditions, value) ? conditions[value] : undefined;
  if (condition) return condition;
  const known = ownRuleStates.map((one) => one.value).join(", ");
  throw new Invalid([{ path: "state", message: `"${value}" is not a value of State. Use: ${known}.` }]);
}
