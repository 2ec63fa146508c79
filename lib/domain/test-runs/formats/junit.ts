import "server-only";
import { SaxesParser } from "saxes";
import type { ResultFormat, ResultRecord, TestCase } from "@/lib/domain/test-runs/formats/format";
import { nameFrom } from "@/lib/domain/test-runs/formats/reported";
import { limits, tooDeep, tooLarge } from "@/lib/domain/test-runs/formats/source/limits";
import { plainBytes } from "@/lib/domain/test-runs/formats/source/plain-bytes";
import type { ResultFile } from "@/lib/domain/test-runs/formats/source/result-file";
import type { Outcome } from "@/lib/domain/test-runs/schema";
import { Invalid, PublicError } from "@/lib/platform/errors/public-error";

// JUnit XML, which every test runner writes: a test case passes unless it holds a failure, an error or "skipped". Names of cases
// may hold prompts, so what is tested is told by the class. Document types, and with them entities, are refused.

export const junit: ResultFormat = {
  key: "junit",
  name: "JUnit XML",
  tool: null,
  recognise(head) {
    const first = /<(?![?!])\s*([\w:-]+)/.exec(head.text)?.[1];
    if (head.kind !== "xml" || (first !== "testsuites" && first !== "testsuite")) return null;
    return { version: first, certainty: "certain" };
  },
  async *parse(file, reading, head) {
    const suites = new Suites();
    const parser = new SaxesParser({ xmlns: false });
    let since = 0;
    const step = () => {
      since = 0;
    };
    parser.on("doctype", () => {
      throw new Invalid("The file declares a document type, which results of tests need not. Leave it out.");
    });
    parser.on("error", (error) => {
      throw new Invalid(`The file is no well-formed XML: ${error.message.slice(0, 120)}. Export it again.`);
    });
    parser.on("opentag", ({ name, attributes }) => {
      step();
      suites.open(name, attributes as Record<string, string>);
    });
    parser.on("closetag", ({ name }) => {
      step();
      suites.close(name);
    });
    for await (const text of textOf(file, head.text)) {
      since += text.length;
      if (since > limits.line) throw tooLarge("One element of the file", limits.line);
      guarded(() => parser.write(text));
      for (const record of suites.take()) {
        reading.valid();
        yield record;
      }
    }
    guarded(() => parser.close());
    yield* suites.take();
    yield suites.facts();
  },
};

function guarded(work: () => unknown): void {
  try {
    work();
  } catch (error) {
    if (error instanceof PublicError) throw error;
    throw new Invalid("The file is no XML that can be read. Export it again.");
  }
}

async function* textOf(file: ResultFile, start: string): AsyncGenerator<string> {
  const named = /^<\?xml[^>]*encoding=["']([\w.-]+)["']/.exec(start)?.[1]?.toLowerCase() ?? "utf-8";
  // What was UTF-16 is UTF-8 by now.
  const decoder = new TextDecoder(/^(iso-8859-1|windows-1252|latin1)$/.test(named) ? named : "utf-8", {
    fatal: true,
  });
  try {
    for await (const bytes of plainBytes(file)) yield decoder.decode(bytes, { stream: true });
    yield decoder.decode();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new Invalid("The file holds bytes that are no text in its encoding. Save it as UTF-8.");
  }
}

const outcomes: Record<string, Outcome> = { failure: "vulnerable", error: "error", skipped: "skipped" };
const worst: readonly Outcome[] = ["error", "vulnerable", "skipped", "defended"];

/** What was read so far of a file's suites. */
class Suites {
  readonly #open: string[] = [];
  readonly #suites: string[] = [];
  #done: TestCase[] = [];
  #case: { check: string; name: string; outcome: Outcome } | null = null;
  #counts: Record<string, number> | null = null;
  #startedAt: string | undefined;
  #tool: string | undefined;

  open(name: string, attributes: Record<string, string>): void {
    this.#open.push(name);
    if (this.#open.length > limits.depth) throw tooDeep();
    if (this.#open.length === 1) this.#counts = countsIn(attributes);
    if (name === "testsuite" || name === "testsuites") {
      this.#suites.push(attributes["name"] ?? "");
      this.#startedAt ??= nameFrom(attributes["timestamp"]);
      this.#tool ??= name === "testsuites" ? nameFrom(attributes["name"]) : undefined;
    } else if (name === "testcase") {
      const suite = this.#suites.findLast((one) => one !== "");
      const check = nameFrom(attributes["classname"]) ?? nameFrom(suite) ?? "test case";
      const notRun = attributes["status"] === "notrun" || attributes["result"] === "suppressed";
      this.#case = { check, name: attributes["name"] ?? "", outcome: notRun ? "skipped" : "defended" };
    } else if (this.#case && this.#open.at(-2) === "testcase") {
      const outcome = outcomes[name];
      if (outcome && worst.indexOf(outcome) < worst.indexOf(this.#case.outcome)) this.#case.outcome = outcome;
    }
  }

  close(name: string): void {
    this.#open.pop();
    if (name === "testsuite" || name === "testsuites") this.#suites.pop();
    if (name !== "testcase" || !this.#case) return;
    const { check, outcome, name: caseName } = this.#case;
    this.#done.push({ kind: "case", check, outcome, caseId: nameFrom(caseName) });
    this.#case = null;
  }

  /** Returns the cases that were read since it was asked before. */
  take(): TestCase[] {
    const done = this.#done;
    this.#done = [];
    return done;
  }

  facts(): ResultRecord {
    const declared = this.#counts ?? undefined;
    return { kind: "facts", complete: true, startedAt: this.#startedAt, tool: this.#tool, declared };
  }
}

// Of the outermost element alone: the inner ones are part of it.
function countsIn(attributes: Record<string, string>): Record<string, number> | null {
  const number = (name: string) => {
    const given = attributes[name];
    return given !== undefined && /^\d{1,10}$/.test(given) ? Number(given) : undefined;
  };
  const [tests, vulnerable, error] = [number("tests"), number("failures"), number("errors")];
  if (tests === undefined || vulnerable === undefined || error === undefined) return null;
  const skipped = number("skipped") ?? number("disabled") ?? 0;
  return { vulnerable, error, skipped, defended: tests - vulnerable - error - skipped };
}
