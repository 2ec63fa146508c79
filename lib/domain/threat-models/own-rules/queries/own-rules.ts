import "server-only";
import * as z from "zod";
import { risksRead } from "@/lib/domain/risks/access";
import { elementTypes } from "@/lib/domain/threat-models/element-types";
import { findOwnRule, readableHere } from "@/lib/domain/threat-models/own-rules/find";
import { ownRuleKey } from "@/lib/domain/threat-models/own-rules/rules";
import { ownRuleHistory, ownRuleRecord } from "@/lib/domain/threat-models/own-rules/schema";
import { citedList } from "@/lib/domain/threat-models/schema";
import { mitigations } from "@/lib/domain/threat-models/threat-rules";
import { recordHistory } from "@/lib/platform/audit/history";
import { query } from "@/lib/platform/operation/operation";

const byId = z.strictObject({ id: z.uuid({ error: "Is not the id of a record." }) });

/** Every rule of one's own, retired ones among them. */
export const listOwnRules = query({
  name: "own-threat-rules.list",
  summary: "The rules of one's own that propose threats",
  permission: risksRead,
  input: z.strictObject({
    limit: z.coerce.number({ error: "limit must be a whole number." }).int().min(1).max(500).default(500),
  }),
  run: async (context, { limit }) => {
    const found = await context.tx.ownThreatRule.findMany({
      where: await readableHere(context),
      orderBy: { number: "asc" },
      take: limit,
    });
    return {
      rows: found.map(({ id, number, title, condition, types, tier, retiredAt, version }) => ({
        ...{ id, key: ownRuleKey(number), title, condition, types, tier, version },
        retiredAt: retiredAt?.toISOString() ?? null,
      })),
    };
  },
});

/** One rule of one's own as it is kept; its sources one a line, as they are written. */
export const getOwnRule = query({
  name: "own-threat-rules.get",
  summary: "One rule of one's own that proposes threats",
  permission: risksRead,
  input: byId,
  output: ownRuleRecord,
  run: async (context, { id }) => {
    const {
      createdById: _by,
      unitId: _unit,
      retiredAt,
      createdAt,
      updatedAt,
      ...own
    } = await findOwnRule(context, id);
    return {
      ...own,
      key: ownRuleKey(own.number),
      sources:
        citedList
          .parse(own.sources)
          .map((one) => one.id)
          .join("\n") || null,
      retiredAt: retiredAt?.toISOString() ?? null,
      createdAt: createdAt.toISOString(),
      updatedAt: updatedAt.toISOString(),
    };
  },
});

/** What happened to one rule of one's own, newest first. */
export const getOwnRuleHistory = query({
  name: "own-threat-rules.history",
  summary: "What happened to a rule of one's own, newest first",
  permission: risksRead,
  input: byId,
  run: async (context, { id }) => {
    await findOwnRule(context, id);
    return { entries: await recordHistory(context, "own-threat-rules", id, ownRuleHistory) };
  },
});

/** What a rule can be made of: the types of elements with what is known of each, and the mitigations. */
export const getRuleParts = query({
  name: "own-threat-rules.parts",
  summary: "What a rule of one's own can be made of",
  permission: risksRead,
  input: z.strictObject({}),
  run: async () => ({
    types: [...elementTypes().values()].map(({ id, name }) => ({ value: id, label: name })),
    mitigations: [...mitigations().values()].map(({ id, title }) => ({ value: id, label: `${id} ${title}` })),
  }),
});
