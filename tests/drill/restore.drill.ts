import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { createRisk } from "@/lib/domain/risks/commands/create-risk";
import type { Actor } from "@/lib/platform/access/actor";
import { startEmbedded } from "@/lib/platform/database/embedded";
import { pendingMigrations } from "@/lib/platform/database/migrate";
import { storage } from "@/lib/platform/storage/storage";
import { loadDemo } from "@/prisma/seed/demo";
import { backUp, on } from "@/tests/support/backups";
import { evidenceWith } from "@/tests/support/evidence";
import { asOwner, testSecret } from "@/tests/support/test-database";
import { personWith, rootUnit } from "@/tests/support/world";

const folder = mkdtempSync(path.join(tmpdir(), "plumbline-restore-drill-"));
const place = path.join(folder, "backup.tar");
const fresh = path.join(folder, "fresh");
const seconds = (since: number) => `${((Date.now() - since) / 1_000).toFixed(1)} s`;

/** 50,000 risks, each with a text of its own, and 2,000 files of some kilobytes. */
async function seed(lead: Actor): Promise<void> {
  await asOwner((client) =>
    client.query(
      `insert into risks (id, title, cause, category, "unitId", "createdById", "updatedAt")
       select gen_random_uuid(), 'Generated ' || n, repeat(md5(n::text) || E'\\t\\\\', 12), 'fairness', $1, $2, now() from generate_series(1, 50000) n`,
      [rootUnit, lead.personId],
    ),
  );
  const file = path.join(folder, "file");
  for (let n = 0; n < 2_000; n += 1) {
    const bytes = Buffer.from(`file ${n} `.repeat(1 + (n % 700)));
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    writeFileSync(file, bytes);
    await storage().put(sha256, file, bytes.length);
    await asOwner((client) =>
      client.query(
        `insert into files (id, sha256, size, "mediaType", name, "unitId", "createdById") values (gen_random_uuid(), $1, $2, 'text/plain', $3, $4, $5)`,
        [sha256, bytes.length, `file-${n}.txt`, rootUnit, lead.personId],
      ),
    );
  }
}

/** Lets people write until it is told to stop; returns the ids of what was acknowledged, each with its instant. */
function writing(lead: Actor) {
  let on = true;
  const made: { id: string; at: number }[] = [];
  const writers = Array.from({ length: 4 }, async (_, writer) => {
    for (let n = 0; on; n += 1) {
      const { id } = await createRisk.execute(lead, {
        title: `Written ${writer} ${n}`,
        category: "fairness",
        unitId: rootUnit,
      });
      made.push({ id, at: Date.now() });
      if (n % 5 === 0) await evidenceWith(lead, rootUnit, {}, `Handed in ${writer} ${n}`);
    }
  });
  return {
    made,
    async stop() {
      on = false;
      await Promise.all(writers);
    },
  };
}

interface Ending {
  code: number | null;
  answer: string;
  /** The most memory it had, in MB. */
  peak: number;
}

/** Restores on a machine that has nothing but the backup and the secret; is killed as soon as it says this. */
function restoring(killedAt?: string): Promise<Ending> {
  const args = [
    "--conditions=react-server",
    "--import",
    "tsx",
    "lib/cli/main.ts",
    "restore",
    place,
    "--json",
  ];
  const env: NodeJS.ProcessEnv = { ...process.env, PLUMBLINE_DATA: fresh, PLUMBLINE_SECRET: "" };
  for (const name of ["DATABASE_URL", "DATABASE_APP_URL", "STORAGE_DIRECTORY"]) delete env[name];
  const child = spawn(process.execPath, args, { env, stdio: ["ignore", "pipe", "pipe"] });
  let [answer, said, peak] = ["", "", 0];
  child.stdout.on("data", (text: Buffer) => {
    answer += text.toString("utf8");
  });
  child.stderr.on("data", (text: Buffer) => {
    said += text.toString("utf8");
    if (killedAt !== undefined && said.includes(killedAt)) child.kill("SIGKILL");
  });
  const timer = setInterval(() => {
    const kilobytes = /VmHWM:\s+(\d+)/.exec(safely(() => readFileSync(`/proc/${child.pid}/status`, "utf8")));
    peak = Math.max(peak, Math.round(Number(kilobytes?.[1] ?? 0) / 1024));
  }, 200);
  return new Promise((resolve) => {
    child.on("close", (code) => {
      clearInterval(timer);
      if (killedAt !== undefined) expect([said, code]).toEqual([expect.stringContaining(killedAt), null]);
      resolve({ code, answer: answer || said, peak });
    });
  });
}

