import "server-only";
import type { Actor } from "@/lib/platform/access/actor";
import { Invalid } from "@/lib/platform/errors/public-error";
import type { Page, Register } from "@/lib/platform/register/register";

/** What stands behind the question mark of an address. */
type Asked = Readonly<Record<string, string | string[] | undefined>>;
export type SearchParams = Promise<Asked>;

/** Returns the search and the filters that an address names, as the register takes them. */
export function filtersOf(
  { columns, ownFilters }: Register,
  asked: Asked,
  extra: readonly string[] = [],
): Record<string, string> {
  const filters = columns.filter(({ filter }) => filter).map(({ key }) => key);
  const keys = ["q", ...filters, ...ownFilters, ...extra];
  return Object.fromEntries(
    keys.flatMap((key) => (typeof asked[key] === "string" ? [[key, asked[key]]] : [])),
  );
}

/**
 * Returns the first rows as the address asks for them, in the columns that the person sees. An address with a filter that
 * no longer fits gives the whole register and says so.
 */
export async function firstPage(
  actor: Actor,
  register: Register,
  asked: Asked,
  saved: readonly string[] | null,
  asOf?: string,
): Promise<Page & { problem?: string }> {
  const known = new Set(register.columns.map(({ key }) => key));
  const chosen = saved?.filter((key) => known.has(key)) ?? [];
  const shown = chosen.length > 0 ? { columns: chosen.join(",") } : {};
  const columns = { ...shown, ...(asOf === undefined ? {} : { asOf }) };
  try {
    return await register.list.receive(actor, { ...filtersOf(register, asked, ["sort"]), ...columns });
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    const { message } = error;
    // A day of which there is too much to look back at has no rows to show instead.
    if (error.problems.some(({ path }) => path === "asOf")) return { rows: [], next: null, problem: message };
    const all = await register.list.execute(actor, columns);
    return { ...all, problem: `${message} All of them are shown.` };
  }
}
