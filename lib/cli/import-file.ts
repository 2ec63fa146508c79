import { setTimeout as sleep } from "node:timers/promises";
import { personNamed } from "@/lib/cli/person-named";
import { takeIn } from "@/lib/cli/take-in";
import { listImportTargets } from "@/lib/domain/imports/choices";
import { applyImport } from "@/lib/domain/imports/commands/apply-import";
import { createImport } from "@/lib/domain/imports/commands/create-import";
import { mapImport } from "@/lib/domain/imports/commands/map-import";
import { refusedFile } from "@/lib/domain/imports/downloads";
import { importJobs } from "@/lib/domain/imports/jobs";
import { getImport, listImportRows } from "@/lib/domain/imports/queries";
import type { Actor } from "@/lib/platform/access/actor";
import { NotFound } from "@/lib/platform/errors/public-error";
import { runJob } from "@/lib/platform/jobs/run-job";
import { problemInWords } from "@/lib/platform/register/import-words";

/** What the command was asked to do. */
export interface ImportWish {
  concept: string;
  file: string;
  /** The e-mail address of the person with whose rights it is done. */
  as: string;
  unit: string | null;
  /** The sheet of a workbook; found out where null. */
  sheet: string | null;
  apply: boolean;
  skipRefused: boolean;
  fill: Record<string, string>;
}

type Found = Awaited<ReturnType<typeof getImport.execute>>;

/** What came of it, with the first reasons of refused rows. */
export interface ImportFound
  extends Pick<Found, "id" | "state" | "created" | "changed" | "unchanged" | "refused" | "message"> {
  notImported: string[];
  reasons: { line: number; label: string; why: string }[];
  /** The refused rows as CSV. */
  refusedRows: string;
}

const mostReasons = 20;

/** Imports a file by the same operations as the browser, and runs their jobs in this process. */
export async function importFile(wish: ImportWish): Promise<ImportFound> {
  const actor = await personNamed(wish.as);
  const unitId = await unitNamed(actor, wish);
  const made = await createImport.receive(actor, {
    concept: wish.concept,
    file: await takeIn(wish.file),
    ...(unitId === null ? {} : { unitId }),
    ...(wish.sheet === null ? {} : { sheet: wish.sheet }),
  });
  let found = await settled(actor, made.id);
  if (Object.keys(wish.fill).length > 0) {
    await mapImport.execute(actor, { id: made.id, version: found.version, columns: {}, fill: wish.fill });
    found = await settled(actor, made.id);
  }
  if (wish.apply && found.can.apply && (found.refused === 0 || wish.skipRefused)) {
    await applyImport.execute(actor, { id: made.id, refused: wish.skipRefused ? "skip" : "none-or-all" });
    found = await settled(actor, made.id);
  }
  return summary(actor, found);
}

async function summary(actor: Actor, found: Found): Promise<ImportFound> {
  const { id, state, created, changed, unchanged, refused, message, columns } = found;
  const { rows } = await listImportRows.execute(actor, { id, outcome: "refused", limit: mostReasons });
  const refusedRows = await new Response((await refusedFile.execute(actor, { id })).bytes).text();
  return {
    id,
    state,
    created,
    changed,
    unchanged,
    refused,
    message,
    notImported: columns.filter(({ field }) => field === null).map(({ heading }) => heading),
    reasons: rows.map(({ line, label, problems }) => ({
      line,
      label,
      why: problems.map(problemInWords).join(" "),
    })),
    refusedRows,
  };
}

// A worker of a running installation may be faster; then this process waits for it.
async function settled(actor: Actor, id: string): Promise<Found> {
  const stop = new AbortController();
  for (;;) {
    const found = await getImport.execute(actor, { id });
    if (found.state !== "checking" && found.state !== "applying") return found;
    if (found.jobId && (await runJob(importJobs, found.jobId, stop.signal)) === "elsewhere") await sleep(200);
  }
}

async function unitNamed(actor: Actor, { concept, unit }: ImportWish): Promise<string | null> {
  if (unit === null) return null;
  const { targets } = await listImportTargets.execute(actor, {});
  const units = targets.find((target) => target.concept === concept)?.units ?? [];
  const wanted = unit
    .split("/")
    .map((step) => step.trim())
    .join(" / ");
  const found = units.filter(({ name }) => name === wanted || name.endsWith(` / ${wanted}`));
  const [only] = found;
  if (only && found.length === 1) return only.id;
  const known = units.map(({ name }) => name).join(", ");
  throw new NotFound(
    found.length > 1
      ? `Several business units are called "${unit}". Write the path: ${found.map(({ name }) => name).join(", ")}.`
      : `There is no business unit "${unit}" where ${actor.name} may add ${concept}. There are: ${known}.`,
  );
}
