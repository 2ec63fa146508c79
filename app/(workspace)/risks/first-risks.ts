import "server-only";
import { riskRegister } from "@/lib/domain/risks/queries/register";
import type { Actor } from "@/lib/platform/access/actor";
import { Invalid } from "@/lib/platform/errors/public-error";
import type { Page } from "@/lib/platform/register/register";

type Asked = Readonly<Record<string, string | string[] | undefined>>;

/** Returns the filters that an address names, as the register takes them. */
export function filtersOf(asked: Asked, extra: readonly string[] = []): Record<string, string> {
  const keys = ["q", ...riskRegister.columns.filter(({ filter }) => filter).map(({ key }) => key), ...extra];
  return Object.fromEntries(
    keys.flatMap((key) => (typeof asked[key] === "string" ? [[key, asked[key]]] : [])),
  );
}

/**
 * Returns the first rows as the address asks for them, in the columns that the person sees. An address with a filter that
 * no longer fits gives the whole register and says so.
 */
export async function firstRisks(
  actor: Actor,
  asked: Asked,
  saved: readonly string[] | null,
): Promise<Page & { problem?: string }> {
  const known = new Set(riskRegister.columns.map(({ key }) => key));
  const chosen = saved?.filter((key) => known.has(key)) ?? [];
  const columns = chosen.length > 0 ? { columns: chosen.join(",") } : {};
  try {
    return await riskRegister.list.receive(actor, { ...filtersOf(asked, ["sort"]), ...columns });
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    return { ...(await riskRegister.list.execute(actor, columns)), problem: error.message };
  }
}
