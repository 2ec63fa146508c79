import "server-only";
import * as z from "zod";
import type { Recognised, ResultFormat, ResultRecord } from "@/lib/domain/test-runs/formats/format";
import { dropCase, dropOf } from "@/lib/domain/test-runs/formats/promptbench/drop";
import { publishedText } from "@/lib/domain/test-runs/formats/promptbench/published-text";
import { textOf } from "@/lib/domain/test-runs/formats/said";
import { entriesOf, recordsHave } from "@/lib/domain/test-runs/formats/source/entries";
import type { Head } from "@/lib/domain/test-runs/formats/source/head";
import type { Reading } from "@/lib/domain/test-runs/formats/source/reading";

const share = z.number().min(0).max(1);
const attacked = z.looseObject({
  "original prompt": z.string(),
  "original score": share,
  "attacked prompt": z.unknown().optional(),
  "attacked score": share.nullish(),
  PDR: z.number().nullish(),
  // Whoever writes the result to a file may add these.
  attack: z.string().nullish(),
  dataset: z.string().nullish(),
  model: z.string().nullish(),
});
const semantic = z.record(z.string(), share);

/**
 * What PromptBench's attacks on prompts return, as JSON, and the text form of its published results. Vulnerable means that the
 * attack took at least a tenth of the accuracy away (PDR, the drop divided by what there was); less is defended, also a gain.
 */
export const promptBench: ResultFormat = {
  key: "promptbench",
  name: "PromptBench",
  tool: "PromptBench",
  recognise(head) {
    if (recordsHave(head, "original prompt", "original score"))
      return { version: "attack result", certainty: "certain" };
    if (head.kind === "text" && /^Original (prompt|acc): /m.test(head.text) && /^#{1,2} /m.test(head.text))
      return { version: "published text", certainty: "certain" };
    return recogniseSemantic(head);
  },
  async *parse(file, reading, head): AsyncGenerator<ResultRecord> {
    if (head.kind === "text") return yield* publishedText(file, reading);
    reading.warn(
      "PromptBench names neither model nor data set nor attack in a result: say them with the file.",
    );
    let skipped = 0;
    for await (const { value, where } of entriesOf(file, reading, head)) {
      if (typeof value === "string" || value === null) skipped += 1;
      else if (typeof value === "object" && "original prompt" in value)
        yield* ofAttack(value, where, reading);
      else yield* ofSemantic(value, where, reading);
    }
    if (skipped > 0)
      yield { kind: "case", check: anyAttack, outcome: "skipped", count: skipped, threatClass: "robustness" };
  },
};

const anyAttack = "prompt attack";

function* ofAttack(value: unknown, where: number | string, reading: Reading): Generator<ResultRecord> {
  const one = reading.check(attacked, value, where);
  if (!one) return;
  const { "original score": before, "attacked score": after, PDR: said } = one;
  const drop = said ?? (after == null ? null : dropOf(before, after));
  yield {
    ...dropCase(one.attack ?? anyAttack, drop, one.dataset ?? undefined),
    target: one.model ?? undefined,
    said: () => ({ prompt: textOf(one["attacked prompt"]), answer: undefined }),
  };
}

// The attack by meaning returns the accuracy of each prompt, and no accuracy from before to compare with.
function* ofSemantic(value: unknown, where: number | string, reading: Reading): Generator<ResultRecord> {
  const one = reading.check(semantic, value, where);
  if (!one) return;
  const count = Object.keys(one).length;
  if (count === 0) return;
  reading.warn("The semantic attack has no accuracy from before, so nothing can be said of a drop.");
  yield { kind: "case", check: "semantic", outcome: "inconclusive", count, threatClass: "robustness" };
}

// Prompts as keys, accuracies as values: many a file may look so, therefore only a guess.
function recogniseSemantic(head: Head): Recognised | null {
  if (head.kind !== "json" && head.kind !== "lines") return null;
  const begin = head.text.trimStart().startsWith("[") ? "[]." : "";
  const keys = [...head.values.keys()];
  const prompts = keys.filter(
    (key) => key.startsWith(begin) && key.slice(begin.length).trim().split(/\s+/).length >= 3,
  );
  if (prompts.length === 0 || prompts.length < keys.length) return null;
  const rates = prompts.every((key) => {
    const value = head.values.get(key);
    return typeof value === "number" && value >= 0 && value <= 1;
  });
  return rates ? { version: "semantic attack", certainty: "likely" } : null;
}
