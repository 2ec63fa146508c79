import "server-only";
import * as z from "zod";
import { threatModelsRead } from "@/lib/domain/threat-models/access";
import { type Condition, parseCondition } from "@/lib/domain/threat-models/condition";
import { deriveFacts, type GivenFacts } from "@/lib/domain/threat-models/derive-facts";
import { modelOf } from "@/lib/domain/threat-models/drawing/content";
import { partNames } from "@/lib/domain/threat-models/drawing/rules";
import { elementTypes } from "@/lib/domain/threat-models/element-types";
import { evaluate, type FactValue, factsAsked } from "@/lib/domain/threat-models/evaluate";
import { placesOf } from "@/lib/domain/threat-models/generate";
import { conditionProblems } from "@/lib/domain/threat-models/own-rules/check-rule";
import { readFactLines } from "@/lib/domain/threat-models/own-rules/fact-lines";
import { terrainOf } from "@/lib/domain/threat-models/paths/find-paths";
import { drawingOf, findModel } from "@/lib/domain/threat-models/queries/find";
import { resolveModel } from "@/lib/domain/threat-models/resolve";
import type { Finding } from "@/lib/domain/threat-models/schema";
import { Invalid } from "@/lib/platform/errors/public-error";
import { type Context, query } from "@/lib/platform/operation/operation";

/** What a rule comes to at one place: the facts it asks there with their values, and whether that makes it apply. */
interface TriedPlace {
  id: string;
  name: string;
  typeName: string;
  finding: Finding;
  facts: readonly FactValue[];
}

type Place = ReturnType<typeof placesOf>[number];

/** How many places are shown; of more, those where the rule applies come first. */
const mostShown = 300;
const order: readonly Finding[] = ["open", "needs_answer", "silent"];

/**
 * What a condition comes to before a rule with it is saved: at each element of its types in a stored model, or for facts
 * written one a line. Stores nothing.
 */
export const tryRule = query({
  name: "own-threat-rules.try",
  summary: "What a condition comes to, in a stored model or for facts that are written down",
  permission: threatModelsRead,
  input: z.strictObject({
    /** Types of elements, separated by commas. */
    types: z.string().min(1, "Choose at least one type of element.").max(1_000),
    condition: z.string().max(2_000),
    threatModelId: z.uuid({ error: "Is not the id of a record." }).optional(),
    /** One a line: "third_party = yes", "flow.encrypted = no", "system.multimodal = unknown". */
    facts: z.string().max(4_000).optional(),
  }),
  run: async (context, { types: list, condition, threatModelId, facts }) => {
    const types = [...new Set(list.split(",").filter(Boolean))];
    const problems = conditionProblems(condition, types);
    if (problems.length > 0) throw new Invalid(problems);
    if (threatModelId === undefined && facts === undefined)
      throw new Invalid([{ path: "threatModelId", message: "Choose a threat model, or write facts down." }]);
    const read = threatModelId
      ? await placesIn(context, threatModelId)
      : { places: readFactLines(facts ?? "", types), names: new Map([["flow", "a flow"]]) };
    const conditions = new Map(types.map((type) => [type, conditionFor(condition, type)]));
    const tried = read.places.flatMap((place): TriedPlace[] => {
      const asked = conditions.get(place.type ?? "");
      if (!asked) return [];
      const { id } = place;
      const { finding } = evaluate(asked, place.facts);
      const typeName = elementTypes().get(place.type ?? "")?.name ?? "";
      return [
        {
          id,
          name: read.names.get(id) ?? typeName,
          typeName,
          finding,
          facts: factsAsked(asked, place.facts),
        },
      ];
    });
    const count = (finding: Finding) => tried.filter((one) => one.finding === finding).length;
    const rows = order.flatMap((finding) => tried.filter((one) => one.finding === finding));
    return {
      ...{ open: count("open"), needsAnswer: count("needs_answer"), silent: count("silent") },
      ...{ rows: rows.slice(0, mostShown), more: Math.max(0, rows.length - mostShown) },
      names: Object.fromEntries(read.names),
    };
  },
});

function conditionFor(text: string, type: string): Condition {
  const parsed = parseCondition(text, type);
  if ("problem" in parsed) throw new Invalid([{ path: "condition", message: parsed.problem }]);
  return parsed.condition;
}

async function placesIn(
  context: Context,
  id: string,
): Promise<{ places: Place[]; names: Map<string, string> }> {
  const model = await findModel(context, id);
  const { drawing } = await drawingOf(context, model.drawingId);
  const resolved = resolveModel(modelOf(drawing));
  const { values } = deriveFacts(terrainOf(resolved), model.facts as GivenFacts);
  return { places: placesOf(resolved, values), names: new Map(Object.entries(partNames(drawing))) };
}
