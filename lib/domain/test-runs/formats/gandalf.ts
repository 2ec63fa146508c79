import "server-only";
import * as z from "zod";
import type { ResultFormat, ResultRecord } from "@/lib/domain/test-runs/formats/format";
import { textOf } from "@/lib/domain/test-runs/formats/said";
import {
  type Entry,
  entriesOf,
  firstValue,
  recordsHave,
} from "@/lib/domain/test-runs/formats/source/entries";
import type { Head } from "@/lib/domain/test-runs/formats/source/head";
import type { Reading } from "@/lib/domain/test-runs/formats/source/reading";
import type { ResultFile } from "@/lib/domain/test-runs/formats/source/result-file";
import { headingsOf, tableRows } from "@/lib/domain/test-runs/formats/source/table";

// Cells of a table are text: "true", "1", or nothing.
const yes = z
  .union([z.boolean(), z.number(), z.string()])
  .nullish()
  .transform((value) => {
    const word = String(value ?? "")
      .trim()
      .toLowerCase();
    if (["true", "1", "1.0", "yes"].includes(word)) return true;
    return ["false", "0", "0.0", "no"].includes(word) ? false : null;
  });
const word = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => (value == null || value === "" ? null : String(value)));

const attempt = z.looseObject({
  level: word,
  session: word,
  attempt: word,
  success: yes,
  setup: word,
  defense: word,
  prompt: z.unknown().optional(),
  answer: z.unknown().optional(),
});
const exchange = z.looseObject({ defender: word, success: yes });
const row = z.looseObject({ text: z.string().min(1) });

/**
 * Records of Gandalf, a game of Lakera, always as a training exercise: they describe its demo model, never an own system. In an
 * attempt log a level is vulnerable where it gave its secret away. A row of a corpus is a prompt without a result: skipped.
 */
export const gandalf: ResultFormat = {
  key: "gandalf",
  name: "Gandalf",
  tool: "Gandalf",
  recognise(head) {
    if (/^gandalf\.attempts\//.test(String(firstValue(head, "schema") ?? firstCell(head, "schema") ?? "")))
      return { version: "attempt log 1", certainty: "certain" };
    const has = keysIn(head);
    if (has("level", "prompt", "success") && (has("defense") || has("setup") || has("session")))
      return { version: "attempts", certainty: "certain" };
    if (has("answer", "defender")) return { version: "exchange", certainty: "likely" };
    return has("text", "similarity") ? { version: "prompt corpus", certainty: "likely" } : null;
  },
  async *parse(file, reading, head): AsyncGenerator<ResultRecord> {
    yield { kind: "facts", exercise: true, target: "Lakera Gandalf" };
    reading.warn(
      "A training exercise: Gandalf has no official export, and results describe Lakera's demo model, not a system of yours.",
    );
    const has = keysIn(head);
    let prompts = 0;
    for await (const entry of rows(file, reading, head)) {
      if (has("text", "similarity")) {
        if (reading.check(row, entry.value, entry.where)) prompts += 1;
      } else if (has("answer", "defender")) yield* exchanged(entry, reading);
      else yield* attempted(entry, reading);
    }
    if (prompts === 0) return;
    yield { kind: "case", check: "prompt corpus", outcome: "skipped", count: prompts, threatClass };
    reading.warn(
      `${prompts} prompts without results. Send them to a system of yours with garak, promptfoo or PyRIT, and bring what comes of it.`,
    );
  },
};

const threatClass = "direct-injection";

function* attempted({ value, where }: Entry, reading: Reading): Generator<ResultRecord> {
  const one = reading.check(attempt, value, where);
  if (!one) return;
  const { level, session, attempt: number, setup, defense, success } = one;
  const check = ["level", level ?? "unnamed", setup, defense].filter((part) => part !== null).join(" ");
  const caseId = session === null ? undefined : `${session}/${level ?? ""}/${number ?? where}`;
  const said = () => ({ prompt: textOf(one.prompt), answer: textOf(one.answer) });
  yield { kind: "case", check, outcome: outcomeOf(success), threatClass, caseId, said };
}

function* exchanged({ value, where }: Entry, reading: Reading): Generator<ResultRecord> {
  const one = reading.check(exchange, value, where);
  if (one)
    yield {
      kind: "case",
      check: `level ${one.defender ?? "unnamed"}`,
      outcome: outcomeOf(one.success),
      threatClass,
    };
}

function outcomeOf(success: boolean | null): "vulnerable" | "defended" | "inconclusive" {
  if (success === null) return "inconclusive";
  return success ? "vulnerable" : "defended";
}

async function* rows(file: ResultFile, reading: Reading, head: Head): AsyncGenerator<Entry> {
  if (head.kind !== "text") return yield* entriesOf(file, reading, head);
  for await (const { line, cells } of tableRows(file, reading)) yield { value: cells, where: line };
}

function keysIn(head: Head): (...keys: string[]) => boolean {
  const headings = headingsOf(head);
  return (...keys) => (headings ? keys.every((key) => headings.includes(key)) : recordsHave(head, ...keys));
}

function firstCell(head: Head, name: string): string | undefined {
  const at = headingsOf(head)?.indexOf(name) ?? -1;
  const [, second] = head.text.split(/\r?\n/, 2);
  return at < 0 ? undefined : second?.split(/[,;\t]/)[at]?.replace(/^"(.*)"$/, "$1");
}
