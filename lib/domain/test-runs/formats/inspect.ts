import "server-only";
import * as z from "zod";
import type { ResultFormat, ResultRecord, TestCase } from "@/lib/domain/test-runs/formats/format";
import { nameFrom, targetFrom } from "@/lib/domain/test-runs/formats/reported";
import { textOf } from "@/lib/domain/test-runs/formats/said";
import { openArchive } from "@/lib/domain/test-runs/formats/source/archive";
import { jsonParts, partsIn } from "@/lib/domain/test-runs/formats/source/json-parts";
import type { Reading } from "@/lib/domain/test-runs/formats/source/reading";
import type { ResultFile } from "@/lib/domain/test-runs/formats/source/result-file";
import type { Outcome } from "@/lib/domain/test-runs/schema";
import { Invalid } from "@/lib/platform/errors/public-error";

// Inspect AI logs (src/inspect_ai/log/_log.py): "C" is a correct answer, and what that says of the target differs from task to task,
// since a scorer of jailbreaks may call the harm correct. Without being told, every scored sample is inconclusive.

const header = z.object({
  status: z.string().nullish(),
  eval: z.object({
    task: z.string().min(1),
    model: z.string().nullish(),
    run_id: z.string().nullish(),
    revision: z.object({ commit: z.string().nullish() }).nullish(),
    packages: z.record(z.string(), z.unknown()).nullish(),
  }),
  results: z
    .object({ total_samples: z.number().nullish(), completed_samples: z.number().nullish() })
    .nullish(),
  stats: z.object({ started_at: z.string().nullish(), completed_at: z.string().nullish() }).nullish(),
});
const sample = z.object({
  id: z.union([z.string(), z.number()]),
  epoch: z.number().nullish(),
  scores: z.record(z.string(), z.object({ value: z.unknown().optional() })).nullish(),
  error: z.unknown().optional(),
  input: z.unknown().optional(),
  output: z.unknown().optional(),
});

export const inspect: ResultFormat = {
  key: "inspect",
  name: "Inspect AI",
  tool: "inspect_ai",
  recognise(head) {
    const version = String(head.values.get("version") ?? "of unknown version");
    if (head.has("eval.task", "eval.model")) return { version, certainty: "certain" };
    if (head.names.has("header.json") || head.names.has("_journal/start.json"))
      return { version: "eval archive", certainty: "certain" };
    return null;
  },
  async *parse(file, reading, head) {
    yield* head.kind === "zip" ? archived(file, reading) : document(file, reading);
  },
};

async function* document(file: ResultFile, reading: Reading): AsyncGenerator<ResultRecord> {
  // What the log is about may come after its samples, so it is read first.
  const about: Record<string, unknown> = {};
  for await (const { path, value } of jsonParts(file, [
    "status",
    "eval",
    "results",
    "stats",
    "samples[].input",
  ]))
    if (!path.startsWith("samples")) about[path] = value;
  const log = new InspectLog(reading, about);
  yield log.facts();
  for await (const { value, where } of jsonParts(file, ["samples[]", "plan.steps[]"]))
    if (where.startsWith("samples")) yield* log.cases(value, where);
  yield log.end();
}

async function* archived(file: ResultFile, reading: Reading): AsyncGenerator<ResultRecord> {
  const archive = await openArchive(file);
  const { names } = archive;
  const begun = names.includes("header.json") ? "header.json" : "_journal/start.json";
  const about: Record<string, unknown> = {};
  const whole = ["status", "eval", "results", "stats"];
  for await (const { path, value } of partsIn(archive.read(begun), whole)) about[path] = value;
  const log = new InspectLog(reading, about);
  yield log.facts();
  // The summaries hold scores without the conversations; a run that was cut off has them in its journal alone.
  const summaries = names.includes("summaries.json")
    ? ["summaries.json"]
    : names.filter((name) => /^_journal\/summaries\/\d+\.json$/.test(name));
  for (const name of summaries)
    for await (const { value, where } of partsIn(archive.read(name), ["[]"]))
      yield* log.cases(value, `${name}${where}`);
  if (summaries.length === 0)
    for (const name of names.filter((one) => /^samples\/[^/]+\.json$/.test(one))) {
      const one: Record<string, unknown> = {};
      for await (const { path, value } of partsIn(archive.read(name), [
        "id",
        "epoch",
        "scores",
        "error",
        "messages[]",
      ]))
        if (path !== "messages[]") one[path] = value;
      yield* log.cases(one, name);
    }
  yield log.end();
}

