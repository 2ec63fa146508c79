import "server-only";
import type { Actor } from "@/lib/platform/access/actor";
import type { Transaction } from "@/lib/platform/database/client";

/** By what somebody reads as an auditor: the unit at which they are one, and the engagement if there is one. */
interface ReadBy {
  unitId: string;
  engagementId?: string;
}

interface Read {
  /** The operation as the API names it, and in words. */
  name: string;
  summary: string;
}

const longest = 500;
// What says how much is answered and how it is drawn, not what is read; the id has a place of its own.
const unsaid = new Set(["id", "cursor", "limit", "columns"]);
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Notes what somebody reads as an auditor, once for each of the auditor's roles by which they do, in the transaction in which
 * they read it: what cannot be noted is not read. Without such a role nothing is asked of the database.
 */
export async function noteRead(
  tx: Transaction,
  { personId, tokenId, sessionId, requestId }: Actor,
  { name, summary }: Read,
  input: unknown,
  by: readonly ReadBy[],
): Promise<void> {
  if (personId === null || by.length === 0) return;
  const { id } = fieldsOf(input);
  const read = {
    ...{ personId, tokenId, sessionId, requestId, operation: name, summary, asked: askedOf(input) },
    concept: name.split(".")[0] ?? name,
    recordId: typeof id === "string" && uuid.test(id) ? id : null,
  };
  await tx.auditorRead.createMany({
    data: by.map(({ unitId, engagementId }) => ({ ...read, unitId, engagementId: engagementId ?? null })),
  });
}

/** Returns what was asked beside the record, such as "state: open · sort: -dueOn"; at most 500 characters, null for nothing. */
export function askedOf(input: unknown): string | null {
  const said = Object.entries(fieldsOf(input))
    .filter(([key, value]) => !unsaid.has(key) && value !== undefined && value !== null && value !== "")
    .map(([key, value]) => `${key}: ${typeof value === "string" ? value : JSON.stringify(value)}`)
    .join(" · ")
    .replaceAll("\u0000", "");
  const short = said.length > longest ? `${said.slice(0, longest - 1)}…` : said;
  return short === "" ? null : short.toWellFormed();
}

function fieldsOf(input: unknown): Record<string, unknown> {
  return typeof input === "object" && input !== null ? (input as Record<string, unknown>) : {};
}
