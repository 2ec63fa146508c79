import { Client } from "pg";
import { expect } from "vitest";
import type { Route } from "@/lib/platform/registry/module";
import { findFieldMeta } from "@/lib/platform/schema/field";
import { addressed, conceptOf } from "@/tests/access/addressed";
import { sampleInput } from "@/tests/access/sample-input";
import { specimen } from "@/tests/access/specimens";
import { type Answer, request } from "@/tests/support/door";
import { generatedInputs } from "@/tests/support/generated-input";

/** Every operation that writes and takes a body, by its address. */
export const writes = addressed.filter(({ route }) => route.method !== "get" && route.receives === "json");

interface Writer {
  token: string;
  keeper: { unitId: string; personId: string };
}

/** Whether an answer gives nothing away about what the product is made of. */
function quiet(text: string): boolean {
  return !/at .+\(.+:\d+:\d+\)|prisma|postgres|syntax error|select |stack/i.test(text);
}

/**
 * Sends generated bodies to an operation. Each answer is a 2xx, or a quiet 4xx after which the database is as before;
 * text that was accepted is read back as it was sent. Returns how many bodies were accepted and how many texts read back.
 */
export async function sendGenerated(
  route: Route,
  { token, keeper }: Writer,
  times: number,
  seed: number,
  /** Whether the database is as before is asked after each of so many refusals. */
  everyRefusal = 1,
): Promise<{ accepted: number; readBack: number }> {
  const { operation, method } = route;
  const concept = conceptOf(operation);
  // What the operation is done to is made anew each time; what it only names may be named again.
  const named = new Map<string, Promise<string>>();
  const idOf = (other: string): Promise<string> => {
    if (other === concept) return specimen(other, keeper);
    const made = named.get(other) ?? specimen(other, keeper);
    named.set(other, made);
    return made;
  };
  const fresh = () => sampleInput(operation.input, concept, idOf);
  let sample = await fresh();
  const counted = { accepted: 0, readBack: 0 };
  await watching(async (state) => {
    let before = await state();
    let refused = 0;
    for (const made of generatedInputs(operation.input, sample, times, seed)) {
      const id = sample["id"];
      const { id: _id, ...body } = made as Record<string, unknown>;
      const answer = await request(method.toUpperCase(), addressOf(route, id), { token, body });
      const told = `${JSON.stringify(body).slice(0, 300)} → ${JSON.stringify(answer.body).slice(0, 300)}`;
      expect([answer.status < 500, told]).toEqual([true, told]);
      if (answer.status >= 400) {
        expect([quiet(JSON.stringify({ ...answer.body, current: null })), told]).toEqual([true, told]);
        refused += 1;
        if (refused % everyRefusal === 0) expect([await state(), told]).toEqual([before, told]);
        continue;
      }
      counted.accepted += 1;
      counted.readBack += await readBack(route, body, answer, id, token);
      // The next body meets a record that nobody changed yet.
      if (id !== undefined) sample = await fresh();
      before = await state();
    }
  });
  return counted;
}

function addressOf(route: Route, id: unknown): string {
  return route.path.replace(":id", String(id ?? "")).replace(/:\w+/g, "x");
}

/** Runs the work with a way to tell whether anything in the database changed: rows and newest writer per table. */
async function watching(work: (state: () => Promise<string>) => Promise<void>): Promise<void> {
  const client = new Client(process.env["DATABASE_URL"]);
  await client.connect();
  const { rows } = await client.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public'
     and tablename not in ('sessions', 'idempotency_keys', 'api_tokens', '_prisma_migrations') order by 1`,
  );
  const each = rows.map(
    ({ name }) =>
      `select '${name}' || ' ' || count(*) || ' ' || coalesce(max(xmin::text::bigint), 0) as state from ${name}`,
  );
  const asked = { name: "state", text: each.join(" union all ") };
  const state = async () => {
    const found = await client.query<{ state: string }>(asked);
    // Which table answers first is not said.
    return found.rows
      .map((row) => row.state)
      .toSorted()
      .join("\n");
  };
  try {
    await work(state);
  } finally {
    await client.end();
  }
}

// The record as its own address answers it, and the audit entry, both have to hold the text as it was sent.
async function readBack(
  route: Route,
  body: Record<string, unknown>,
  answer: Answer,
  id: unknown,
  token: string,
): Promise<number> {
  const texts = textsOf(route, body);
  if (texts.length === 0) return 0;
  const recordId = String(id ?? answer.body["id"] ?? "");
  const home = `/${route.path.split("/")[1]}/:id`;
  const read = addressed.find(({ name }) => name === `GET ${home}`);
  const record = read ? (await request("GET", home.replace(":id", recordId), { token })).body : {};
  let found = 0;
  for (const [key, value] of texts) {
    if (typeof record[key] !== "string") continue;
    expect([key, record[key]]).toEqual([key, value]);
    found += 1;
  }
  return found;
}

function textsOf({ operation }: Route, body: Record<string, unknown>): [string, string][] {
  const parsed = operation.input.safeParse({ ...body, id: crypto.randomUUID(), version: 1 });
  if (!parsed.success) return [];
  const shape = (
    operation.input as unknown as { shape?: Record<string, Parameters<typeof findFieldMeta>[0]> }
  ).shape;
  return Object.entries(parsed.data as Record<string, unknown>).flatMap(([key, value]) => {
    const kind = shape?.[key] ? findFieldMeta(shape[key])?.kind : undefined;
    const words = kind === "text" || kind === "long-text";
    // A shape may trim; the words themselves stay.
    return words && typeof value === "string" && typeof body[key] === "string" && body[key].trim() === value
      ? [[key, value] as [string, string]]
      : [];
  });
}
