import "server-only";
import type { Cited } from "@/lib/domain/threat-models/schema";
import { shownSources } from "@/lib/domain/threat-models/sources";

/** Returns the names that cited ids have in their editions. */
export function namesOf(cited: readonly Cited[]): string[] {
  return shownSources(cited).map(({ name }) => name);
}
