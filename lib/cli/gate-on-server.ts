import path from "node:path";
import * as z from "zod";
import { pushResults } from "@/lib/cli/push-results";
import { askServer, idNamed, type Server, Unreachable } from "@/lib/cli/server-client";
import type { GateAnswer } from "@/lib/domain/test-runs/gate/answer";

/** What a running installation is asked to decide. */
export interface ServerQuestion extends Server {
  /** The id of a gate policy that the installation keeps. */
  policy: string;
  system: string;
  model: string | undefined;
  files: readonly string[];
  said: Readonly<Record<"commit" | "branch" | "base" | "build", string | undefined>>;
  scoreMeans: string | undefined;
  /** Seconds to wait for each file to be read. */
  wait: number;
}

const answered = z.looseObject({ verdict: z.string(), exit_code: z.int(), report_url: z.string() });

/**
 * Hands files of results in to a running installation and returns what its gate says of them; the verdict stays there. Throws
 * Unreachable also where a file cannot be read, since nothing is decided then; NotAllowed and Invalid as the server says.
 */
export async function decideOnServer(question: ServerQuestion): Promise<GateAnswer & { report_url: string }> {
  const { url, token, policy, model, said, scoreMeans, wait } = question;
  const systemId = await idNamed(question, "systems", question.system);
  const { base, ...ofRun } = said;
  const runIds: string[] = [];
  for (const file of question.files) {
    const name = path.basename(file);
    const { state, message, runId } = await pushResults({
      ...{ url, token, file, name, system: systemId, model, prompt: undefined, dryRun: false, wait },
      said: { ...ofRun, scoreMeans },
    });
    if (runId === null || state === "failed" || state === "cancelled")
      throw new Unreachable(`${name} was not taken in, so nothing is decided: ${message ?? state}`);
    runIds.push(runId);
  }
  const asked = Object.entries({ ...ofRun, base }).filter(([, value]) => value !== undefined);
  const body = { systemId, policy, runIds, ...Object.fromEntries(asked) };
  const answer = answered.parse(await askServer(question, "POST", "/gates/evaluate", body));
  return answer as unknown as GateAnswer & { report_url: string };
}
