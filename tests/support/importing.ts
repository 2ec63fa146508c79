import { importJobs } from "@/lib/domain/imports/jobs";
import { getImport, listImportRows } from "@/lib/domain/imports/queries";
import type { Actor } from "@/lib/platform/access/actor";
import { runJob } from "@/lib/platform/jobs/run-job";
import { type Answer, request } from "@/tests/support/door";

const never = new AbortController().signal;

/** Sends a file to be imported, as the holder of a token. */
export function upload(
  token: string,
  concept: string,
  unitId: string,
  text: string | Uint8Array<ArrayBuffer>,
  name = "list.csv",
): Promise<Answer> {
  return request("POST", `/imports?concept=${concept}&unitId=${unitId}&name=${name}`, { token, raw: text });
}

/** Runs the job that an import waits for, and returns the import as it is then. */
export async function settled(actor: Actor, id: string) {
  const { jobId } = await getImport.execute(actor, { id });
  if (jobId) await runJob(importJobs, jobId, never);
  return getImport.execute(actor, { id });
}

/** Sends a file, has it checked, and returns the import with its rows. */
export async function checked(
  actor: Actor,
  token: string,
  concept: string,
  unitId: string,
  text: string | Uint8Array<ArrayBuffer>,
  name?: string,
) {
  const { status, body } = await upload(token, concept, unitId, text, name);
  if (status !== 201) throw new Error(JSON.stringify(body));
  const id = String(body["id"]);
  return {
    ...(await settled(actor, id)),
    id,
    rows: (await listImportRows.execute(actor, { id, limit: 1_000 })).rows,
  };
}

/** Applies a checked import and returns it as it is then. */
export async function applied(
  actor: Actor,
  token: string,
  id: string,
  refused: "none-or-all" | "skip" = "none-or-all",
) {
  const { status, body } = await request("POST", `/imports/${id}/apply`, { token, body: { refused } });
  if (status !== 200) throw new Error(JSON.stringify(body));
  return settled(actor, id);
}
