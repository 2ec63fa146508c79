import "server-only";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { type Prisma, PrismaClient } from "@/lib/platform/database/generated/client";
import { inScope, type Scope, ScopedClient } from "@/lib/platform/database/scope";
import { runtimeDatabaseUrl, settings } from "@/lib/platform/settings/settings";

export type Transaction = Prisma.TransactionClient;

interface Connections {
  pool: pg.Pool;
  /** For counters alone: what is counted within a transaction must not wait for another of the connections above. */
  counters: pg.Pool;
  prisma: PrismaClient;
  /** The same tables as they were: see the schema "past" of the database. */
  past: PrismaClient;
}

// The development server loads modules again on each change; the connections must outlive that.
const kept = globalThis as { plumblineConnections?: Connections };

function connections(): Connections {
  kept.plumblineConnections ??= connect();
  return kept.plumblineConnections;
}

function connect(): Connections {
  const pool = new pg.Pool({
    connectionString: runtimeDatabaseUrl(),
    max: settings().DATABASE_POOL_SIZE,
    Client: ScopedClient,
    // Statements are sent without waiting for the answer to BEGIN; one after the other in any case.
    pipeline: true,
    connectionTimeoutMillis: 10_000,
    statement_timeout: 60_000,
    idle_in_transaction_session_timeout: 60_000,
    application_name: "plumbline",
  });
  const counters = new pg.Pool({
    connectionString: runtimeDatabaseUrl(),
    max: 2,
    connectionTimeoutMillis: 10_000,
    statement_timeout: 10_000,
    application_name: "plumbline counters",
  });
  // A connection that breaks while idle is replaced by its pool at the next use.
  for (const one of [pool, counters]) one.on("error", () => undefined);
  const past = new PrismaClient({ adapter: new PrismaPg(pool, { schema: "past" }) });
  return { pool, counters, prisma: new PrismaClient({ adapter: new PrismaPg(pool) }), past };
}

/** Runs the work in one transaction under the scope and returns its result; any error rolls everything back. */
export function transact<T>(
  scope: Scope,
  work: (tx: Transaction) => Promise<T>,
  timeoutMs = 30_000,
): Promise<T> {
  return inScope({ ...scope }, () =>
    connections()[scope.past ? "past" : "prisma"].$transaction(work, { timeout: timeoutMs, maxWait: 15_000 }),
  );
}

/** Runs one statement of the platform's own, outside of any scope: owner functions and health checks. */
export async function statement<R extends pg.QueryResultRow>(
  name: string,
  text: string,
  values: unknown[],
): Promise<R[]> {
  const result = await connections().pool.query<R>({ name, text, values });
  return result.rows;
}

/** Returns the connections for the one library that sends its own statements: the counters of the rate limiter. */
export function counterPool(): pg.Pool {
  return connections().counters;
}

/** Closes every connection; used by the command line, the worker and the tests when they end. */
export async function disconnect(): Promise<void> {
  const open = kept.plumblineConnections;
  delete kept.plumblineConnections;
  await open?.prisma.$disconnect();
  await open?.past.$disconnect();
  await Promise.all([open?.pool.end(), open?.counters.end()]);
}
