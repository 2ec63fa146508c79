import type { Freshness, RequestState } from "@/lib/domain/evidence/schema";
import { addDays } from "@/lib/platform/time/day";

/** How many days before its last day evidence is said to expire soon. */
export const soonDays = 30;

interface Dated {
  /** YYYY-MM-DD, the last day on which it counts. */
  validUntil: string | null;
  withdrawn: boolean;
}

/** Returns how fresh evidence is on a day (YYYY-MM-DD): it counts until the end of its last day, and no longer once withdrawn. */
export function freshnessOf({ validUntil, withdrawn }: Dated, today: string): Freshness {
  if (withdrawn) return "withdrawn";
  if (validUntil === null) return "undated";
  if (validUntil < today) return "expired";
  return validUntil <= addDays(today, soonDays) ? "expiring" : "fresh";
}

/** Returns the short reference of a piece of evidence, such as E-0012. */
export function evidenceRef(number: number): string {
  return `E-${String(number).padStart(4, "0")}`;
}

/** Returns the short reference of a request for evidence, such as Q-0012. */
export function requestRef(number: number): string {
  return `Q-${String(number).padStart(4, "0")}`;
}

interface Asked {
  fulfilledAt: Date | null;
  withdrawnAt: Date | null;
}

/** Returns where a request stands. */
export function requestStateOf({ fulfilledAt, withdrawnAt }: Asked): RequestState {
  if (fulfilledAt !== null) return "fulfilled";
  return withdrawnAt === null ? "open" : "withdrawn";
}
