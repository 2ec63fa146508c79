import type { ThreatState } from "@/lib/domain/threat-models/record/schema";

/** Returns the short reference of a threat model: TM-0004. */
export function modelRef(number: number): string {
  return `TM-${String(number).padStart(4, "0")}`;
}

/** Returns the short reference of a threat: TH-0012. */
export function threatRef(number: number): string {
  return `TH-${String(number).padStart(4, "0")}`;
}

/** Returns what is missing for a state to be given to a threat, in words that say what to do; null where nothing is. */
export function missingFor(
  state: ThreatState,
  reason: string | null,
  controls: readonly { inPlace: boolean; tested: boolean }[],
): { path: "state" | "reason"; message: string } | null {
  if (state === "mitigated" && !controls.some(({ inPlace }) => inPlace))
    return {
      path: "state",
      message: "No control in place is linked to it. Link one that is implemented first.",
    };
  if (state === "verified" && !controls.some(({ tested }) => tested))
    return { path: "state", message: "No linked control has a passed test within its time. Test one first." };
  const wantsReason = ["transferred", "avoided", "not-applicable"].includes(state);
  if (wantsReason && reason === null)
    return { path: "reason", message: "Say why, in words an auditor can follow." };
  return null;
}
