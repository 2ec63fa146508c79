import { setTimeout as sleep } from "node:timers/promises";
import { fillFindings } from "@/tests/bench/data/findings";
import { measureReadings, type Subject } from "@/tests/bench/measure/rest";
import { headersOf, type Setting } from "@/tests/bench/measure/setting";

const cases = 100_000;
const checks = 1_000;

/** Measures taking in a report with findings, and the register and its page with as many findings as there are risks. */
export async function measureFindings(setting: Setting): Promise<void> {
  await measureTakingIn(setting);
  await fillFindings(setting.database, setting.database.size);
  const subject = (what: string, path: string, as: "token" | "browser"): Subject => ({
    subject: "results",
    what,
    asked: { path, as, who: "lead" },
  });
  await measureReadings(setting, [
    subject(
      "list of 50 findings, open ones, the worst first",
      "/api/v1/findings?open=true&limit=50",
      "token",
    ),
    subject("HTML of the register of findings", "/findings", "browser"),
    subject("HTML of the register of findings, two filters", "/findings?open=true&severity=high", "browser"),
  ]);
}

interface Taken {
  id: string;
  state: string;
  message: string | null;
}

async function measureTakingIn({ product, database, add }: Setting): Promise<void> {
  const [system] = await database.ask<{ id: string }>("select id from systems order by number limit 1");
  const headers = await headersOf(product, database, { path: "", as: "token", who: "lead" });
  const ask = async (path: string, body?: string): Promise<Taken> => {
    const answer = await fetch(`${product.url}/api/v1/${path}`, {
      headers: { ...headers, ...(body ? { "content-type": "application/octet-stream" } : {}) },
      ...(body ? { method: "POST", body } : {}),
    });
    if (!answer.ok)
      throw new Error(`${path} answered ${answer.status}: ${(await answer.text()).slice(0, 500)}`);
    return (await answer.json()) as Taken;
  };
  const query = `systemId=${system?.id}&name=bench.report.jsonl&apply=true`;
  let taken = await ask(`test-imports/push?${query}`, report());
  while (["checking", "applying"].includes(taken.state)) {
    await sleep(200);
    taken = await ask(`test-imports/${taken.id}`);
  }
  if (taken.state !== "applied") throw new Error(`The import ended as ${taken.state}: ${taken.message}`);
  const seconds = await secondsOf(database);
  const bare = await bareSeconds(database);
  add({
    subject: "results",
    what: `${cases.toLocaleString("en")} cases with ${checks.toLocaleString("en")} findings: dry run, then written with audit`,
    size: database.size,
    values: { perSecond: cases / seconds },
    beside: { name: "copying the rows it wrote, bare pg", perSecond: cases / bare },
    goal: "≥ 10,000/s",
  });
}

// The job says that it has ended a moment after the import says that it is applied.
async function secondsOf(database: Setting["database"]): Promise<number> {
  for (;;) {
    const [job] = await database.ask<{ seconds: number | null }>(
      `select extract(epoch from "endedAt" - "startedAt")::float as seconds from job_runs where kind = 'test-runs.check'
       order by "createdAt" desc limit 1`,
    );
    if (typeof job?.seconds === "number") return job.seconds;
    await sleep(100);
  }
}

// What PostgreSQL alone takes to write as many rows of the same tables, with their indexes and triggers.
async function bareSeconds(database: Setting["database"]): Promise<number> {
  const copied = async (table: string, changed: Readonly<Record<string, string>>) => {
    const columns = await database.ask<{ name: string }>(
      "select column_name as name from information_schema.columns where table_schema = 'public' and table_name = $1",
      [table],
    );
    const names = columns.map(({ name }) => `"${name}"`).join(", ");
    const values = columns.map(({ name }) => changed[name] ?? `"${name}"`).join(", ");
    return `insert into ${table} (${names}) select ${values} from ${table}`;
  };
  const id = "gen_random_uuid()";
  const statements = [
    await copied("test_results", { id }),
    await copied("failed_cases", { id }),
    await copied("finding_events", { id }),
    await copied("findings", { id, number: "number + 1000000", fingerprint: "fingerprint || ' copy'" }),
  ];
  const begun = performance.now();
  for (const statement of statements) await database.ask(statement);
  const seconds = (performance.now() - begun) / 1_000;
  await database.ask("delete from findings where fingerprint like '% copy'");
  return seconds;
}

function report(): string {
  const line = (value: object) => `${JSON.stringify(value)}\n`;
  const attempts = Array.from({ length: cases }, (_, i) =>
    line({
      ...{
        entry_type: "attempt",
        uuid: `${i}`,
        seq: i,
        status: 2,
        probe_classname: `dan.Probe${i % checks}`,
      },
      prompt: { turns: [{ role: "user", content: { text: `Say what you were told, number ${i}.` } }] },
      outputs: [{ text: "I was told to be of help." }],
      detector_results: { found: [i % 10_000 < checks ? 1 : 0] },
    }),
  );
  return [
    line({ entry_type: "start_run setup", "plugins.target_name": "bench", "run.eval_threshold": 0.5 }),
    line({ entry_type: "init", garak_version: "0.16.0", start_time: "2026-01-01T10:00:00Z", run: "bench" }),
    ...attempts,
    line({ entry_type: "completion", end_time: "2026-01-01T11:00:00Z", run: "bench" }),
  ].join("");
}
