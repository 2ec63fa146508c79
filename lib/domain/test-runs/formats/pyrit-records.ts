import "server-only";
import { createHash } from "node:crypto";
import type * as z from "zod";
import type { ResultRecord, TestCase } from "@/lib/domain/test-runs/formats/format";
import {
  attackResult,
  classNameIn,
  finding,
  outcomeOfScore,
  type PyritScore,
  piece,
  score,
  strategyIn,
  targetIn,
  wordsIn,
} from "@/lib/domain/test-runs/formats/pyrit-shapes";
import { nameFrom } from "@/lib/domain/test-runs/formats/reported";
import { type Said, textOf } from "@/lib/domain/test-runs/formats/said";
import type { Reading } from "@/lib/domain/test-runs/formats/source/reading";
import { severityFromWord } from "@/lib/domain/test-runs/rules";
import type { Outcome } from "@/lib/domain/test-runs/schema";
import { TooLarge } from "@/lib/platform/errors/public-error";

/** What was read so far of a conversation, whose pieces may stand anywhere in an export. */
interface Conversation {
  harm: readonly string[];
  strategy: string | undefined;
  target: string | undefined;
  outcome: Outcome | null;
  failed: "blocked" | "error" | null;
  /** What was said last on either side, as far as there is room. */
  said: Said;
}

const mostConversations = 500_000;
/** So much text of conversations is held until their outcome is known, in UTF-16 units. */
const mostText = 30_000_000;
const outcomes: Record<string, Outcome> = {
  success: "vulnerable",
  failure: "defended",
  error: "error",
  undetermined: "inconclusive",
};

const nothingSaid = (): Said => ({ prompt: undefined, answer: undefined });

/** Turns PyRIT's records into records of ours, telling each record's shape by its keys. */
export class PyritRecords {
  readonly #reading: Reading;
  readonly #conversations = new Map<string, Conversation>();
  #game = false;
  #scales = 0;
  #state: string | undefined;
  #text = 0;

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  *read(value: unknown, where: number | string): Generator<ResultRecord> {
    const keys = typeof value === "object" && value !== null ? value : {};
    if ("attack_results" in keys) yield* this.#scenario(keys as Record<string, unknown>, where);
    else if ("original_value" in keys || ("conversation_id" in keys && "role" in keys))
      this.#piece(value, where);
    else if ("score_value" in keys) yield* this.#score(value, where);
    else if ("harm_type" in keys) yield* this.#finding(value, where);
    else yield* this.#attack(value, where);
  }

  /** Yields what a scenario says of itself. */
  *about(key: string, value: unknown): Generator<ResultRecord> {
    if (key === "scenario_run_state") this.#state = String(value);
    else if (key === "pyrit_version") yield { kind: "facts", toolVersion: nameFrom(value) };
    else if (key === "creation_time") yield { kind: "facts", startedAt: nameFrom(value) };
    else if (key === "completion_time") yield { kind: "facts", finishedAt: nameFrom(value) };
    else if (key === "id") yield { kind: "facts", runId: nameFrom(value) };
    else if (key === "objective_target_identifier") yield { kind: "facts", target: this.#target(value) };
  }

  /** Yields what can be said only once everything was read. */
  *end(): Generator<ResultRecord> {
    for (const [caseId, one] of this.#conversations) {
      const failed = one.failed === "blocked" ? "defended" : one.failed;
      yield this.#case(one.harm, one.strategy, undefined, {
        ...{ outcome: one.outcome ?? failed ?? "inconclusive", caseId, target: one.target },
        said: () => one.said,
      });
    }
    if (this.#game)
      this.#reading.warn(
        "The target is Gandalf, a game of Lakera: the results describe its demo model. They count as training, never as evidence of an own system.",
      );
    if (this.#scales > 0)
      this.#reading.warn(
        `${this.#scales} scores are on a scale, for which the file has no threshold: they are inconclusive.`,
      );
    // An export of memory or of results is written when somebody asks for it; only a scenario knows its end.
    const complete = this.#state === undefined ? {} : { complete: this.#state.toUpperCase() === "COMPLETED" };
    yield { kind: "facts", ...complete, ...(this.#game ? { exercise: true } : {}) };
  }

  *#scenario(value: Record<string, unknown>, where: number | string): Generator<ResultRecord> {
    for (const [key, one] of Object.entries(value)) if (key !== "attack_results") yield* this.about(key, one);
    const groups = Object.values(value["attack_results"] ?? {});
    for (const group of groups)
      for (const one of Array.isArray(group) ? group : [group]) yield* this.#attack(one, where);
  }

