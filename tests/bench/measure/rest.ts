import { type BareNext, startBareNext } from "@/tests/bench/bare/next-app";
import { replay } from "@/tests/bench/bare/replay";
import type { Outcome } from "@/tests/bench/load/generator";
import { type Asked, headersOf, type Setting, statementsOf } from "@/tests/bench/measure/setting";
import type { Line } from "@/tests/bench/table";

/** A request of the API or a page, and what the work order asks of it. */
export interface Subject {
  subject: string;
  what: string;
  asked: Asked;
  goal?: string;
}

const filters = "status=open&category=security,privacy";
const list: Subject = {
  subject: "list",
  what: "list of 50, two filters, by score",
  asked: { path: `/api/v1/risks?${filters}&sort=-currentScore&limit=50`, as: "token", who: "lead" },
  goal: "p50 ≤ 7 ms",
};
const otherLists: Subject[] = [
  {
    ...list,
    what: "list of 50, one filter, by title",
    asked: { ...list.asked, path: "/api/v1/risks?category=privacy&sort=title&limit=50" },
  },
  {
    ...list,
    what: "list of 50, no filter, by next review",
    asked: { ...list.asked, path: "/api/v1/risks?sort=nextReviewOn&limit=50" },
  },
  {
    ...list,
    what: "list of 50, two filters, who sees one unit of 41",
    asked: { ...list.asked, who: "owner" },
  },
  {
    ...list,
    what: "list of 50, searched",
    asked: { ...list.asked, path: "/api/v1/risks?q=jailbreak&limit=50" },
    goal: "",
  },
];

/** Measures the list: alone, under load, and beside the same statements over bare pg and a bare Next route. */
export async function measureList(setting: Setting): Promise<void> {
  await measureReadings(setting, [list, ...otherLists]);
  await measureUnderLoad(setting);
}

/** Measures readings, one connection at a time, each beside its own statements over bare pg. */
export async function measureReadings(setting: Setting, subjects: readonly Subject[]): Promise<void> {
  const { database, options } = setting;
  const recordings = await statementsOf(
    database,
    subjects.map(
      ({ asked }) =>
        () =>
          asked,
    ),
  );
  for (const [i, { subject, what, asked, goal }] of subjects.entries()) {
    const statements = recordings[i]?.statements ?? [];
    const values = await round(setting, asked, 1);
    const bare = await replay(database.appUrl, statements, { seconds: options.seconds });
    setting.add({
      subject,
      what,
      size: database.size,
      values,
      beside: { name: `same ${statements.length} statements, bare pg`, p50: bare.p50 },
      ...(goal ? { goal } : {}),
    });
  }
}

async function measureUnderLoad(setting: Setting): Promise<void> {
  const { database, options, loader } = setting;
  const [recording] = await statementsOf(database, [() => list.asked]);
  const app: BareNext = await startBareNext(database.ownerUrl);
  try {
    const bareOne = await loader.run({ url: `${app.url}?${filters}` });
    const bareWhat = "bare Next route with Prisma, no sign-in, no walls";
    setting.add({ ...line(bareWhat, database.size, bareOne), subject: "bare" });
    for (const connections of [16, 64]) {
      const ours = await round(setting, list.asked, connections);
      const bare = await loader.run({ url: `${app.url}?${filters}`, connections });
      const pg = await replay(database.appUrl, recording?.statements ?? [], {
        seconds: options.seconds,
        connections,
      });
      const what = `list of 50, two filters, ${connections} connections`;
      setting.add({
        ...line(what, database.size, ours),
        beside: { name: "bare pg", perSecond: pg.perSecond },
      });
      setting.add({
        ...line(what, database.size, ours),
        beside: { name: "bare Next + Prisma", perSecond: bare.perSecond },
        ...(connections === 16 ? { goal: "≥ 0.5 ×" } : {}),
      });
    }
  } finally {
    await app.stop();
  }
}

function line(what: string, size: number, values: Outcome): Line {
  return { subject: "list", what, size, values };
}

/** Measures one risk as its page and other programs read it. */
export async function measureOne(setting: Setting): Promise<void> {
  const [risk] = await setting.database.ask<{ id: string }>(
    `select "riskId" as id from risk_systems offset (select count(*) / 2 from risk_systems) limit 1`,
  );
  const asked: Asked = { path: `/api/v1/risks/${risk?.id}`, as: "token", who: "lead" };
  await measureReadings(setting, [{ subject: "one", what: "one risk", asked, goal: "p50 ≤ 5 ms" }]);
}

/** Measures the figures that landing pages show. */
export async function measureCounts(setting: Setting): Promise<void> {
  const counts = [
    ["heat map", "/api/v1/risks/heat-map"],
    ["heat map, filtered", "/api/v1/risks/heat-map?category=privacy"],
    ["count of a filtered register", "/api/v1/risks/count?status=open"],
  ] as const;
  const subjects = counts.map(
    ([what, path]): Subject => ({ subject: "counts", what, asked: { path, as: "token", who: "lead" } }),
  );
  await measureReadings(setting, subjects);
}

/** Sends the request over so many connections. */
export async function round(
  { product, database, loader }: Setting,
  asked: Asked,
  connections: number,
): Promise<Outcome> {
  const before = product.processorTime();
  const outcome = await loader.run({
    url: `${product.url}${asked.path}`,
    headers: await headersOf(product, database, asked),
    connections,
    ...(asked.body ? { method: "POST", body: JSON.stringify(asked.body) } : {}),
  });
  const after = product.processorTime();
  const all = outcome.requests + outcome.warmedUp;
  return { ...outcome, ...(before !== null && after !== null ? { processor: (after - before) / all } : {}) };
}
