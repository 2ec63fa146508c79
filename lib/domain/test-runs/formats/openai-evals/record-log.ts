import "server-only";
import * as z from "zod";
import type { ResultRecord, TestCase } from "@/lib/domain/test-runs/formats/format";
import { type JsonLine, jsonLines, linesOf, objectIn } from "@/lib/domain/test-runs/formats/source/lines";
import type { Reading } from "@/lib/domain/test-runs/formats/source/reading";
import type { ResultFile } from "@/lib/domain/test-runs/formats/source/result-file";

const spec = z.looseObject({
  completion_fns: z.array(z.string()).nullish(),
  eval_name: z.string().nullish(),
  run_id: z.string().nullish(),
  created_at: z.string().nullish(),
});
// Fields may be hidden on purpose.
const event = z.looseObject({
  run_id: z.string().nullish(),
  sample_id: z.union([z.string(), z.number()]).nullish(),
  type: z.string(),
  data: z.unknown().optional(),
});
const match = z.looseObject({ correct: z.boolean() });

/** So many samples are remembered to find those of which nobody said what came of them. */
const mostSamples = 500_000;

/** Yields what a record log says, whatever the order of its lines: its specification, its matches, errors and metrics. */
export async function* recordLog(file: ResultFile, reading: Reading): AsyncGenerator<ResultRecord> {
  const log = new RecordLog(reading, await firstName(file));
  for await (const line of jsonLines(file, reading)) yield* log.records(line);
  yield* log.rest();
}

// The specification is the first line by habit only, and every case is named after it.
async function firstName(file: ResultFile): Promise<string> {
  for await (const { bytes } of linesOf(file)) {
    if (!bytes.includes('"spec"')) continue;
    const line = objectIn(bytes);
    const read = typeof line === "string" ? null : spec.safeParse(line["spec"]).data;
    if (read?.eval_name) return read.eval_name;
  }
  return "eval";
}

class RecordLog {
  readonly #reading: Reading;
  #name: string;
  #run: string | null = null;
  #reported = false;
  readonly #open = new Set<string>();
  readonly #judged = new Set<string>();
  readonly #metrics = new Set<string>();
  #forgotten = false;

  constructor(reading: Reading, name: string) {
    this.#reading = reading;
    this.#name = name;
  }

  *records({ line, value }: JsonLine): Generator<ResultRecord> {
    if ("spec" in value) yield* this.#begin(line, value["spec"]);
    else if ("final_report" in value) yield* this.#end(value["final_report"]);
    else {
      const one = this.#reading.check(event, value, line);
      if (one) yield* this.#event(line, one);
    }
  }

  /** Yields the samples that were asked and never judged, and whether the run came to its end. */
  *rest(): Generator<ResultRecord> {
    const unjudged = [...this.#open].filter((sample) => !this.#judged.has(sample)).length;
    if (unjudged > 0) yield this.#case("inconclusive", undefined, unjudged);
    if (this.#metrics.size > 0)
      this.#reading.warn(
        `Nobody said what these metrics mean, so they count for nothing: ${[...this.#metrics].slice(0, 10).join(", ")}. Say which value is good.`,
      );
    if (this.#forgotten) this.#reading.warn("There are too many samples to tell which were never judged.");
    yield { kind: "facts", complete: this.#reported };
  }

  *#begin(line: number, value: unknown): Generator<ResultRecord> {
    const read = this.#reading.check(spec, value, line);
    if (!read) return;
    if (this.#run !== null && read.run_id && read.run_id !== this.#run) {
      yield* this.rest();
      yield { kind: "run" };
      for (const all of [this.#open, this.#judged, this.#metrics]) all.clear();
      this.#reported = false;
    }
    this.#run = read.run_id ?? this.#run;
    this.#name = read.eval_name ?? this.#name;
    yield {
      kind: "facts",
      runId: read.run_id ?? undefined,
      target: read.completion_fns?.join(", ") || undefined,
      startedAt: read.created_at ?? undefined,
    };
  }

  *#end(report: unknown): Generator<ResultRecord> {
    this.#reading.valid();
    this.#reported = true;
    const said = typeof report === "object" && report !== null ? Object.entries(report) : [];
    const samples = said.find(([key]) => key === "n_samples")?.[1];
    if (Number.isSafeInteger(samples) && Number(samples) >= 0)
      yield { kind: "facts", declared: { evaluated: Number(samples) } };
  }

  *#event(line: number, { type, data, sample_id: sample }: z.infer<typeof event>): Generator<ResultRecord> {
    const id = sample == null ? undefined : String(sample);
    if (id !== undefined) this.#remember(this.#open, id);
    if (type === "match") {
      const read = this.#reading.check(match, data, line);
      if (!read) return;
      const good = this.#meaning(this.#name, "match") !== "vulnerable";
      yield this.#case(read.correct === good ? "defended" : "vulnerable", id);
    } else if (type === "error") yield this.#case("error", id);
    else if (type === "metrics") yield* this.#measured(data, id);
  }

  *#measured(data: unknown, id: string | undefined): Generator<ResultRecord> {
    if (typeof data !== "object" || data === null) return;
    for (const [metric, value] of Object.entries(data)) {
      if (typeof value !== "boolean" && typeof value !== "number") continue;
      const meaning = this.#reading.options.scoreMeans.get(metric);
      if (meaning === undefined) {
        if (this.#metrics.size < 50) this.#metrics.add(metric);
        continue;
      }
      const high = Number(value) >= 0.5;
      const defended = high === (meaning === "defended");
      yield {
        ...this.#case(defended ? "defended" : "vulnerable", id),
        detector: metric,
        score: Number(value),
      };
    }
  }

  #meaning(...keys: string[]) {
    const { scoreMeans } = this.#reading.options;
    return keys.map((key) => scoreMeans.get(key)).find((one) => one !== undefined) ?? scoreMeans.get("*");
  }

  #case(outcome: TestCase["outcome"], caseId: string | undefined, count = 1): TestCase {
    if (caseId !== undefined) this.#remember(this.#judged, caseId);
    return { kind: "case", check: this.#name, outcome, caseId, count };
  }

  #remember(samples: Set<string>, id: string): void {
    if (samples.size < mostSamples) samples.add(id);
    else this.#forgotten ||= !samples.has(id);
  }
}
