import { stat } from "node:fs/promises";
import path from "node:path";
import { askedServer, rightsToPush } from "@/lib/cli/asked-server";
import {
  type Arguments,
  type Command,
  exitCode,
  flagOption,
  textOption,
  UsageError,
} from "@/lib/cli/command";
import type { PushWish } from "@/lib/cli/push-results";
import { scoreMeaning, scoreMeanings } from "@/lib/cli/score-meanings";
import { fromInvocation } from "@/lib/platform/settings/launch";

export const results: Command = {
  name: "results",
  summary:
    "Read a file of security test results, whichever tool wrote it, and say what it shows; or push it to an installation.",
  usage: "<results file> | push <results file…> --system <ref> --url <address>",
  options: {
    format: { type: "string", description: "The format, where its content does not tell for sure." },
    "score-means": scoreMeaning,
    system: {
      type: "string",
      description: "push: the AI system that was tested: S-0004, its name or its id.",
    },
    model: { type: "string", description: "push: the model that was tested, one that the system uses." },
    "model-version": { type: "string", description: "push: its version, where it is not the inventory's." },
    prompt: { type: "string", description: "push: the system prompt it was tested with." },
    "prompt-version": { type: "string", description: "push: its version, where it is not the inventory's." },
    scope: { type: "string", description: "push: what was meant to be tested." },
    commit: { type: "string", description: "push: the state of the source that was tested." },
    branch: { type: "string", description: "push: the branch it comes from." },
    build: { type: "string", description: "push: number or address of the build." },
    "dry-run": { type: "boolean", description: "push: only say what it would do." },
    url: {
      type: "string",
      description: "push: the address of the installation; PLUMBLINE_URL where absent.",
    },
    wait: { type: "string", description: "push: seconds to wait until the file is read; 600 where absent." },
  },
  async run(args) {
    const [first, ...more] = args.positionals;
    if (first === "push") return push(args, more);
    if (!first || more.length > 0) throw new UsageError("Say which file: results report.jsonl --json.");
    const file = await fileNamed(first);
    const wish = { format: textOption(args, "format"), scoreMeans: scoreMeanings(args) };
    const { answerFrom, refusalOf } = await import("@/lib/cli/results-answer");
    try {
      const answer = await answerFrom(file, wish);
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

async function fileNamed(given: string): Promise<string> {
  const file = fromInvocation(given);
  const found = await stat(file).catch(() => null);
  if (!found?.isFile()) throw new UsageError(`There is no file ${given}.`);
  return file;
}

// Each file by itself, one after the other: the exit code is that of the one that came off worst.
async function push(args: Arguments, named: readonly string[]): Promise<number> {
  if (named.length === 0)
    throw new UsageError("Say which file: results push report.jsonl --system S-0004 --url https://…");
  const wishes: PushWish[] = [];
  for (const one of named) wishes.push(await wishFrom(args, await fileNamed(one)));
  const answers: object[] = [];
  let worst: number = exitCode.ok;
  for (const wish of wishes) {
    if (wishes.length > 1 && !args.json) console.log(`${wish.name}:`);
    const { code, answer } = await pushOne(wish, args.json);
    answers.push(wishes.length > 1 ? { file: wish.name, ...answer } : answer);
    worst = Math.max(worst, code);
  }
  if (args.json) console.log(JSON.stringify(wishes.length > 1 ? answers : answers[0]));
  return worst;
}

async function pushOne(wish: PushWish, json: boolean): Promise<{ code: number; answer: object }> {
  const { pushedInWords, pushResults } = await import("@/lib/cli/push-results");
  const { NotAllowed, Unreachable } = await import("@/lib/cli/server-client");
  const { PublicError } = await import("@/lib/platform/errors/public-error");
  try {
    const pushed = await pushResults(wish);
    if (!json) for (const line of pushedInWords(pushed)) console.log(line);
    const failed = pushed.state === "failed" || pushed.state === "cancelled";
    return { code: failed ? exitCode.failed : exitCode.ok, answer: pushed };
  } catch (error) {
    // No other file would be allowed either.
    if (error instanceof NotAllowed) throw new UsageError(error.message);
    const unreachable = error instanceof Unreachable;
    if (!unreachable && !(error instanceof PublicError)) throw error;
    if (!json) console.error(error.message);
    return {
      code: unreachable ? exitCode.undecided : exitCode.failed,
      answer: { ok: false, error: error.message },
    };
  }
}

async function wishFrom(args: Arguments, file: string): Promise<PushWish> {
  const option = (name: string) => textOption(args, name);
  return {
    ...{ file, name: path.basename(file), ...askedServer(args, rightsToPush) },
    ...{ model: option("model"), prompt: option("prompt"), dryRun: flagOption(args, "dry-run") },
    said: {
      ...{ modelVersion: option("model-version"), promptVersion: option("prompt-version") },
      ...{ scope: option("scope"), commit: option("commit"), branch: option("branch") },
      ...{ build: option("build"), format: option("format"), scoreMeans: scoreMeanings(args).get("*") },
    },
  };
}
