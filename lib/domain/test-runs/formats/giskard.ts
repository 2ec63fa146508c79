import "server-only";
import * as z from "zod";
import type { ResultFormat, ResultRecord } from "@/lib/domain/test-runs/formats/format";
import { textOf } from "@/lib/domain/test-runs/formats/said";
import { jsonParts } from "@/lib/domain/test-runs/formats/source/json-parts";
import type { Outcome } from "@/lib/domain/test-runs/schema";

const scenario = z.looseObject({
  scenario_name: z.string(),
  status: z.string(),
  tags: z.array(z.string()).nullish(),
  steps: z
    .array(
      z.looseObject({
        results: z
          .array(z.looseObject({ details: z.looseObject({ check_name: z.string().nullish() }).nullish() }))
          .nullish(),
      }),
    )
    .nullish(),
  final_trace: z
    .looseObject({
      interactions: z
        .array(z.looseObject({ inputs: z.unknown().optional(), outputs: z.unknown().optional() }))
        .nullish(),
    })
    .nullish()
    .catch(null),
});

// Which words there are besides pass and fail is not written down; an unknown one counts as neither.
const words: readonly (readonly [word: RegExp, outcome: Outcome])[] = [
  [/^pass(ed)?$/i, "defended"],
  [/^fail(ed|ure)?$/i, "vulnerable"],
  [/^error(ed)?$/i, "error"],
  [/^skip(ped)?$/i, "skipped"],
];

const counted: Readonly<Record<string, Outcome>> = {
  passed_count: "defended",
  failed_count: "vulnerable",
  errored_count: "error",
  skipped_count: "skipped",
};

/**
 * The result of a suite of Giskard 3: one case for each scenario, defended where its status is pass. The class follows from the
 * threat type among its tags. The file does not name the model.
 */
export const giskard: ResultFormat = {
  key: "giskard",
  name: "Giskard",
  tool: "Giskard",
  recognise(head) {
    if (head.kind !== "json" && head.kind !== "lines") return null;
    if (head.has("results[].scenario_name", "results[].status"))
      return { version: "3", certainty: "certain" };
    // A suite without scenarios still has its counts.
    const counts = Object.keys(counted).filter((key) => head.has(key));
    return head.has("results", "pass_rate") && counts.length === 4
      ? { version: "3", certainty: "certain" }
      : null;
  },
  async *parse(file, reading): AsyncGenerator<ResultRecord> {
    yield { kind: "facts", complete: true };
    const strange = new Set<string>();
    const declared: Partial<Record<Outcome, number>> = {};
    for await (const { path, value, where } of jsonParts(file, ["results[]", ...Object.keys(counted)])) {
      const count = counted[path];
      if (count !== undefined) {
        if (Number.isSafeInteger(value) && Number(value) >= 0) declared[count] = Number(value);
        continue;
      }
      const one = reading.check(scenario, value, where);
      if (!one) continue;
      const outcome = words.find(([word]) => word.test(one.status))?.[1];
      if (!outcome) strange.add(one.status.slice(0, 40));
      const threats = (one.tags ?? []).flatMap((tag) => /^threat-type:\s*(.+)$/i.exec(tag)?.[1] ?? []);
      const [judge] = (one.steps ?? []).flatMap(({ results }) => results ?? []);
      yield {
        kind: "case",
        check: one.scenario_name,
        outcome: outcome ?? "inconclusive",
        detector: judge?.details?.check_name ?? undefined,
        words: [...threats, one.scenario_name],
        said: () => {
          const turns = one.final_trace?.interactions ?? [];
          return {
            prompt: textOf(turns.map(({ inputs }) => inputs)),
            answer: textOf(turns.map(({ outputs }) => outputs)),
          };
        },
      };
    }
    if (Object.keys(declared).length > 0) yield { kind: "facts", declared };
    if (strange.size > 0)
      reading.warn(
        `Scenarios with an unknown status count as inconclusive: ${[...strange].slice(0, 5).join(", ")}.`,
      );
  },
};
