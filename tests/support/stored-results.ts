import {
  applyTestImport,
  createTestImport,
  uploadResults,
} from "@/lib/domain/test-runs/commands/create-import";
import { testRunJobs } from "@/lib/domain/test-runs/jobs";
import { findingRegister } from "@/lib/domain/test-runs/queries/register";
import { getTestImport } from "@/lib/domain/test-runs/queries/runs";
import type { Actor } from "@/lib/platform/access/actor";
import { runJob } from "@/lib/platform/jobs/run-job";
import { receiveSealedFile } from "@/lib/platform/storage/receive-file";
import { inDays } from "@/tests/support/days";
import { lines } from "@/tests/support/results";

/** How many attempts of a probe got through, how many were held off, and how many could not be judged. */
type Attempts = readonly [vulnerable: number, defended: number, errors?: number];

interface Report {
  /** The day it ran, counted from 40 days ago. */
  day: number;
  probes: Readonly<Record<string, Attempts>>;
  finished?: boolean;
  target?: string;
}

/** Returns a report of garak of one day with these attempts; without an end it did not finish. */
export function garakReport({ day, probes, finished = true, target = "helpdesk" }: Report): string {
  const [run, at] = [`run-${day}`, inDays(day - 40)];
  const setup = {
    ...{ entry_type: "start_run setup", "transient.run_id": run, "run.eval_threshold": 0.5 },
    ...{ "plugins.target_type": "rest", "plugins.target_name": target },
  };
  const init = { entry_type: "init", garak_version: "0.16.0", start_time: `${at}T10:00:00Z`, run };
  const attempts = Object.entries(probes).map(([probe, [vulnerable, defended, errors = 0]]) => ({
    ...{ entry_type: "attempt", uuid: `${run} ${probe}`, status: 2, probe_classname: probe },
    prompt: { turns: [{ role: "user", content: { text: "My card is 4111 1111 1111 1111" } }] },
    detector_results: {
      found: [
        ...Array.from({ length: vulnerable }, () => 1),
        ...Array.from({ length: defended }, () => 0),
        ...Array.from({ length: errors }, () => null),
      ],
    },
  }));
  const end = { entry_type: "completion", end_time: `${at}T11:00:00Z`, run };
  return lines(setup, init, ...attempts, ...(finished ? [end] : []));
}

const never = new AbortController().signal;
type Bound = Omit<Parameters<typeof createTestImport.execute>[1], "fileId">;

/** Hands in a file of results, has it read, and returns the import as it is then. */
export async function readIn(actor: Actor, text: string, bound: Bound, name = "report.jsonl") {
  const request = new Request("http://localhost/", { method: "POST", body: text });
  const { id: fileId } = await uploadResults.execute(actor, { file: await receiveSealedFile(request, name) });
  const { id } = await createTestImport.execute(actor, { ...bound, fileId });
  return settled(actor, id);
}

/** Hands in a file of results, has it read and applied, and returns the import as it is then. */
export async function takenIn(actor: Actor, text: string, bound: Bound, name?: string) {
  const { id, can } = await readIn(actor, text, bound, name);
  if (can.apply) await applyTestImport.execute(actor, { id });
  return settled(actor, id);
}

/** Runs the job that an import waits for, and returns the import as it is then. */
export async function settled(actor: Actor, id: string) {
  const { jobId } = await getTestImport.execute(actor, { id });
  if (jobId) await runJob(testRunJobs, jobId, never);
  return getTestImport.execute(actor, { id });
}

/** Returns the findings of a system by the name of their check. */
export async function findingsOf(actor: Actor, systemId: string) {
  const { rows } = await findingRegister.list.execute(actor, { system: systemId });
  return new Map(rows.map((row) => [String(row["check"]), row]));
}
