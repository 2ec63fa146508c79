import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { encode } from "next-auth/jwt";
import type { Actor } from "@/lib/platform/access/actor";
import { cookieSecret } from "@/lib/platform/auth/authenticate";
import { inDays } from "@/tests/support/days";
import type { Instance } from "@/tests/support/instances";
import { garakReport } from "@/tests/support/stored-results";
import { asOwner } from "@/tests/support/test-database";
import { personWith, signedInAgain, tokenOf, type World } from "@/tests/support/world";

// What two or more web servers on one database must do as one; by how the drill and the short form of it ask.

type Headers = Record<string, string>;

/** What came back. */
export interface Answer {
  status: number;
  body: Record<string, unknown>;
}

/** Sends a request to the API of one instance. */
export async function ask(
  { url }: Pick<Instance, "url">,
  method: string,
  address: string,
  headers: Headers,
  body?: unknown,
): Promise<Answer> {
  const answer = await fetch(`${url}/api/v1${address}`, {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { "content-type": "application/json" }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  try {
    return { status: answer.status, body: JSON.parse(text) as Record<string, unknown> };
  } catch {
    return { status: answer.status, body: { text } };
  }
}

/** Returns what the holder of a token sends. */
export function bearer(token: string): Headers {
  return { authorization: `Bearer ${token}` };
}

/** Returns what the browser of somebody who is signed in sends. */
export async function cookieOf({ sessionId }: Actor): Promise<Headers> {
  const sealed = await encode({ token: { sid: sessionId }, secret: cookieSecret() });
  return { cookie: `plumbline.session=${sealed}`, origin: "http://localhost:3000" };
}

/** Sends this many requests, so many at a time and in turn to each instance; returns how many were not refused as too many. */
async function admitted(
  instances: readonly Instance[],
  requests: number,
  send: (instance: Instance, i: number) => Promise<Answer>,
): Promise<number> {
  let [next, count] = [0, 0];
  const sender = async () => {
    while (next < requests) {
      const i = next++;
      const instance = instances[i % instances.length];
      if (instance && (await send(instance, i)).status !== 429) count += 1;
    }
  };
  await Promise.all(Array.from({ length: 12 }, sender));
  return count;
}

/** Returns how many of `load` times the limit one token is admitted, spread over the instances; each request claims another address. */
export async function admittedOfToken(
  instances: readonly Instance[],
  world: World,
  limit: number,
  load: number,
) {
  const headers = bearer(await tokenOf(await personWith("reader", world.claims), world.claims));
  return admitted(instances, Math.round(limit * load), (instance, i) =>
    ask(instance, "GET", "/me", { ...headers, "x-forwarded-for": `198.51.100.${i % 250}` }),
  );
}

/** As admittedOfToken, of a stranger without any token, who is counted by the address. */
export function admittedOfStranger(instances: readonly Instance[], limit: number, load: number) {
  return admitted(instances, Math.round(limit * load), (instance, i) =>
    ask(
      instance,
      "POST",
      "/reset",
      { origin: "http://localhost:3000", "x-forwarded-for": `203.0.113.${i % 250}` },
      {},
    ),
  );
}

/** Each way in which a right ends: carried out on one instance, tried on the other. */
export const endings = ["session", "token", "person", "grant"] as const;

/** Ends a right on one instance and returns after how many milliseconds the other refuses it; it held there just before. */
export async function refusedAfter(
  what: (typeof endings)[number],
  [here, there]: readonly [Instance, Instance],
  world: World,
): Promise<number> {
  const person = await personWith("lead", world.insurance);
  const administrator = await cookieOf(await personWith("administrator", world.root));
  const token = await tokenOf(person, world.insurance);
  const held = what === "session" || what === "person" ? await cookieOf(person) : bearer(token);
  const [row] = await asOwner(async (client) => {
    const sql = `select (select id from api_tokens where "personId" = $1) as token, (select id from grants where "personId" = $1) as grant`;
    return (await client.query(sql, [person.personId])).rows as { token: string; grant: string }[];
  });
  // What the other instance might remember of it, it has seen by now.
  const attempt = () => ask(there, "GET", "/risks?limit=1", held);
  const before = await attempt();
  if (before.status !== 200) throw new Error(`Refused from the start: ${JSON.stringify(before)}`);
  const { status, body } = await {
    session: () => ask(here, "POST", "/session/sign-out", held, {}),
    token: async () =>
      ask(here, "DELETE", `/tokens/${row?.token}`, await cookieOf(await signedInAgain(person)), {}),
    person: () => ask(here, "POST", `/people/${person.personId}/disable`, administrator, { version: 1 }),
    grant: () => ask(here, "POST", `/grants/${row?.grant}/end`, administrator, {}),
  }[what]();
  if (status !== 200) throw new Error(`The ${what} was not ended: ${status} ${JSON.stringify(body)}`);
  const ended = performance.now();
  while (performance.now() - ended < 10_000) {
    const answer = await attempt();
    if (answer.status === 401 || answer.status === 403) return performance.now() - ended;
    await sleep(20);
  }
  return Number.POSITIVE_INFINITY;
}

/** Sends the same request with the same key to all instances at once, several times; returns the ids they answered and how many risks there are. */
export async function sameKey(instances: readonly Instance[], token: string, unitId: string) {
  const title = `Once ${randomUUID()}`;
  const headers = { ...bearer(token), "idempotency-key": randomUUID() };
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, i) =>
      ask(instances[i % instances.length] ?? { url: "" }, "POST", "/risks", headers, {
        ...{ title, category: "security", unitId },
      }),
    ),
  );
  const stored = await asOwner(async (client) => {
    const { rowCount } = await client.query("select from risks where title = $1", [title]);
    return rowCount;
  });
  return {
    statuses: [...new Set(answers.map(({ status }) => status))],
    ids: new Set(answers.map(({ body }) => body["id"])).size,
    stored,
  };
}