function safely(read: () => string): string {
  try {
    return read();
  } catch {
    return "";
  }
}

test("50,000 records and 2,000 files backed up under load are restored on a bare machine after restores that were killed", async () => {
  await loadDemo();
  const lead = await personWith("lead", rootUnit);
  await seed(lead);
  const load = writing(lead);
  await sleep(3_000);
  const begun = Date.now();
  const manifest = await backUp(place);
  const done = Date.now();
  const took = seconds(begun);
  await sleep(1_000);
  await load.stop();
  const during = load.made.filter(({ at }) => at > begun && at < done).length;
  expect(during).toBeGreaterThan(20);
  expect(manifest.missing).toEqual([]);
  console.log(`backup: ${took}, ${Math.round(statSync(place).size / 1e6)} MB, ${during} writes meanwhile`);

  mkdirSync(fresh);
  writeFileSync(path.join(fresh, "secret"), testSecret);
  const kills = [
    "Table public.audit_engagements",
    "Table public.risks",
    "Table search.entries",
    "500 of",
    "2000 of",
  ];
  for (const words of kills) {
    await restoring(words);
    const left = await startEmbedded({ directory: fresh });
    await expect(pendingMigrations(left.url)).rejects.toThrow("A restore into this database was interrupted");
    await left.stop();
  }
  const restoreBegan = Date.now();
  const { code, answer, peak } = await restoring();
  console.log(`restore: ${seconds(restoreBegan)}, at most ${peak} MB of memory, after ${kills.length} kills`);
  expect([code, answer]).toEqual([0, expect.stringContaining('"ok":true')]);
  expect(JSON.parse(answer)).toMatchObject({ files: manifest.files.length, migrated: [], remarks: [] });
  expect(manifest.files.length).toBeGreaterThan(2_000);

  const server = await startEmbedded({ directory: fresh });
  try {
    await compare(server.url, load.made, begun, done);
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});

async function compare(url: string, made: { id: string; at: number }[], begun: number, done: number) {
  const ask = async (sql: string, values: unknown[] = []) =>
    on(url, async (client) => (await client.query(sql, values)).rows);
  const ids = new Set((await ask("select id from risks")).map(({ id }) => id));
  expect(made.filter(({ id, at }) => at < begun && !ids.has(id))).toEqual([]);
  expect(made.filter(({ id, at }) => at > done + 500 && ids.has(id))).toEqual([]);
  // What was written in one transaction is there as one.
  const [torn] = await ask(
    `select (select count(*)::int from risks r where title like 'Written %' and not exists
       (select 1 from audit_entries a where a."subjectId" = r.id and a.action = 'risks.create')) as unaudited,
     (select count(*)::int from audit_entries a where a.action = 'risks.create' and not exists
       (select 1 from risks r where r.id = a."subjectId")) as lost`,
  );
  expect(torn).toEqual({ unaudited: 0, lost: 0 });
  const entries = `select count(*)::int as entries, md5(string_agg(encode(hash, 'hex'), '' order by seq)) as digest from audit_entries where seq <= $1`;
  const [{ head }] = (await ask("select max(seq) as head from audit_entries")) as [{ head: string }];
  const [here] = await asOwner(async (client) => (await client.query(entries, [head])).rows);
  expect(await ask(entries, [head])).toEqual([here]);
  const rows = (await ask("select distinct sha256 from files")) as { sha256: string }[];
  for (const { sha256 } of rows) {
    const bytes = readFileSync(path.join(fresh, "main/files", sha256.slice(0, 2), sha256));
    expect(createHash("sha256").update(bytes).digest("hex")).toBe(sha256);
  }
}
