import { createHash } from "node:crypto";
import { createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { crc32 } from "node:zlib";
import { parse } from "csv-parse/sync";
import { readArchive, readFile } from "@/lib/domain/audit-packs/format/archive";
import { drawBare } from "@/tests/bench/bare/pdfkit";
import { fillPack } from "@/tests/bench/data/packs";
import { askOnce, headersOf, type Setting } from "@/tests/bench/measure/setting";
import { inDays } from "@/tests/support/days";

// More than this is no company that is packed at once.
const mostRisks = 5_000;
const screen = "/risks";

/** Measures a pack of everything beside drawing, hashing and writing its bytes bare, and a screen meanwhile. */
export async function measurePack(setting: Setting): Promise<void> {
  const { database, product, add } = setting;
  const { size } = database;
  if (size > mostRisks) return;
  const { systems, controls, evidence } = await fillPack(database);
  const idle = await screenTimes(setting);
  const before = product.workerMemory();
  const { id, jobId } = await begin(setting);
  const meanwhile: number[] = [];
  let seconds = await secondsOf(setting, jobId);
  while (seconds === null) {
    meanwhile.push(await screenTimes(setting));
    seconds = await secondsOf(setting, jobId);
  }
  const after = product.workerMemory();
  const bytes = await saved(setting, id);
  const bare = await bareWork(bytes);
  add({
    subject: "pack",
    what: `pack of ${systems} systems, ${controls.toLocaleString("en")} controls, ${evidence} files of evidence`,
    size,
    values: { value: seconds, unit: "s", bytes: bytes.length },
    beside: { name: "drawn, hashed and written bare", value: bare.seconds },
    note: `${bare.files} files, report of ${bare.pages} pages`,
  });
  if (after && before)
    add({
      subject: "memory",
      what: "background process at its peak while a pack was built",
      size,
      values: { value: after.peak, unit: "MB" },
      goal: "≤ 600 MB",
      note: `at rest ${Math.round(before.now)} MB`,
    });
  const during = meanwhile.toSorted((a, b) => a - b);
  add({
    subject: "pack",
    what: "HTML of the register while a pack was built",
    size,
    values: { p95: during[Math.floor(during.length / 2)] ?? 0 },
    goal: "p95 ≤ 2 × idle",
    note: `idle p95 ${idle.toFixed(0)} ms; worst of ${during.length} rounds ${(during.at(-1) ?? 0).toFixed(0)} ms`,
  });
}

async function screenTimes({ loader, product, database, options }: Setting): Promise<number> {
  const headers = await headersOf(product, database, { path: screen, as: "browser", who: "lead" });
  const { p95, failures, failure } = await loader.run({
    ...{ url: `${product.url}${screen}`, headers, seconds: options.seconds },
  });
  if (failures > 0) throw new Error(`${screen} failed ${failures} times: ${failure}`);
  return p95;
}

async function begin({ product, database }: Setting): Promise<{ id: string; jobId: string }> {
  const body = {
    ...{ title: "Bench", recipient: "Nobody", unitId: database.company.root, systemIds: [], leftOut: [] },
    ...{ frameworks: ["iso-42001", "eu-ai-act"], periodFrom: "2020-01-01" },
    asOf: inDays(0),
  };
  const path = "/api/v1/audit-packs";
  return JSON.parse(await askOnce(product, database, { path, as: "token", who: "lead", body }));
}

// Null while it is not done.
async function secondsOf({ database }: Setting, jobId: string): Promise<number | null> {
  const [job] = await database.ask<{ state: string; seconds: number; message: string | null }>(
    `select state, message, extract(epoch from "endedAt" - "startedAt")::float as seconds from job_runs where id = $1`,
    [jobId],
  );
  if (!job || job.state === "failed") throw new Error(`The pack was not built: ${job?.message}`);
  if (job.state !== "done") await sleep(100);
  return job.state === "done" ? job.seconds : null;
}

async function saved({ product, database }: Setting, id: string): Promise<Buffer> {
  const headers = await headersOf(product, database, { path: "", as: "token", who: "lead" });
  const answer = await fetch(`${product.url}/api/v1/audit-packs/${id}/pack`, { headers });
  if (!answer.ok) throw new Error(`The pack answered ${answer.status}.`);
  return Buffer.from(await answer.arrayBuffer());
}

// What could not be done without: as many pages with the cells of the risks, and each byte hashed, summed and written once.
async function bareWork(pack: Buffer): Promise<{ seconds: number; files: number; pages: number }> {
  const blob = new Blob([new Uint8Array(pack)]);
  const { files } = await readArchive(blob);
  const contents: Uint8Array[] = [];
  for (const file of files) contents.push(await readFile(blob, file, []));
  const content = (name: string) =>
    Buffer.from(contents[files.findIndex(({ path: at }) => at === name)] ?? new Uint8Array());
  const pages =
    content("report.pdf")
      .toString("latin1")
      .match(/\/Type \/Page\b/g)?.length ?? 0;
  const csv = content("registers/risks.csv")
    .toString("utf8")
    .replace(/^\uFEFF/, "");
  const drawn = await drawBare(parse(csv, { relax_column_count: true }) as string[][], pages);
  const folder = mkdtempSync(path.join(tmpdir(), "bench-pack-"));
  const started = performance.now();
  for (const data of contents) {
    createHash("sha256").update(data).digest();
    crc32(data);
  }
  await pipeline(Readable.from(contents), createWriteStream(path.join(folder, "pack")));
  const written = (performance.now() - started) / 1_000;
  rmSync(folder, { recursive: true });
  return { seconds: drawn.seconds + written, files: files.length, pages };
}
