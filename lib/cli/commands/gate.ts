import { existsSync } from "node:fs";
import { askedServer, rightsToDecide } from "@/lib/cli/asked-server";
import {
  type Arguments,
  type Command,
  exitCode,
  flagOption,
  textOption,
  UsageError,
} from "@/lib/cli/command";
import { scoreMeaning, scoreMeanings } from "@/lib/cli/score-meanings";
import { textFile } from "@/lib/cli/text-file";
import { fromInvocation } from "@/lib/platform/settings/launch";

const forms = ["markdown", "junit", "sarif"] as const;

export const gate: Command = {
  name: "gate",
  summary: "Decide by a policy whether files of test results pass, here or on an installation; fails closed.",
  usage:
    "--policy <policy.yaml> <results file> … | --url <address> --system <ref> --policy <id> <results file> …",
  options: {
    policy: { type: "string", description: "The policy: a YAML file, or with --url the id of one there." },
    url: { type: "string", description: "The installation that keeps results, policy and verdict." },
    baseline: {
      type: "string",
      description: "What --json printed on the branch that this one goes into: findings it has are not new.",
    },
    system: { type: "string", description: "The tested system, by which its findings are known again." },
    model: { type: "string", description: "The tested model, where a system has several." },
    commit: { type: "string", description: "The state of the source that was tested." },
    branch: { type: "string", description: "The branch that was tested." },
    base: { type: "string", description: "With --url: the branch it goes into, whose findings are not new." },
    build: { type: "string", description: "With --url: number or address of the pipeline's run." },
    wait: {
      type: "string",
      description: "With --url: seconds to wait for each file to be read; 600 where absent.",
    },
    "score-means": scoreMeaning,
    markdown: { type: "boolean", description: "Answer in Markdown, as a comment on a change." },
    junit: { type: "boolean", description: "Answer as JUnit XML, a case for each rule." },
    sarif: { type: "boolean", description: "Answer with the findings as SARIF 2.1.0." },
  },
  async run(args) {
    const policy = textOption(args, "policy");
    if (policy === undefined)
      throw new UsageError("Say by which policy: gate --policy policy.yaml report.jsonl.");
    if (args.positionals.length === 0)
      throw new UsageError("Say which files of results are to be decided about.");
    const asked = [
      ...forms.filter((form) => flagOption(args, form)),
      ...(args.json ? (["json"] as const) : []),
    ];
    if (asked.length > 1)
      throw new UsageError(`Ask for one form at a time: ${asked.map((one) => `--${one}`).join(" or ")}.`);
    const said = (name: string) => textOption(args, name) ?? null;
    const { printed } = await import("@/lib/cli/gate-answer");
    const { PublicError } = await import("@/lib/platform/errors/public-error");
    const { NotAllowed, Unreachable } = await import("@/lib/cli/server-client");
    try {
      const answer =
        said("url") === null ? await decidedHere(args, policy) : await decidedThere(args, policy);
      console.log(printed(answer, asked[0] ?? "words"));
      return answer.exit_code;
    } catch (error) {
      // What cannot be read decides nothing, and nothing that is undecided passes.
      if (error instanceof NotAllowed) throw new UsageError(error.message);
      if (!(error instanceof PublicError || error instanceof Unreachable)) throw error;
      if (args.json) console.log(JSON.stringify({ ok: false, verdict: "undecided", error: error.message }));
      else console.error(error.message);
      return exitCode.undecided;
    }
  },
};

async function decidedHere(args: Arguments, policy: string) {
  const { decide } = await import("@/lib/cli/gate-answer");
  const said = (name: string) => textOption(args, name) ?? null;
  const baseline = said("baseline");
  return decide({
    policy: await textFile(fromInvocation(policy), {
      mostBytes: 1_000_000,
      advice: "A policy is short.",
    }),
    baseline:
      baseline === null
        ? null
        : await textFile(fromInvocation(baseline), {
            mostBytes: 50_000_000,
            advice: "Give one answer of a gate.",
          }),
    files: args.positionals.map(fromInvocation),
    scoreMeans: scoreMeanings(args),
    subject: {
      ...{ system: said("system"), model: said("model") },
      ...{ commit: said("commit"), branch: said("branch") },
    },
    at: new Date(),
  });
}

async function decidedThere(args: Arguments, policy: string) {
  const { decideOnServer } = await import("@/lib/cli/gate-on-server");
  const option = (name: string) => textOption(args, name);
  if (option("baseline") !== undefined)
    throw new UsageError("With --url the baseline is there already: name the branch it goes into by --base.");
  const files = args.positionals.map(fromInvocation);
  for (const file of files) if (!existsSync(file)) throw new UsageError(`There is no file ${file}.`);
  return decideOnServer({
    ...{ ...askedServer(args, rightsToDecide), policy, model: option("model") },
    files,
    said: {
      ...{ commit: option("commit"), branch: option("branch") },
      ...{ base: option("base"), build: option("build") },
    },
    scoreMeans: scoreMeanings(args).get("*"),
  });
}
