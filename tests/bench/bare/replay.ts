import { randomUUID } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { Client } from "pg";

/** One statement as the product sent it. */
export interface Recorded {
  connection: number;
  text: string;
  name?: string;
  values: unknown[];
}

/** Returns the statements of one request: those that the product sends to PostgreSQL while `work` runs. */
export async function recorded(file: string, work: () => Promise<unknown>): Promise<Recorded[]> {
  // The first time prepares and looks up what later requests find.
  await work();
  writeFileSync(file, "");
  await work();
  const lines = readFileSync(file, "utf8").trim().split("\n");
  const statements = lines.map((line) => JSON.parse(line) as Recorded);
  // A page asks over several connections at once; each of them keeps its order.
  return [...Map.groupBy(statements, ({ connection }) => connection).values()].flat();
}

/** What bare pg needs for the same statements. */
export interface Replayed {
  p50: number;
  p95: number;
  perSecond: number;
}

/**
 * Sends the statements of one request again and again over so many bare connections, each waiting for its answer.
 * Texts in `fresh` are replaced by new ones each time, so that what was created can be created again.
 */
export async function replay(
  url: string,
  statements: readonly Recorded[],
  options: { seconds: number; connections?: number; fresh?: readonly string[] },
): Promise<Replayed> {
  const { seconds, connections = 1, fresh = [] } = options;
  const taken: number[] = [];
  let until = 0;
  const clients = await Promise.all(Array.from({ length: connections }, () => connected(url)));
  const round = async (client: Client) => {
    const named = new Map(
      fresh.map((text) => [text, /^[0-9a-f-]{36}$/.test(text) ? randomUUID() : `${text} ${randomUUID()}`]),
    );
    for (const { text, name, values } of statements) {
      await client.query({
        text,
        values: values.map((value) => revived(value, named)),
        ...(name ? { name } : {}),
      });
    }
  };
  for (const client of clients) for (let i = 0; i < 20; i += 1) await round(client);
  const started = performance.now();
  until = started + seconds * 1_000;
  await Promise.all(
    clients.map(async (client) => {
      for (let begun = performance.now(); begun < until; begun = performance.now()) {
        await round(client);
        taken.push(performance.now() - begun);
      }
    }),
  );
  const elapsed = performance.now() - started;
  await Promise.all(clients.map((client) => client.end()));
  taken.sort((a, b) => a - b);
  const at = (share: number) => taken[Math.floor(taken.length * share)] ?? 0;
  return { p50: at(0.5), p95: at(0.95), perSecond: taken.length / (elapsed / 1_000) };
}

async function connected(url: string): Promise<Client> {
  const client = new Client(url);
  await client.connect();
  return client;
}

function revived(value: unknown, named: ReadonlyMap<string, string>): unknown {
  if (typeof value === "string") {
    let text = value;
    for (const [old, made] of named) text = text.replaceAll(old, made);
    return text;
  }
  if (Array.isArray(value)) return value.map((one) => revived(one, named));
  if (typeof value === "object" && value !== null && "hex" in value)
    return Buffer.from(String(value.hex), "hex");
  return value;
}
