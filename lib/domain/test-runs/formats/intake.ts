import "server-only";
import type * as z from "zod";
import { limits } from "@/lib/domain/test-runs/formats/source/limits";
import type { Reading, ReadOptions } from "@/lib/domain/test-runs/formats/source/reading";
import { Invalid } from "@/lib/platform/errors/public-error";

/** Something that a person should know before trusting a result, and the line it is about. */
export interface Warning {
  line: number | null;
  message: string;
}

const mostWarnings = 100;
const mostNamed = 10;
/** So many unreadable entries that nobody needs to see the rest before the file is refused. */
const mostInvalid = 10_000;

/** Counts what of a file could be read and what not, and keeps the warnings. */
export class Intake implements Reading {
  readonly options: ReadOptions;
  readonly #warnings: Warning[] = [];
  #unnamed = 0;
  #entries = 0;
  #bad: { where: number | string; why: string }[] = [];
  #badCount = 0;

  constructor(options: ReadOptions) {
    this.options = options;
  }

  check<T>(shape: z.ZodType<T>, value: unknown, where: number | string): T | null {
    const read = shape.safeParse(value);
    if (read.success) {
      this.#entries += 1;
      return read.data;
    }
    const [issue] = read.error.issues;
    const at = issue && issue.path.length > 0 ? `${issue.path.map(String).join(".")}: ` : "";
    this.invalid(where, clean(`${at}${issue?.message ?? "is not as expected"}`));
    return null;
  }

  valid(): void {
    this.#entries += 1;
  }

  invalid(where: number | string, why: string): void {
    this.#entries += 1;
    this.#badCount += 1;
    if (this.#bad.length < mostNamed) this.#bad.push({ where, why });
    if (this.#badCount >= mostInvalid) this.refuseWhereTooMuchIsInvalid();
  }

  warn(message: string, line?: number): void {
    if (this.#warnings.length < mostWarnings)
      this.#warnings.push({ line: line ?? null, message: clean(message) });
    else this.#unnamed += 1;
  }

  /** Throws Invalid where more than 1 % of the entries could not be read. */
  refuseWhereTooMuchIsInvalid(): void {
    if (this.#badCount === 0 || this.#badCount <= this.#entries * limits.invalid) return;
    throw new Invalid(
      `${this.#badCount} of ${this.#entries} entries of the file cannot be read, more than ${limits.invalid * 100} %: ${this.#badInWords()}. Export it again.`,
    );
  }

  /** Returns everything that was noted, what could not be read first. */
  warnings(): Warning[] {
    const bad =
      this.#badCount > 0
        ? `${this.#badCount} of ${this.#entries} entries cannot be read and are left out: ${this.#badInWords()}.`
        : null;
    const [first] = this.#bad;
    return [
      ...(bad === null
        ? []
        : [{ line: typeof first?.where === "number" ? first.where : null, message: bad }]),
      ...this.#warnings,
      ...(this.#unnamed > 0 ? [{ line: null, message: `${this.#unnamed} more notes of this kind.` }] : []),
    ];
  }

  #badInWords(): string {
    const named = this.#bad.map(
      ({ where, why }) => `${typeof where === "number" ? `line ${where}` : clean(where)} (${why})`,
    );
    return [
      ...named,
      ...(this.#badCount > named.length ? [`and ${this.#badCount - named.length} more`] : []),
    ].join(", ");
  }
}

/** Returns text of a file in the length of a message, without what a terminal or a page would take for a command. */
export function clean(text: string): string {
  const line = text.replace(/[\p{C}\s]+/gu, " ").trim();
  return line.length > 300 ? `${line.slice(0, 299)}…` : line;
}
