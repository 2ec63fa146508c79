import { vi } from "vitest";
import { asOwner } from "@/tests/support/test-database";

/**
 * Runs the work as if it were noon (UTC) of that day: the application's clock, and the owner's function that dates the
 * entries of the audit chain, which the application itself cannot set.
 */
export async function onDay<T>(day: string, work: () => Promise<T>): Promise<T> {
  const noon = `${day}T12:00:00.000Z`;
  await clock(`chain_entries(entries, '${noon}')`);
  vi.useFakeTimers({ toFake: ["Date"], now: new Date(noon) });
  try {
    return await work();
  } finally {
    vi.useRealTimers();
    await clock("chain_entries(entries)");
  }
}

async function clock(call: string): Promise<void> {
  await asOwner((client) =>
    client.query(`create or replace function append_audit(entries jsonb) returns bigint
      language sql security definer set search_path = public, pg_temp as $$ select ${call} $$`),
  );
}
