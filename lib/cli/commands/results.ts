import { stat } from "node:fs/promises";
import { type Arguments, type Command, exitCode, textOption, UsageError } from "@/lib/cli/command";
import { fromInvocation } from "@/lib/platform/settings/launch";

export const results: Command = {
  name: "results",
  summary:
    "Read a file of security test results, whichever tool wrote it, and say what it shows; needs no database.",
  usage: "<results file>",
  options: {
    format: { type: "string", description: "The format, where its content does not tell for sure." },
    "score-means": {
      type: "string",
      multiple: true,
      description:
        "What a high score or a correct answer means: defended or vulnerable; or for one task: task=vulnerable.",
    },
  },
  async run(args) {
    const [file, ...more] = args.positionals;
    if (!file || more.length > 0) throw new UsageError("Say which file: results report.jsonl --json.");
    const path = fromInvocation(file);
    const found = await stat(path).catch(() => null);
    if (!found?.isFile()) throw new UsageError(`There is no file ${file}.`);
    const wish = { format: textOption(args, "format"), scoreMeans: scoreMeanings(args) };
    const { answerFrom, refusalOf } = await import("@/lib/cli/results-answer");
    try {
      const answer = await answerFrom(path, wish);
      if (args.json) console.log(JSON.stringify(answer.json));
      else for (const line of answer.inWords()) console.log(line);
      return exitCode.ok;
    } catch (error) {
      const refusal = refusalOf(error);
      if (!refusal) throw error;
      if (args.json) console.log(JSON.stringify(refusal));
      else console.error(refusal.error);
      return exitCode.undecided;
    }
  },
};

const meanings = ["defended", "vulnerable"] as const;

function scoreMeanings(args: Arguments): Map<string, "defended" | "vulnerable"> {
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