/** Lets writers who all saw the same version change one risk at once, in turn through each instance; returns how many won and lost. */
export async function writersOnOne(
  instances: readonly Instance[],
  token: string,
  unitId: string,
  writers = 20,
) {
  const headers = bearer(token);
  const [first] = instances;
  if (!first) throw new Error("There is no instance.");
  const made = await ask(first, "POST", "/risks", headers, {
    title: `Race ${randomUUID()}`,
    category: "security",
    unitId,
  });
  const address = `/risks/${made.body["id"]}`;
  const answers = await Promise.all(
    Array.from({ length: writers }, (_, i) =>
      ask(instances[i % instances.length] ?? first, "PATCH", address, headers, {
        version: 1,
        cause: `Writer ${i}`,
      }),
    ),
  );
  const after = await ask(first, "GET", address, headers);
  return { ...counts(answers), version: after.body["version"] };
}

/** Lets two people accept the same risk at once, each through another instance; returns how many won and lost. */
export async function twoApprovers(
  [here, there]: readonly [Instance, Instance],
  world: World,
  [asks, one, other]: readonly [string, string, string],
) {
  const by = bearer(asks);
  const made = await ask(here, "POST", "/risks", by, {
    title: `Signed ${randomUUID()}`,
    category: "security",
    unitId: world.claims,
  });
  const address = `/risks/${made.body["id"]}`;
  await ask(here, "POST", `${address}/score`, by, {
    version: 1,
    kind: "current",
    likelihood: 3,
    impact: 3,
    reason: "As seen.",
  });
  const until = inDays(90);
  const asked = await ask(there, "POST", `${address}/request-acceptance`, by, {
    version: 2,
    reason: "Costs more than it saves.",
    until,
  });
  if (asked.status !== 201) throw new Error(`Not asked: ${JSON.stringify(asked)}`);
  const sign = { version: 3, reason: "Agreed." };
  const answers = await Promise.all([
    ask(here, "POST", `${address}/accept`, bearer(one), sign),
    ask(there, "POST", `${address}/accept`, bearer(other), sign),
  ]);
  const signed = await asOwner(async (client) => {
    const sql = `select from audit_entries where "subjectId" = $1 and action = 'risks.accept'`;
    return (await client.query(sql, [made.body["id"]])).rowCount;
  });
  return { ...counts(answers), signed };
}

function counts(answers: readonly Answer[]) {
  const of = (status: number) => answers.filter((answer) => answer.status === status).length;
  return { won: of(200), lost: of(409) };
}

/** Hands in a small report of a tool; returns the id of the import. */
export async function pushReport(
  { url }: Pick<Instance, "url">,
  token: string,
  systemId: string,
  i: number,
): Promise<string> {
  const query = new URLSearchParams({ systemId, name: `report-${i}.jsonl` });
  const answer = await fetch(`${url}/api/v1/test-imports/push?${query}`, {
    method: "POST",
    headers: { ...bearer(token), "content-type": "application/octet-stream" },
    body: garakReport({ day: i % 30, probes: { "dan.DAN": [i, 40] } }),
  });
  const body = (await answer.json()) as { id?: string };
  if (!body.id) throw new Error(`Not taken: ${answer.status} ${JSON.stringify(body)}`);
  return body.id;
}

/** Hands in so many reports through the instances; returns the state of each job when none waits any more, with how often it was begun. */
export async function jobsRun(instances: readonly Instance[], token: string, systemId: string, jobs: number) {
  const ids: string[] = [];
  for (let i = 0; i < jobs; i += 1)
    ids.push(await pushReport(instances[i % instances.length] ?? { url: "" }, token, systemId, i));
  const sql = `select state, attempts from job_runs where id in (select "jobId" from test_imports where id = any($1::uuid[]))`;
  for (;;) {
    const rows = await asOwner(
      async (client) => (await client.query(sql, [ids])).rows as { state: string; attempts: number }[],
    );
    if (rows.length === jobs && rows.every(({ state }) => state !== "queued" && state !== "running"))
      return rows;
    await sleep(200);
  }
}
