import "server-only";
import { currentConnection } from "@/lib/platform/database/scope";

/** Rows that are sent in one statement: as one parameter, whatever their number, so that one plan serves all of them. */
const rowsAtOnce = 1_000;

/**
 * Inserts rows of the same columns in the transaction that is running and returns of each, in order, the columns that are asked for,
 * such as a number that the database gives. Values are what JSON holds, and dates.
 */
export async function insertMany<K extends string = never>(
  table: string,
  rows: readonly object[],
  returning: readonly K[] = [],
): Promise<Record<K, unknown>[]> {
  const columns = namesOf(Object.keys(rows[0] ?? {}));
  const back = returning.length > 0 ? ` returning ${namesOf(returning)}` : "";
  const given: Record<K, unknown>[] = [];
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    const { rows: stored } = await currentConnection().query(
      `insert into ${nameOf(table)} (${columns})
       select ${columns} from jsonb_populate_recordset(null::${nameOf(table)}, $1::jsonb)${back}`,
      [JSON.stringify(rows.slice(from, from + rowsAtOnce))],
    );
    given.push(...stored);
  }
  return given;
}

/** Sets these columns of rows that are known by their ids, in the transaction that is running; throws where one of them is gone. */
export async function updateMany<R extends { id: string }>(
  table: string,
  rows: readonly R[],
  columns: readonly (keyof R & string)[],
): Promise<void> {
  const set = columns.map((one) => `${nameOf(one)} = d.${nameOf(one)}`).join(", ");
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    const some = rows.slice(from, from + rowsAtOnce);
    const sent = some.map((row) =>
      Object.fromEntries(["id", ...columns].map((one) => [one, row[one as keyof R]])),
    );
    const { rowCount } = await currentConnection().query(
      `update ${nameOf(table)} t set ${set} from jsonb_populate_recordset(null::${nameOf(table)}, $1::jsonb) d where t.id = d.id`,
      [JSON.stringify(sent)],
    );
    if (rowCount !== some.length)
      throw new Error(`Of ${some.length} rows of ${table} ${rowCount} were there.`);
  }
}

function namesOf(names: readonly string[]): string {
  return names.map(nameOf).join(", ");
}

// Names come from the code alone; the quotes keep their capitals.
function nameOf(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
