import "server-only";
import type { Certainty, Recognised, ResultFormat } from "@/lib/domain/test-runs/formats/format";
import { formats } from "@/lib/domain/test-runs/formats/formats";
import type { Head } from "@/lib/domain/test-runs/formats/source/head";
import { Invalid } from "@/lib/platform/errors/public-error";

/** The format of a file, and what it recognised it as. */
export interface Found {
  format: ResultFormat;
  recognised: Recognised;
}

/** No format, or more than one, claims a file; the nearest guesses say what to try. */
export class UnknownResults extends Invalid {
  /** Keys of the formats that come nearest, the nearest first. */
  readonly guesses: readonly string[];
  constructor(message: string, guesses: readonly string[]) {
    super(message);
    this.guesses = guesses;
  }
}

const order: readonly Certainty[] = ["certain", "likely", "possible"];

/**
 * Returns the format of a file, told by its content. A key settles it where a person knows better. Throws UnknownResults where
 * no format or more than one claims the file, or there is no format of that key.
 */
export function recogniseFormat(head: Head, key?: string | undefined): Found {
  if (head.kind === "empty") throw new UnknownResults("The file is empty. It holds no results.", []);
  if (key !== undefined) return named(head, key);
  const found = formats
    .flatMap((format): Found[] => {
      const recognised = format.recognise(head);
      return recognised ? [{ format, recognised }] : [];
    })
    .sort((a, b) => order.indexOf(a.recognised.certainty) - order.indexOf(b.recognised.certainty));
  const [best] = found;
  if (!best) throw unknown(head);
  const rivals = found.filter(({ recognised }) => recognised.certainty === best.recognised.certainty);
  const guesses = found.map(({ format }) => format.key);
  if (best.recognised.certainty === "possible")
    throw new UnknownResults(
      `No format is recognised for sure. It may be ${listOf(found)}. ${settle(guesses)}`,
      guesses,
    );
  if (rivals.length > 1)
    throw new UnknownResults(
      `More than one format is possible: ${listOf(rivals)}. ${settle(guesses)}`,
      guesses,
    );
  return best;
}

function named(head: Head, key: string): Found {
  const format = formats.find((one) => one.key === key);
  if (!format)
    throw new UnknownResults(
      `There is no format "${key}". There are: ${formats.map((one) => one.key).join(", ")}.`,
      formats.map((one) => one.key),
    );
  return { format, recognised: format.recognise(head) ?? { version: "unknown", certainty: "possible" } };
}

// What the file holds at its top says more to a person than that nobody knows it.
function unknown(head: Head): UnknownResults {
  const keys = [...head.paths].filter((path) => !path.includes(".") && path !== "[]").slice(0, 8);
  const holds =
    keys.length > 0 ? ` Its first keys are ${keys.map((one) => one.slice(0, 40)).join(", ")}.` : "";
  const all = formats.map(({ key }) => key);
  return new UnknownResults(
    `This is no file of test results that is known here.${holds} ${settle([])} Known are: ${all.join(", ")}.`,
    [],
  );
}

function listOf(found: readonly Found[]): string {
  return found.map(({ format, recognised }) => `${format.key} (${recognised.version})`).join(" or ");
}

function settle(guesses: readonly string[]): string {
  const all = guesses.length > 0 ? ` ${guesses.join(" or --format ")}` : "";
  return `Name the format if you know it: in the form, or with --format${all} on the command line.`;
}
