import "server-only";
import * as z from "zod";
import type { ResultFormat, ResultRecord } from "@/lib/domain/test-runs/formats/format";
import { nameFrom } from "@/lib/domain/test-runs/formats/reported";
import { textOf } from "@/lib/domain/test-runs/formats/said";
import { type JsonLine, jsonLines } from "@/lib/domain/test-runs/formats/source/lines";
import type { Reading } from "@/lib/domain/test-runs/formats/source/reading";
import type { Outcome } from "@/lib/domain/test-runs/schema";

// NVIDIA garak: report.jsonl holds everything, hitlog.jsonl the hits alone. A detector's score at or above the threshold of the
// run is a hit, so the target is vulnerable; no score means that the detector could not judge. Shapes from garak's
// evaluators/base.py and attempt.py, older ones (total, "detector." before names, plain strings) included.

/** Garak's own default of run.eval_threshold. */
const usualThreshold = 0.5;
/** Of an attempt: it was sent, answered and judged. It is written before as well, with a lower status. */
const judged = 2;

const score = z.number().nullable();
const attempt = z.object({
  status: z.number().optional(),
  uuid: z.string().optional(),
  probe_classname: z.string().min(1),
  prompt: z.unknown().optional(),
  outputs: z.unknown().optional(),
  detector_results: z.record(z.string(), z.union([z.array(score), score])).nullish(),
});
const evaluated = z.object({
  probe: z.string().min(1),
  detector: z.string().min(1),
  passed: z.number().int().nonnegative().optional(),
  fails: z.number().int().nonnegative().optional(),
  nones: z.number().int().nonnegative().optional(),
  total: z.number().int().nonnegative().optional(),
  total_evaluated: z.number().int().nonnegative().optional(),
});
const hit = z.object({
  probe: z.string().min(1),
  detector: z.string().min(1),
  score: score.optional(),
  run_id: z.string().nullish(),
  attempt_id: z.string().nullish(),
  attempt_idx: z.number().nullish(),
  generator: z.string().nullish(),
  prompt: z.unknown().optional(),
  output: z.unknown().optional(),
});

export const garak: ResultFormat = {
  key: "garak",
  name: "NVIDIA garak",
  tool: "garak",
  recognise(head) {
    const type = String(head.values.get("entry_type") ?? "");
    const known = /^(start_run setup|init|config|attempt|eval|probe_summary|completion|completed|digest)$/;
    if (known.test(type)) return { version: "report", certainty: "certain" };
    if (head.has("probe", "detector", "score") && (head.has("attempt_id") || head.has("generator")))
      return { version: "hit log", certainty: "certain" };
    return head.has("probe", "detector") ? { version: "hit log", certainty: "possible" } : null;
  },
  async *parse(file, reading) {
    const state = new GarakRun(reading);
    for await (const line of jsonLines(file, reading, isUnjudged)) yield* state.records(line);
    state.end();
  },
};

