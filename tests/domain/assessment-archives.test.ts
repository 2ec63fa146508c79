import { createHash } from "node:crypto";
import { utimes } from "node:fs/promises";
import path from "node:path";
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fromBufferPromise } from "yauzl";
import { startArchive } from "@/lib/domain/assessments/archives/commands/start-archive";
import { archiveContent, listArchives } from "@/lib/domain/assessments/archives/queries/archives";
import { mostInArchive } from "@/lib/domain/assessments/archives/schema";
import { approveAssessment } from "@/lib/domain/assessments/commands/decide";
import { getAssessment } from "@/lib/domain/assessments/queries/assessment";
import { type Actor, systemActor } from "@/lib/platform/access/actor";
import { Invalid, NotFound } from "@/lib/platform/errors/public-error";
import { cancelJob } from "@/lib/platform/jobs/commands";
import { closeSender } from "@/lib/platform/jobs/queue";
import { runJob } from "@/lib/platform/jobs/run-job";
import { settings } from "@/lib/platform/settings/settings";
import { storage } from "@/lib/platform/storage/storage";
import { modules } from "@/lib/registry";
import { handedInBy, started, systemOf } from "@/tests/support/assessments";
import { asOwner } from "@/tests/support/test-database";
import { actionsInTrail } from "@/tests/support/trail";
import { createWorld, personWith, type World } from "@/tests/support/world";

let world: World;
let lead: Actor;
let owner: Actor;
let stranger: Actor;
let approved: string;
let open: string;

const jobs = modules.flatMap((one) => one.jobs ?? []);
const run = (id: string) => runJob(jobs, id, new AbortController().signal);

beforeAll(async () => {
  world = await createWorld();
  lead = await personWith("lead", world.insurance);
  owner = await personWith("risk-owner", world.claims);
  stranger = await personWith("lead", world.clinics);
  const begun = async () =>
    started(lead, (await systemOf(owner, world.claims, lead)).id, "cicd-security-checklist");
  approved = await begun();
  open = await begun();
  const approver = await personWith("executive", world.insurance);
  const version = await handedInBy(owner, approved);
  await approveAssessment.execute(approver, { id: approved, version, reason: "Good." });
});
afterAll(closeSender);

const longAgo =
  "update job_runs set \"createdAt\" = now() - interval '32 days', \"endedAt\" = now() - interval '31 days' where id = $1 returning result";
const change = (sql: string, id: string) => asOwner((owned) => owned.query(sql, [id]));

async function filesIn(actor: Actor, id: string): Promise<Map<string, Buffer>> {
  const saved = await archiveContent.execute(actor, { id });
  const bytes = Buffer.from(await saved.response().arrayBuffer());
  const zip = await fromBufferPromise(bytes, { lazyEntries: true });
  const files = new Map<string, Buffer>();
  for await (const entry of zip.eachEntry())
    files.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)));
  return files;
}

test("many assessments become one archive: a PDF of each, what was signed by its digest, and a list", async () => {
  const { id, total } = await startArchive.execute(lead, { ids: [approved, open] });
  expect([total, await run(id)]).toEqual([2, "done"]);
  const { ref, signatures } = await getAssessment.execute(lead, { id: approved });
  const files = await filesIn(lead, id);
  const printed = [...files.keys()].filter((name) => name.endsWith(".pdf"));
  expect(printed).toHaveLength(2);
  for (const name of printed) expect(files.get(name)?.subarray(0, 5).toString()).toBe("%PDF-");
  const signed = files.get(`${ref}-signed-1.json`) ?? Buffer.of();
  expect(createHash("sha256").update(signed).digest("hex")).toBe(signatures[0]?.digest);
  expect(files.get("contents.csv")?.toString()).toContain(signatures[0]?.digest);
  const [row] = (await listArchives.execute(lead, {})).rows;
  expect(row).toMatchObject({ id, state: "done", printed: 2, skipped: 0 });
});

test("a filter of the register says what is printed, as it is when it is asked for", async () => {
  const { id, total } = await startArchive.execute(lead, { filters: { state: "approved" } });
  expect([total, await run(id)]).toEqual([1, "done"]);
  expect((await listArchives.execute(lead, {})).rows[0]?.printed).toBe(1);
});

test("only who asked for an archive finds it, and only what they may read is in it", async () => {
  const { id } = await startArchive.execute(owner, { ids: [open] });
  await run(id);
  expect((await listArchives.execute(lead, {})).rows.map((one) => one.id)).not.toContain(id);
  await expect(archiveContent.execute(lead, { id })).rejects.toThrow(NotFound);
  await expect(startArchive.execute(stranger, { ids: [open] })).rejects.toThrow(Invalid);
  await expect(startArchive.execute(stranger, { filters: {} })).rejects.toThrow(Invalid);
});

test("what its maker may no longer read is left out and said to be", async () => {
  const { id } = await startArchive.execute(lead, { ids: [open, approved] });
  await change(
    "update job_runs set input = jsonb_set(input, '{ids,0}', to_jsonb(gen_random_uuid()::text)) where id = $1",
    id,
  );
  await run(id);
  const [row] = (await listArchives.execute(lead, {})).rows;
  expect(row).toMatchObject({ id, printed: 1, skipped: 1 });
  expect((await filesIn(lead, id)).get("contents.csv")?.toString()).toContain("Not printed");
});

test("an archive that was stopped holds nothing, and one past its days is no longer given", async () => {
  const stopped = await startArchive.execute(lead, { ids: [open] });
  await cancelJob.execute(lead, { id: stopped.id });
  expect(await run(stopped.id)).toBe("elsewhere");
  await expect(archiveContent.execute(lead, { id: stopped.id })).rejects.toThrow(NotFound);
  const old = await startArchive.execute(lead, { ids: [open] });
  await run(old.id);
  await change(longAgo, old.id);
  await expect(archiveContent.execute(lead, { id: old.id })).rejects.toThrow("no longer kept");
  expect((await listArchives.execute(lead, {})).rows.map(({ id }) => id)).not.toContain(old.id);
});

test("an archive is asked for by names or by filters, of at least one and not too many", async () => {
  const refused = [{}, { ids: [] }, { ids: [open], filters: {} }, { filters: { asOf: "2026-01-01" } }];
  for (const input of refused) await expect(startArchive.execute(lead, input)).rejects.toThrow(Invalid);
  const many = Array.from({ length: mostInArchive + 1 }, () => open);
  await expect(startArchive.execute(lead, { ids: many })).rejects.toThrow("at most 500");
  await expect(startArchive.execute(lead, { filters: { nothing: "x" } })).rejects.toThrow(Invalid);
});

test("the bytes of an archive are removed once it is past its days", async () => {
  const { id } = await startArchive.execute(lead, { ids: [open] });
  await run(id);
  const { rows } = await change(longAgo, id);
  const { sha256 } = rows[0].result;
  const past = new Date(Date.now() - 31 * 86_400_000);
  await utimes(path.join(settings().STORAGE_DIRECTORY, sha256.slice(0, 2), sha256), past, past);
  const removal = jobs.find(({ name }) => name === "assessment-archives.remove");
  await removal?.run(systemActor("test", "test"), {}, { report: async () => undefined });
  expect(await storage().has(sha256)).toBe(false);
});

test("that an archive was asked for stands in the audit trail", async () => {
  expect(await actionsInTrail()).toContain("assessment-archives.start");
});
