import { type Command, exitCode, flagOption, textOption, UsageError } from "@/lib/cli/command";
import { textFile } from "@/lib/cli/text-file";
import { fromInvocation } from "@/lib/platform/settings/launch";

const oneSystem = "Split it into several models.";

export const threats: Command = {
  name: "threats",
  summary:
    "Propose the threats that follow from a threat model in a file, each with its rule; needs no database.",
  usage: "<model file> [--to otm|threat-dragon|tm-library --out <file>] [--svg <file>]",
  options: {
    system: { type: "string", description: "A JSON file of facts of the system as a whole." },
    deep: { type: "boolean", description: "Ask the rules of the second tier as well." },
    since: { type: "string", description: "An earlier state of the model: say what changed since." },
    coverage: { type: "boolean", description: "Say what is covered, and why a place is empty." },
    to: {
      type: "string",
      description: "Write the model in another format instead: otm, threat-dragon or tm-library.",
    },
    out: { type: "string", description: "A file for what --to writes, that is not there yet." },
    svg: { type: "string", description: "Draw the model instead, into a file that is not there yet." },
  },
  async run(args) {
    const [file, ...more] = args.positionals;
    if (!file || more.length > 0) throw new UsageError("Say which file: threats model.json --json.");
    const { modelFileLimits } = await import("@/lib/domain/threat-models/formats/schema");
    const { mostFactBytes: mostBytes, readFacts } = await import("@/lib/domain/threat-models/read-facts");
    const { proposeFrom } = await import("@/lib/cli/propose-threats");
    const [to, out, svg, system] = ["to", "out", "svg", "system"].map((name) => textOption(args, name));
    if (out !== undefined && to === undefined)
      throw new UsageError("Say with --to in which format the file is written.");
    if (svg !== undefined && to !== undefined)
      throw new UsageError("Ask for --to or for --svg, one at a time.");
    const limits = { mostBytes: modelFileLimits.bytes, advice: oneSystem };
    const text = await textFile(fromInvocation(file), limits);
    if (to !== undefined || svg !== undefined) {
      const { convertThreatModel } = await import("@/lib/cli/convert-threat-model");
      const target = svg ?? out;
      const file = target === undefined ? undefined : fromInvocation(target);
      await convertThreatModel({ text, to: to ?? "svg", out: file, json: args.json });
      return exitCode.ok;
    }
    const facts =
      system === undefined
        ? {}
        : readFacts(
            await textFile(fromInvocation(system), { mostBytes, advice: "Give one answer for each fact." }),
          );
    const since = textOption(args, "since");
    const proposed = proposeFrom(text, facts, {
      deep: flagOption(args, "deep"),
      coverage: flagOption(args, "coverage"),
      since: since === undefined ? null : await textFile(fromInvocation(since), limits),
    });
    if (args.json) console.log(JSON.stringify(proposed.answer));
    else for (const line of proposed.inWords()) console.log(line);
    return exitCode.ok;
  },
};
