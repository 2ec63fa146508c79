import "server-only";
import * as z from "zod";
import { risksRead } from "@/lib/domain/risks/access";
import { elementTypes } from "@/lib/domain/threat-models/element-types";
import { sourceLines } from "@/lib/domain/threat-models/own-rules/check-rule";
import { findOwnRule } from "@/lib/domain/threat-models/own-rules/find";
import { ownRuleKey } from "@/lib/domain/threat-models/own-rules/rules";
import { ownRuleHistory, ownRuleRecord } from "@/lib/domain/threat-models/own-rules/schema";
import { mitigations } from "@/lib/domain/threat-models/threat-rules";
import { recordHistory } from "@/lib/platform/audit/history";
import { query } from "@/lib/platform/operation/operation";

const byId = z.strictObject({ id: z.uuid({ error: "Is not the id of a record." }) });

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
      sources: sourceLines(own.sources),
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
