import { type Arguments, type CommandOption, UsageError } from "@/lib/cli/command";

/** The option with which a person says what a score means. */
export const scoreMeaning: CommandOption = {
  type: "string",
  multiple: true,
  description:
    "What a high score or a correct answer means: defended or vulnerable; or for one task: task=vulnerable.",
};

const meanings = ["defended", "vulnerable"] as const;

/** Returns what was said of scores, by task, "*" for all others; throws UsageError for a word that says neither. */
export function scoreMeanings(args: Arguments): Map<string, "defended" | "vulnerable"> {
  const given = [args.values["score-means"] ?? []].flat().map(String);
  return new Map(
    given.map((one) => {
      const cut = one.lastIndexOf("=");
      const meaning = meanings.find((known) => known === one.slice(cut + 1));
      if (!meaning) throw new UsageError("--score-means takes defended or vulnerable, or task=vulnerable.");
      return [cut < 0 ? "*" : one.slice(0, cut), meaning];
    }),
  );
}
