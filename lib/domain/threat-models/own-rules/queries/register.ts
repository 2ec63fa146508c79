import "server-only";
import { risksRead } from "@/lib/domain/risks/access";
import { sourceLines, typeOptions } from "@/lib/domain/threat-models/own-rules/check-rule";
import { readableHere } from "@/lib/domain/threat-models/own-rules/find";
import { ownRuleKey } from "@/lib/domain/threat-models/own-rules/rules";
import { ownRuleColumns } from "@/lib/domain/threat-models/own-rules/schema";
import type { Prisma } from "@/lib/platform/database/generated/client";
import { anyOf } from "@/lib/platform/register/filter";
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
    state: (text, key) => anyOf(text, key, "State", conditions),
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
