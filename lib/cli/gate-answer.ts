import { createHash } from "node:crypto";
import { stat } from "node:fs/promises";
import * as z from "zod";
import { UsageError } from "@/lib/cli/command";
import { fileOnDisk } from "@/lib/domain/test-runs/formats/source/result-file";
import { type GateAnswer, gateAnswer } from "@/lib/domain/test-runs/gate/answer";
import { evaluateGate } from "@/lib/domain/test-runs/gate/evaluate";
import { asJunit, asMarkdown, asSarif, inWords } from "@/lib/domain/test-runs/gate/gate-reports";
import { gateRun } from "@/lib/domain/test-runs/gate/gate-rules";
import { readPolicy } from "@/lib/domain/test-runs/gate/policy";
import { type ReadWish, type ResultsRead, readResults } from "@/lib/domain/test-runs/read-results";
import { Invalid, PublicError } from "@/lib/platform/errors/public-error";

/** What is decided about: texts that were read already, files by their paths, and the day. */
export interface GateQuestion {
  policy: string;
  baseline: string | null;
  files: readonly string[];
  subject: { system: string | null; model: string | null; commit: string | null; branch: string | null };
  scoreMeans: ReadWish["scoreMeans"];
  at: Date;
}

const baselineShape = z.looseObject({ findings: z.array(z.looseObject({ fingerprint: z.string() })) });

/**
 * Returns what the policy says of the files. A file that cannot be read makes it undecided and no error; throws Invalid where the
 * policy or the baseline cannot be read.
 */
export async function decide(question: GateQuestion): Promise<GateAnswer> {
  const policy = readPolicy(question.policy);
  const baseline = question.baseline === null ? null : fingerprintsIn(question.baseline);
  const runs: ResultsRead[] = [];
  const unread: string[] = [];
  const inputs: { file: string; sha256: string; format: string | null }[] = [];
  for (const path of question.files) {
    const read = await readOne(path, question.scoreMeans).catch((error: unknown) => {
      if (!(error instanceof PublicError)) throw error;
      unread.push(`${path} cannot be read: ${error.message}`);
      return null;
    });
    if (read) runs.push(read);
    inputs.push({ file: path, sha256: await digestOf(path), format: read?.format ?? null });
  }
  const { subject, at } = question;
  const known = [subject.system, subject.model].filter((part) => part !== null).join("\n");
  const decision = evaluateGate(policy.policy, {
    runs: runs.map((read) => gateRun(read, known)),
    ...{ baseline, unread, today: at.toISOString().slice(0, 10) },
  });
  return gateAnswer(policy, decision, { subject, inputs, evaluatedAt: at.toISOString() });
}

/** Returns an answer in the words that were asked for. */
export function printed(answer: GateAnswer, as: "json" | "markdown" | "junit" | "sarif" | "words"): string {
  if (as === "json") return JSON.stringify(answer);
  if (as === "sarif") return JSON.stringify(asSarif(answer));
  if (as === "markdown") return asMarkdown(answer);
  return as === "junit" ? asJunit(answer) : inWords(answer).join("\n");
}

async function readOne(path: string, scoreMeans: ReadWish["scoreMeans"]): Promise<ResultsRead> {
  const found = await stat(path).catch(() => null);
  if (!found?.isFile()) throw new UsageError(`There is no file ${path}.`);
  return readResults(await fileOnDisk(path), scoreMeans ? { scoreMeans } : {});
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const block of (await fileOnDisk(path)).read()) hash.update(block);
  return hash.digest("hex");
}

function fingerprintsIn(text: string): Set<string> {
  try {
    const { findings } = baselineShape.parse(JSON.parse(text));
    return new Set(findings.map(({ fingerprint }) => fingerprint));
  } catch {
    throw new Invalid(
      "The baseline is no answer of a gate. Keep what --json printed on the branch that this one goes into.",
    );
  }
}