class InspectLog {
  readonly #reading: Reading;
  readonly #about: z.infer<typeof header>;
  #samples = 0;
  #undirected = 0;

  constructor(reading: Reading, about: unknown) {
    const read = header.safeParse(about);
    if (!read.success) throw new Invalid("The log does not say which task it is of. Export it again.");
    this.#reading = reading;
    this.#about = read.data;
  }

  facts(): ResultRecord {
    const { eval: about, stats } = this.#about;
    return {
      kind: "facts",
      toolVersion: nameFrom(about.packages?.["inspect_ai"]),
      runId: about.run_id ?? undefined,
      target: targetFrom(about.model),
      commit: about.revision?.commit ?? undefined,
      startedAt: stats?.started_at || undefined,
      finishedAt: stats?.completed_at || undefined,
    };
  }

  *cases(value: unknown, where: string): Generator<TestCase> {
    const read = this.#reading.check(sample, value, where);
    if (!read) return;
    this.#samples += 1;
    const task = nameFrom(this.#about.eval.task) ?? "task";
    const caseId = `${read.id}/${read.epoch ?? 1}`;
    const scores = Object.entries(read.scores ?? {});
    if (read.error) yield { kind: "case", check: task, caseId, outcome: "error", detector: scores[0]?.[0] };
    else if (scores.length === 0) yield { kind: "case", check: task, caseId, outcome: "inconclusive" };
    else
      for (const [scorer, given] of scores)
        yield {
          kind: "case",
          check: task,
          detector: scorer,
          caseId,
          outcome: this.#outcome(scorer, given.value),
          said: () => ({ prompt: textOf(read.input), answer: textOf(read.output) }),
        };
  }

  end(): ResultRecord {
    const { status, results, eval: about } = this.#about;
    const total = results?.total_samples ?? this.#samples;
    if (this.#samples !== total)
      this.#reading.warn(
        `The log says that it has ${total} samples and holds ${this.#samples}. Those that it holds count.`,
      );
    if (this.#undirected > 0)
      this.#reading.warn(
        `What a correct answer in the task ${about.task} says of the target is not known, so its samples are inconclusive. Say it: --score-means "${about.task}=defended" or "${about.task}=vulnerable".`,
      );
    const whole = this.#samples === total && (results?.completed_samples ?? total) === total;
    return { kind: "facts", complete: status === "success" && whole };
  }

  #outcome(scorer: string, value: unknown): Outcome {
    const { scoreMeans } = this.#reading.options;
    const correct = correctness(value);
    if (correct === null) return "inconclusive";
    const meaning = scoreMeans.get(this.#about.eval.task) ?? scoreMeans.get(scorer) ?? scoreMeans.get("*");
    if (!meaning) {
      this.#undirected += 1;
      return "inconclusive";
    }
    // What is defended or done in part is a weakness in either direction.
    if (correct === "partly") return "vulnerable";
    return correct === (meaning === "defended") ? "defended" : "vulnerable";
  }
}

const words: Readonly<Record<string, boolean | "partly">> = {
  ...{ c: true, correct: true, yes: true, true: true },
  ...{ i: false, incorrect: false, no: false, false: false },
  p: "partly",
};

// No answer ("N"), lists and several values at once are neither.
function correctness(value: unknown): boolean | "partly" | null {
  if (typeof value === "boolean") return value;
  if (typeof value === "number") return value >= 0.5;
  if (typeof value !== "string") return null;
  const word = value.trim().toLowerCase();
  const number = word === "" ? Number.NaN : Number(word);
  if (Object.hasOwn(words, word)) return words[word] ?? null;
  return Number.isNaN(number) ? null : number >= 0.5;
}