// An attempt begins with its status, as garak writes it. Half of a report are attempts that were not judged yet, whose prompts
// and answers need not be read.
const unjudged = /^\{"entry_type": "attempt", "uuid": "[\w-]*", "seq": \d+, "status": [01],/;

function isUnjudged(line: Buffer): boolean {
  return unjudged.test(line.toString("latin1", 0, 200));
}

/** What was read of the run so far; a file may hold several. */
class GarakRun {
  readonly #reading: Reading;
  readonly #runs = new Set<string>();
  #threshold = usualThreshold;
  #begun = new Set<string>();
  #hits = false;

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  *records({ line, value }: JsonLine): Generator<ResultRecord> {
    const type = value["entry_type"];
    if (type === "attempt") yield* this.#attempt(line, value);
    else if (type === "eval") yield* this.#evaluated(line, value);
    else if (type === undefined && "probe" in value) yield* this.#hit(line, value);
    else {
      // Entries of kinds that newer versions may add say nothing of a test case.
      this.#reading.valid();
      yield* this.#about(String(type), value);
    }
  }

  end(): void {
    if (this.#hits)
      this.#reading.warn(
        "A hit log lists the hits alone: how many attempts there were, and so any rate, is not known. Take in the report (report.jsonl) as well.",
      );
  }

  *#about(type: string, value: JsonLine["value"]): Generator<ResultRecord> {
    if (type === "start_run setup" || type === "init") {
      if (this.#begun.has(type) || this.#begun.has("completion")) {
        yield { kind: "run" };
        this.#begun = new Set();
        this.#threshold = usualThreshold;
      }
      this.#begun.add(type);
    }
    if (type === "start_run setup" || type === "config" || type === "init") {
      const threshold = value["run.eval_threshold"];
      if (typeof threshold === "number") this.#threshold = threshold;
      yield {
        kind: "facts",
        toolVersion: nameFrom(value["garak_version"]) ?? nameFrom(value["_config.version"]),
        runId: nameFrom(value["transient.run_id"]) ?? nameFrom(value["run"]) ?? nameFrom(value["run_id"]),
        startedAt: nameFrom(value["start_time"]) ?? nameFrom(value["transient.starttime_iso"]),
        target: targetOf(value),
      };
    }
    if (type === "completion" || type === "completed") {
      this.#begun.add("completion");
      yield { kind: "facts", complete: true, finishedAt: nameFrom(value["end_time"]) };
    }
  }

  *#attempt(line: number, value: JsonLine["value"]): Generator<ResultRecord> {
    const read = this.#reading.check(attempt, value, line);
    if (!read || (read.status !== undefined && read.status !== judged)) return;
    const check = without(read.probe_classname, "probes.");
    const words = [check, familyOf(check)];
    for (const [name, given] of Object.entries(read.detector_results ?? {})) {
      const detector = without(name, "detector.");
      const scores = Array.isArray(given) ? given : [given];
      for (const [index, one] of scores.entries()) {
        const outcome: Outcome = one === null ? "error" : one >= this.#threshold ? "vulnerable" : "defended";
        const caseId = read.uuid === undefined ? undefined : `${read.uuid}/${index}`;
        const said =
          outcome === "vulnerable"
            ? () => ({ prompt: textOf(read.prompt), answer: textOf(atOf(read.outputs, index)) })
            : undefined;
        yield { kind: "case", check, detector, words, outcome, caseId, score: one ?? undefined, said };
      }
    }
  }

  *#evaluated(line: number, value: JsonLine["value"]): Generator<ResultRecord> {
    const read = this.#reading.check(evaluated, value, line);
    if (!read) return;
    const check = without(read.probe, "probes.");
    const total = read.total_evaluated ?? read.total;
    const vulnerable = read.fails ?? (total === undefined ? undefined : total - (read.passed ?? total));
    const defended = read.passed ?? (total === undefined ? undefined : total - (read.fails ?? 0));
    if (vulnerable === undefined || defended === undefined || vulnerable < 0 || defended < 0) {
      this.#reading.invalid(line, "counts do not add up");
      return;
    }
    yield {
      ...{ kind: "declared", check, detector: without(read.detector, "detector.") },
      words: [check, familyOf(check)],
      counts: { defended, vulnerable, ...(read.nones === undefined ? {} : { error: read.nones }) },
    };
  }

  *#hit(line: number, value: JsonLine["value"]): Generator<ResultRecord> {
    const read = this.#reading.check(hit, value, line);
    if (!read) return;
    const run = read.run_id ?? "";
    if (!this.#runs.has(run) && this.#runs.size < mostRuns) {
      if (this.#runs.size > 0) yield { kind: "run" };
      this.#runs.add(run);
      yield { kind: "facts", runId: read.run_id ?? undefined, denominators: false };
    }
    this.#hits = true;
    const check = without(read.probe, "probes.");
    const ids = [read.attempt_id, read.attempt_idx].filter((one) => one !== null && one !== undefined);
    yield {
      ...{ kind: "case", check, detector: without(read.detector, "detector."), outcome: "vulnerable" },
      words: [check, familyOf(check)],
      caseId: ids.length > 0 ? ids.join("/") : undefined,
      score: read.score ?? undefined,
      target: nameFrom(read.generator),
      said: () => ({ prompt: textOf(read.prompt), answer: textOf(read.output) }),
    };
  }
}

const mostRuns = 1_000;

// The name alone may be missing; the type still says what was asked.
function targetOf(value: JsonLine["value"]): string | undefined {
  const one = (part: string) =>
    nameFrom(value[`plugins.target_${part}`]) ??
    nameFrom(value[`plugins.model_${part}`]) ??
    nameFrom(value[`model_${part}`]);
  return [one("type"), one("name")].filter(Boolean).join(" ") || undefined;
}

function atOf(value: unknown, index: number): unknown {
  return Array.isArray(value) ? value[index] : value;
}

function without(name: string, beginning: string): string {
  return name.startsWith(beginning) ? name.slice(beginning.length) : name;
}

function familyOf(probe: string): string {
  return probe.split(".")[0] ?? probe;
}
