import { rmSync } from "node:fs";
import path from "node:path";
import { type Recorded, recorded } from "@/tests/bench/bare/replay";
import type { Loader } from "@/tests/bench/load/load";
import type { BenchOptions } from "@/tests/bench/options";
import type { BenchDatabase } from "@/tests/bench/product/bench-database";
import { benchFolder, type Product, startProduct } from "@/tests/bench/product/server";
import type { Line } from "@/tests/bench/table";

/** What every measurement works with: one size of register, the product that serves it, and where lines go. */
export interface Setting {
  options: BenchOptions;
  database: BenchDatabase;
  product: Product;
  loader: Loader;
  add(line: Line): void;
}

/** A request, and the statements that the product sends for it. */
export interface Asked {
  path: string;
  as: "token" | "browser";
  who: "lead" | "owner";
  body?: Record<string, unknown>;
}

/** Returns the headers of a request. */
export async function headersOf(
  product: Product,
  { company }: BenchDatabase,
  asked: Asked,
): Promise<Record<string, string>> {
  const holder = company[asked.who];
  const headers = asked.as === "token" ? product.asToken(holder) : await product.asBrowser(holder);
  if (!asked.body) return headers;
  // A browser says which page it writes from; the product takes only its own.
  const origin = asked.as === "browser" ? { origin: product.url } : {};
  return { ...headers, ...origin, "content-type": "application/json" };
}

/** Sends the request once and returns the answer's text; throws when it is refused. */
export async function askOnce(product: Product, database: BenchDatabase, asked: Asked): Promise<string> {
  const answer = await fetch(`${product.url}${asked.path}`, {
    method: asked.body ? "POST" : "GET",
    headers: await headersOf(product, database, asked),
    ...(asked.body ? { body: JSON.stringify(asked.body) } : {}),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${asked.path} answered ${answer.status}: ${text.slice(0, 500)}`);
  return text;
}

/** Returns, per request, the statements that the product sends to PostgreSQL; asked of a server that only records. */
export async function statementsOf(
  database: BenchDatabase,
  requests: readonly (() => Asked)[],
): Promise<{ statements: Recorded[]; answer: string; asked: Asked }[]> {
  const file = path.join(benchFolder, "statements.jsonl");
  rmSync(file, { force: true });
  const product = await startProduct(database, { recordInto: file });
  try {
    const all = [];
    for (const request of requests) {
      let [answer, asked] = ["", request()];
      const statements = await recorded(file, async () => {
        asked = request();
        answer = await askOnce(product, database, asked);
      });
      all.push({ statements, answer, asked });
    }
    return all;
  } finally {
    await product.stop();
  }
}
