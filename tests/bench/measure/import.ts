import { setTimeout as sleep } from "node:timers/promises";
import { headersOf, type Setting } from "@/tests/bench/measure/setting";

const mostRows = 20_000;

interface Import {
  id: string;
  state: string;
  created: number;
  refused: number;
  message: string | null;
}

/** Measures a CSV import: the dry run, and writing all rows with their audit entries. */
export async function measureImport(setting: Setting): Promise<void> {
  const { product, database, add } = setting;
  const rows = Math.min(mostRows, database.size);
  const { team } = database.company;
  const begun = await send(
    setting,
    `/api/v1/imports?concept=risks&unitId=${team}&name=bench.csv`,
    csvOf(rows),
    "text/csv",
  );
  const checked = await settled(setting, begun.id, "checking");
  if (checked.state !== "checked")
    throw new Error(`The dry run ended as ${checked.state}: ${checked.message}`);
  await send(
    setting,
    `/api/v1/imports/${begun.id}/apply`,
    JSON.stringify({ refused: "none-or-all" }),
    "application/json",
  );
  const applied = await settled(setting, begun.id, "applying", "checked");
  if (applied.state !== "applied")
    throw new Error(`The import ended as ${applied.state}: ${applied.message}`);
  const [check, apply] = [
    await secondsOf(setting, "imports.check"),
    await secondsOf(setting, "imports.write"),
  ];
  const [entries] = await database.ask<{ missing: number }>(
    `select count(*)::int as missing from risks r where title like 'Imported %'
     and not exists (select 1 from audit_entries a where a."subjectId" = r.id)`,
  );
  const size = database.size;
  add({
    subject: "import",
    what: `CSV dry run of ${rows.toLocaleString("en")} rows`,
    size,
    values: { perSecond: rows / check },
  });
  add({
    subject: "import",
    what: `CSV import of ${rows.toLocaleString("en")} rows with audit`,
    size,
    values: { perSecond: rows / apply },
    goal: "≥ 1,500/s",
  });
  const note = `${applied.created.toLocaleString("en")} risks; ${entries?.missing} without an audit entry`;
  add({
    subject: "import",
    what: "both together",
    size,
    values: { perSecond: rows / (check + apply) },
    note,
  });
  const memory = product.workerMemory();
  if (memory)
    add({
      subject: "memory",
      what: "background process at its peak",
      size,
      values: { value: memory.peak, unit: "MB" },
    });
}

async function send(
  { product, database }: Setting,
  path: string,
  body: string,
  type: string,
): Promise<Import> {
  const headers = await headersOf(product, database, { path, as: "token", who: "lead" });
  const answer = await fetch(`${product.url}${path}`, {
    method: "POST",
    headers: { ...headers, "content-type": type },
    body,
  });
  if (!answer.ok)
    throw new Error(`${path} answered ${answer.status}: ${(await answer.text()).slice(0, 500)}`);
  return (await answer.json()) as Import;
}

// An import that was just asked to be applied may still say what it was before.
async function settled({ product, database }: Setting, id: string, ...waiting: string[]): Promise<Import> {
  const headers = await headersOf(product, database, { path: "", as: "token", who: "lead" });
  for (;;) {
    const answer = await fetch(`${product.url}/api/v1/imports/${id}`, { headers });
    if (!answer.ok) throw new Error(`The import answered ${answer.status}.`);
    const found = (await answer.json()) as Import;
    if (!waiting.includes(found.state)) return found;
    await sleep(200);
  }
}

// The job says that it has ended a moment after the import says that it is applied.
async function secondsOf({ database }: Setting, kind: string): Promise<number> {
  for (let tries = 0; tries < 100; tries += 1) {
    const [job] = await database.ask<{ seconds: number | null }>(
      `select extract(epoch from "endedAt" - "startedAt")::float as seconds from job_runs where kind = $1
       order by "createdAt" desc limit 1`,
      [kind],
    );
    if (typeof job?.seconds === "number") return job.seconds;
    await sleep(100);
  }
  throw new Error(`No job ${kind} has ended.`);
}

function csvOf(rows: number): string {
  const head =
    "Title,Category,Cause,Event,Consequence,Threat family,Owner,Likelihood,Impact,Residual L,Residual I,Treatment,Treatment plan,Due";
  const line = (i: number) =>
    `"Imported risk ${i}, from the list of the unit",${i % 2 ? "Security" : "Privacy"},Text in a document cannot be told from an instruction.,A prepared document makes the system act for somebody else.,"Money is paid, and data reaches a stranger.",Prompt injection,person-${1 + (i % 60)}@bench.example,${1 + (i % 5)},${1 + (i % 4)},${1 + (i % 3)},${1 + (i % 4)},Mitigate,Fix the recipient and repeat the test.,2027-03-${String(1 + (i % 28)).padStart(2, "0")}`;
  return `${head}\n${Array.from({ length: rows }, (_, i) => line(i)).join("\n")}\n`;
}