  #piece(value: unknown, where: number | string): void {
    const read = this.#reading.check(piece, value, where);
    if (!read) return;
    const id = String(read.conversation_id);
    const known = this.#conversations.get(id);
    if (!known && this.#conversations.size >= mostConversations)
      throw new TooLarge(
        `The export has more than ${mostConversations.toLocaleString("en")} conversations. Split it.`,
      );
    const one = known ?? {
      harm: [],
      strategy: undefined,
      target: undefined,
      outcome: null,
      failed: null,
      said: nothingSaid(),
    };
    this.#conversations.set(id, one);
    const scored = (read.scores ?? []).findLast((given) => given.status !== "undetermined");
    const harm = [...wordsIn(read.targeted_harm_categories), ...wordsIn(scored?.score_category)];
    if (one.harm.length === 0) one.harm = harm;
    one.strategy ??= strategyIn(read.attack_identifier);
    one.target ??= this.#target(read.prompt_target_identifier);
    if (scored) one.outcome = this.#scored(scored);
    this.#say(one.said, read);
    if (read.role === "assistant" && (read.response_error ?? "none") !== "none")
      one.failed = read.response_error === "blocked" ? "blocked" : "error";
  }

  #say(said: Said, { role, converted_value: converted, original_value: original }: z.infer<typeof piece>) {
    const text = textOf(converted ?? original);
    const side = role === "user" ? "prompt" : role === "assistant" ? "answer" : null;
    if (text === undefined || side === null) return;
    const more = text.length - (said[side]?.length ?? 0);
    if (this.#text + more > mostText) return;
    this.#text += more;
    said[side] = text;
  }

  *#attack(value: unknown, where: number | string): Generator<ResultRecord> {
    const read = this.#reading.check(attackResult, value, where);
    if (!read) return;
    const identifiers = [
      read.objective_target_identifier,
      read.atomic_attack_identifier,
      read.attack_identifier,
    ];
    const harm = [...wordsIn(read.targeted_harm_categories), ...wordsIn(read.last_score?.score_category)];
    const outcome = outcomes[read.outcome?.toLowerCase() ?? ""] ?? this.#scored(read.last_score);
    const strategy = strategyIn(read.atomic_attack_identifier ?? read.attack_identifier);
    if (read.pyrit_version) yield { kind: "facts", toolVersion: nameFrom(read.pyrit_version) };
    yield this.#case(harm, strategy, read.objective ?? undefined, {
      ...{ outcome, caseId: read.attack_result_id ?? undefined, target: this.#target(identifiers) },
      said: () => ({ prompt: textOf(read.objective), answer: textOf(read.last_response) }),
    });
  }

  *#score(value: unknown, where: number | string): Generator<ResultRecord> {
    const read = this.#reading.check(score, value, where);
    if (!read) return;
    const scorer = classNameIn(read.scorer_class_identifier);
    const about = { outcome: this.#scored(read), caseId: read.id ?? undefined, target: undefined };
    yield this.#case(wordsIn(read.score_category), scorer, undefined, about);
  }

  *#finding(value: unknown, where: number | string): Generator<ResultRecord> {
    const read = this.#reading.check(finding, value, where);
    if (!read) return;
    const check = nameFrom(read.harm_type) ?? nameFrom(read.title) ?? "finding";
    yield { kind: "facts", denominators: false };
    const toolSeverity = severityFromWord(read.severity) ?? undefined;
    yield { kind: "case", check, outcome: "vulnerable", place: nameFrom(read.title), toolSeverity };
  }

  // The objective is text of the tester: only its hash tells findings apart, never the text itself.
  #case(
    harm: readonly string[],
    detector: string | undefined,
    objective: string | undefined,
    about: Pick<TestCase, "caseId" | "target" | "said"> & { outcome: Outcome },
  ): TestCase {
    const hash =
      objective === undefined ? undefined : createHash("sha256").update(objective).digest("hex").slice(0, 12);
    const check = harm[0] ?? (hash === undefined ? "unnamed harm" : `objective ${hash}`);
    return { kind: "case", check, detector, words: [...harm, check], ...about };
  }

  #scored(one: PyritScore | null | undefined): Outcome {
    if (one?.score_type === "float_scale") this.#scales += 1;
    return outcomeOfScore(one);
  }

  #target(identifier: unknown): string | undefined {
    const { target, game } = targetIn(identifier);
    this.#game ||= game;
    return target;
  }
}
