import type { ClientBase } from "pg";
import { transact } from "@/lib/platform/database/client";
import { currentConnection, type Scope } from "@/lib/platform/database/scope";

const nothing: Scope = { units: [], writable: [], actor: "", secrets: false };

/** Runs SQL as the runtime role in a scope, of which what is not said is empty, and takes all of it back; returns what the work found. */
export async function takenBack<T>(
  scope: Partial<Scope>,
  work: (client: ClientBase) => Promise<T>,
): Promise<T> {
  const end = new Error("taken back");
  let found: { value: T } | undefined;
  await transact({ ...nothing, ...scope }, async () => {
    found = { value: await work(currentConnection()) };
    throw end;
  }).catch((error: unknown) => {
    if (error !== end) throw error;
  });
  if (!found) throw new Error("The work did not come to its end.");
  return found.value;
}
