import { setTimeout as sleep } from "node:timers/promises";
import { fillAssessments, questionCount } from "@/tests/bench/data/assessments";
import { round } from "@/tests/bench/measure/rest";
import { headersOf, type Setting } from "@/tests/bench/measure/setting";

const archived = 200;
const few = 20;
const saves = 150;
const papers = 15;

/** Measures assessments of 120 questions: saving an answer, opening one, its PDF, and 200 PDFs in one archive. */
export async function measureAssessments(setting: Setting): Promise<void> {
  const { database, add } = setting;
  const ids = await fillAssessments(database, archived);
  const [approved = ""] = ids;
  const open = ids.at(-1) ?? "";
  const size = database.size;
  add({
    subject: "assessment",
    what: "save an answer",
    size,
    values: spread(await savesOf(setting, open)),
  });
  for (const [what, path, as] of [
    ["read", `/api/v1/assessments/${approved}`, "token"],
    ["HTML of", `/assessments/${approved}`, "browser"],
    ["HTML to answer", `/assessments/${open}/answer`, "browser"],
  ] as const)
    add({
      subject: "assessment",
      what: `${what} an assessment of ${questionCount} questions`,
      size,
      values: await round(setting, { path, as, who: "lead" }, 1),
    });
  const path = `/api/v1/assessments/${approved}/report?format=pdf`;
  const times = await timesOf(setting, papers, () => ({ path, init: {} }));
  add({
    subject: "assessment",
    what: `PDF of an approved assessment of ${questionCount} questions`,
    size,
    values: spread(times),
    goal: "≤ 500 ms",
  });
  await measureArchive(setting, ids);
}

async function savesOf(setting: Setting, id: string): Promise<number[]> {
  return timesOf(setting, saves, (turn) => {
    const [question, seen] = [turn % 40, 1 + Math.floor(turn / 40)];
    return {
      path: `/api/v1/assessments/${id}/answers/q${question * 3}`,
      init: {
        method: "PUT",
        body: JSON.stringify({ seen, answer: { kind: "value", value: `As we do it, said ${turn} times.` } }),
      },
    };
  });
}

/** Sends requests one after the other and returns how many milliseconds each took, the first five left out. */
async function timesOf(
  { product, database }: Setting,
  count: number,
  request: (turn: number) => { path: string; init: RequestInit },
): Promise<number[]> {
  const headers = await headersOf(product, database, { path: "", as: "token", who: "lead", body: {} });
  const times: number[] = [];
  for (let turn = 0; turn < count + 5; turn += 1) {
    const { path, init } = request(turn);
    const begun = performance.now();
    const answer = await fetch(`${product.url}${path}`, { ...init, headers });
    const body = await answer.arrayBuffer();
    if (!answer.ok)
      throw new Error(`${path} answered ${answer.status}: ${Buffer.from(body).toString().slice(0, 300)}`);
    if (turn >= 5) times.push(performance.now() - begun);
  }
  return times;
}

function spread(times: readonly number[]): { p50: number; p95: number } {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { p50: at(0.5), p95: at(0.95) };
}

// A few first, then ten times as many, twice: memory is flat when the last archive needs no more than the one before it.
async function measureArchive(setting: Setting, ids: readonly string[]): Promise<void> {
  const { product, database, add } = setting;
  const peaks: number[] = [];
  const seconds: number[] = [];
  for (const count of [few, archived, archived]) {
    seconds.push(await archive(setting, ids.slice(0, count)));
    peaks.push(Math.round(product.workerMemory()?.peak ?? 0));
  }
  const [first = 0, second = 0] = seconds;
  add({
    subject: "assessment",
    what: `${archived} PDFs in one archive`,
    size: database.size,
    values: { value: second, unit: "s", perSecond: archived / second },
    note: `${few} in ${first.toFixed(1)} s; worker's peak after ${few}, ${archived} and ${archived} more: ${peaks.join(", ")} MB`,
  });
}

async function archive({ product, database }: Setting, ids: readonly string[]): Promise<number> {
  const headers = await headersOf(product, database, { path: "", as: "token", who: "lead", body: {} });
  const init = { method: "POST", headers, body: JSON.stringify({ ids }) };
  const begun = await fetch(`${product.url}/api/v1/assessment-archives`, init);
  const { id } = (await begun.json()) as { id: string };
  for (;;) {
    const [job] = await database.ask<{ state: string; seconds: number; message: string | null }>(
      `select state, message, extract(epoch from "endedAt" - "startedAt")::float as seconds from job_runs where id = $1`,
      [id],
    );
    if (job?.state === "done") return job.seconds;
    if (!job || job.state === "failed") throw new Error(`The archive was not made: ${job?.message}`);
    await sleep(200);
  }
}
