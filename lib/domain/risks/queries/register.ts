import "server-only";
import { risksEdit, risksRead, visibleTo } from "@/lib/domain/risks/access";
import {
  appetiteFilter,
  levelFilter,
  offScaleFilter,
  overdueFilter,
  quantifiedFilter,
  statusFilter,
} from "@/lib/domain/risks/queries/filters";
import { groundOf } from "@/lib/domain/risks/queries/method";
import { rowSelect, systemsOf, toRow } from "@/lib/domain/risks/queries/row";
import { riskColumns } from "@/lib/domain/risks/register/schema";
import { bulkRiskFields } from "@/lib/domain/risks/schema";
import type { Prisma } from "@/lib/platform/database/generated/client";
import { idsOf, listOf } from "@/lib/platform/register/filter";
import { refNumber } from "@/lib/platform/register/reference";
import { type RegisterDefinition, register } from "@/lib/platform/register/register";

/** What the register of risks is made of; figures about it use the same filters. */
export const riskDefinition: RegisterDefinition<Prisma.RiskWhereInput, Prisma.RiskOrderByWithRelationInput> =
  {
    concept: "risks",
    title: "Risk register",
    columns: riskColumns,
    permission: risksRead,
    sort: "-currentScore",
    visibleTo,
    search: (words) => ({
      OR: [
        { title: { contains: words, mode: "insensitive" } },
        { event: { contains: words, mode: "insensitive" } },
        { number: { in: refNumber(words, "R") ?? [] } },
      ],
    }),
    filters: {
      systems: (text, key) => ({ systems: { some: { systemId: { in: idsOf(text, key) } } } }),
      catalogue: (text) => ({ catalogueKey: { in: listOf(text) } }),
      category: (text) => ({ category: { in: listOf(text) } }),
    },
    lookups: {
      status: statusFilter,
      level: levelFilter,
      appetite: appetiteFilter,
      overdue: overdueFilter,
      quantified: quantifiedFilter,
      offScale: offScaleFilter,
      mine: (text, { actor }) =>
        text === "true" ? { ownerId: actor.personId } : { NOT: { ownerId: actor.personId } },
    },
    fetch: async (tx, what, context, columns) => {
      const ground = await groundOf(context);
      const risks = await tx.risk.findMany({ ...what, select: rowSelect(columns) });
      if (!columns.has("systems")) return risks.map((risk) => toRow(risk, ground));
      const systems = await systemsOf(
        context,
        risks.map(({ id }) => id),
      );
      return risks.map((risk) => Object.assign(toRow(risk, ground), { systems: systems.get(risk.id) ?? [] }));
    },
    looksBack: true,
    count: (tx, where) => tx.risk.count({ where }),
    bulk: { permission: risksEdit, fields: bulkRiskFields },
  };

/** The risk register: list, count and batches. */
export const riskRegister = register(riskDefinition);
