import "server-only";
import { lookBackDay } from "@/lib/domain/audit/look-back";
import type { Actor } from "@/lib/platform/access/actor";
import { Invalid } from "@/lib/platform/errors/public-error";

/** The day that an address looks back to, or why it cannot. */
export interface LookedBack {
  past: { asOf: string; begins: string | null } | null;
  problem: string | null;
}

const present: LookedBack = { past: null, problem: null };

/** Returns the day in the address of a page, as far as it is one that can be looked back to. */
export async function lookedBack(
  actor: Actor,
  asked: Readonly<Record<string, string | string[] | undefined>>,
): Promise<LookedBack> {
  const { asOf } = asked;
  if (asOf === undefined || asOf === "") return present;
  try {
    const { begins } = await lookBackDay.receive(actor, { asOf });
    return { past: { asOf: String(asOf), begins }, problem: null };
  } catch (error) {
    if (error instanceof Invalid) return { past: null, problem: error.problems[0]?.message ?? error.message };
    throw error;
  }
}

/** Returns the same address in the present. */
export function todayHref(
  path: string,
  asked: Readonly<Record<string, string | string[] | undefined>>,
): string {
  const kept = Object.entries(asked).filter(
    (entry): entry is [string, string] => entry[0] !== "asOf" && typeof entry[1] === "string",
  );
  return kept.length > 0 ? `${path}?${new URLSearchParams(kept)}` : path;
}
