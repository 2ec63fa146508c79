import "server-only";
import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  isDriverAdapterError,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
  type SqlQuery,
  type SqlResultSet,
} from "@prisma/driver-adapter-utils";
import * as glue from "@prisma/schema-engine-wasm/schema_engine_bg";
import { Client } from "pg";

type SchemaFile = { path: string; content: string };

/** Tables that migrations make and Prisma does not know; without this list each diff would drop them. */
const externalTables = ["public.rate_limits"];

/**
 * Returns the SQL that turns the database at `url` into what the Prisma schema files under
 * `schemaDirectory` describe; empty when they agree. The database itself is only read.
 */
export async function diffToSchema(url: string, schemaDirectory: string): Promise<string> {
  const files = await readSchema(schemaDirectory);
  const engine = await openEngine(files, url);
  try {
    const result = await engine.diff({
      from: { tag: "schemaDatasource", files, configDir: schemaDirectory },
      to: { tag: "schemaDatamodel", files },
      script: true,
      exitCode: null,
      filters: { externalTables, externalEnums: [] },
    });
    const sql = result.stdout ?? "";
    return sql.trim() === "-- This is an empty migration." ? "" : sql;
  } finally {
    engine.free();
  }
}

async function readSchema(directory: string): Promise<SchemaFile[]> {
  const names = (await readdir(directory, { recursive: true })).filter((name) => name.endsWith(".prisma"));
  return Promise.all(
    names.sort().map(async (name) => {
      const file = path.join(directory, name);
      return { path: file, content: await readFile(file, "utf8") };
    }),
  );
}

let loaded = false;

// The package's own entry imports its WebAssembly file as a module, which Node does not do.
async function openEngine(files: SchemaFile[], url: string): Promise<glue.SchemaEngine> {
  if (!loaded) {
    const entry = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg");
    const bytes = await readFile(path.join(path.dirname(entry), "schema_engine_bg.wasm"));
    const { instance } = await WebAssembly.instantiate(bytes, { "./schema_engine_bg.js": { ...glue } });
    glue.__wbg_set_wasm(instance.exports);
    const start = instance.exports.__wbindgen_start;
    if (typeof start === "function") start();
    loaded = true;
  }
  const datamodels = files.map((file): [string, string] => [file.path, file.content]);
  const factory = bindMigrationAwareSqlAdapterFactory(scratchFactory(url));
  return glue.SchemaEngine.new({ datamodels }, () => undefined, factory);
}

// Prisma's own factory runs what is meant for a shadow database in the main one when it is given an
// address; here both are the one scratch database that the caller made and will drop.
function scratchFactory(url: string): SqlMigrationAwareDriverAdapterFactory {
  const inner = new PrismaPg({ connectionString: url });
  const connect = async () => readingCharacters(await inner.connect(), url);
  return { provider: "postgres", adapterName: inner.adapterName, connect, connectToShadowDb: connect };
}

function readingCharacters(inner: SqlDriverAdapter, url: string): SqlDriverAdapter {
  return {
    provider: inner.provider,
    adapterName: inner.adapterName,
    executeRaw: (query) => inner.executeRaw(query),
    startTransaction: (level) => inner.startTransaction(level),
    dispose: () => inner.dispose(),
    getConnectionInfo: () =>
      inner.getConnectionInfo?.() ?? { schemaName: "public", supportsRelationJoins: true },
    executeScript: (script) => withClient(url, async (client) => void (await client.query(script))),
    queryRaw: (query) =>
      inner.queryRaw(query).catch((error: unknown) => {
        if (isDriverAdapterError(error) && error.cause.kind === "UnsupportedNativeDataType")
          return readRaw(url, query);
        throw error;
      }),
  };
}

const columnTypes = new Map<number, SqlResultSet["columnTypes"][number]>([
  [16, ColumnTypeEnum.Boolean],
  [18, ColumnTypeEnum.Character],
  [20, ColumnTypeEnum.Int64],
  [21, ColumnTypeEnum.Int32],
  [23, ColumnTypeEnum.Int32],
  [26, ColumnTypeEnum.Int64],
  [1002, ColumnTypeEnum.CharacterArray],
  [1003, ColumnTypeEnum.TextArray],
  [1009, ColumnTypeEnum.TextArray],
]);

// The adapter knows no column of type "char", which PostgreSQL's catalogue uses.
function readRaw(url: string, query: SqlQuery): Promise<SqlResultSet> {
  return withClient(url, async (client) => {
    const result = await client.query<unknown[]>({ text: query.sql, values: query.args, rowMode: "array" });
    return {
      columnNames: result.fields.map((field) => field.name),
      columnTypes: result.fields.map((field) => columnTypes.get(field.dataTypeID) ?? ColumnTypeEnum.Text),
      rows: result.rows,
    };
  });
}

async function withClient<T>(url: string, action: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await action(client);
  } finally {
    await client.end();
  }
}
