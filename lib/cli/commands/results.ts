import { stat } from "node:fs/promises";
import { type Command, exitCode, textOption, UsageError } from "@/lib/cli/command";
import { scoreMeaning, scoreMeanings } from "@/lib/cli/score-meanings";
import { fromInvocation } from "@/lib/platform/settings/launch";

export const results: Command = {
  name: "results",
  summary:
    "Read a file of security test results, whichever tool wrote it, and say what it shows; needs no database.",
  usage: "<results file>",
  options: {
    format: { type: "string", description: "The format, where its content does not tell for sure." },
    "score-means": scoreMeaning,
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
