import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import pg from "pg";
import { prepared, type Statement } from "@/lib/platform/database/prepared";

/** A day that is looked back to. */
export interface PastDay {
  day: string;
  /** The last instant of the day. */
  end: Date;
  /** What "now" is for whoever looks back: that instant, or the present one while the day lasts. */
  now: Date;
  /** The most records of one kind that may be looked back at, where it is not the usual number. */
  most?: number;
}

/** What the database may show and change in one transaction; the row-level policies read it. */
export interface Scope {
  /** Units whose rows may be read; "all" only for the system itself. */
  units: readonly string[] | "all";
  /** Units whose rows may be written; empty in a query. */
  writable: readonly string[] | "all";
  /** The person's id, or "system". */
  actor: string;
  /** Whether what opens an account may be touched: that of the actor, and of the people of these units. */
  secrets: boolean;
  /** The day that is looked back to: the tables are then those of the past, and nothing can be written. */
  past?: PastDay;
  /** The connection that runs the transaction, once it has begun. */
  connection?: pg.ClientBase;
}

// The web server may load this module more than once, for pages and for the API; the connections are shared between
// them, so the scope has to be too.
const kept = globalThis as { plumblineScopes?: AsyncLocalStorage<Scope> };
kept.plumblineScopes ??= new AsyncLocalStorage<Scope>();
const scopes = kept.plumblineScopes;

/** Runs the work with the scope in force for every transaction that it opens. */
export function inScope<T>(scope: Scope, work: () => Promise<T>): Promise<T> {
  return scopes.run(scope, work);
}

/** Returns the connection of the transaction that is running; throws outside of one. */
export function currentConnection(): pg.ClientBase {
  const connection = scopes.getStore()?.connection;
  if (!connection) throw new Error("No transaction is running.");
  return connection;
}

/** Returns the day that the work which is running looks back to, or undefined in the present. */
export function currentPast(): PastDay | undefined {
  return scopes.getStore()?.past;
}

/**
 * A connection on which BEGIN, the scope and the first statement travel together, so that no statement can run in a
 * transaction before its scope is set. The settings are local to the transaction: a pooled connection keeps nothing.
 */
export class ScopedClient extends pg.Client {
  /** What opens the transaction that was asked for, until its first statement is sent. */
  #opening: string | null = null;

  // The signature of query has many overloads; only the statement is looked at and the rest is handed on.
  override query = ((config: unknown, ...rest: unknown[]) => {
    const text = textOf(config);
    const opening = this.#opening;
    this.#opening = text === "BEGIN" ? this.#scopedBegin() : null;
    if (this.#opening !== null) return nothing;
    const send = pg.Client.prototype.query as (this: pg.Client, ...all: unknown[]) => unknown;
    const statement = fromPrisma(config) ? prepared(config) : config;
    if (opening === null) return send.call(this, statement, ...rest);
    // Nothing was sent, so there is nothing to end.
    if (text === "COMMIT" || text === "ROLLBACK") return nothing;
    const { stream } = this.connection;
    stream.cork();
    const both = Promise.all([send.call(this, opening), send.call(this, statement, ...rest)]);
    stream.uncork();
    return both.then(([, answer]) => answer);
  }) as pg.Client["query"];

  #scopedBegin(): string {
    const scope = scopes.getStore();
    if (!scope) throw new Error("A transaction was opened outside of a query or command.");
    scope.connection = this;
    return `BEGIN; ${scopeStatement(scope)}`;
  }
}

const nothing = Promise.resolve({ command: "", rowCount: 0, oid: 0, fields: [], rows: [] });

// Prisma alone asks for rows as arrays; statements of our own have their names already.
function fromPrisma(config: unknown): config is Statement {
  return typeof config === "object" && config !== null && "rowMode" in config && config.rowMode === "array";
}

function textOf(config: unknown): unknown {
  return typeof config === "object" && config !== null && "text" in config ? config.text : config;
}

// "Local" ends with the transaction. Only the system's units have to be looked up by the server.
function scopeStatement({ units, writable, actor, secrets, past }: Scope): string {
  const scope = `${unitSetting("units", units)}; ${unitSetting("writable", writable)}; SET LOCAL plumbline.actor = ${pg.escapeLiteral(actor)}; SET LOCAL plumbline.secrets = '${secrets ? "on" : "off"}'`;
  return past ? `${scope}; ${pastSettings(past.end)}` : scope;
}

function pastSettings(instant: Date): string {
  return `SET LOCAL plumbline.as_of = '${instant.toISOString()}'; SET LOCAL search_path = past, public; SELECT past.open(); SET LOCAL transaction_read_only = on`;
}

function unitSetting(name: "units" | "writable", units: readonly string[] | "all"): string {
  if (units === "all") return `SELECT set_config('plumbline.${name}', all_units(), true)`;
  return `SET LOCAL plumbline.${name} = ${pg.escapeLiteral(units.join(","))}`;
}
