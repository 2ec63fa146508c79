import "server-only";
import { type Drift, partsBetween } from "@/lib/domain/threat-models/drift";
import type { ThreatModel } from "@/lib/domain/threat-models/model";

/** Returns what differs between two drawings, each part in words: "added Tickets", "changed Agent (can_write)". */
export function partChanges(before: ThreatModel, after: ThreatModel): string[] {
  const words = wordsOf(partsBetween(before, after));
  return words.length > 0 ? words : ["what the drawing says beside its parts"];
}

function wordsOf({ added, removed, changed }: Drift["parts"]): string[] {
  const name = ({ id, name: called }: { id: string; name: string }) => called || id;
  return [
    ...added.map((one) => `added ${name(one)}`),
    ...removed.map((one) => `removed ${name(one)}`),
    ...changed.map(
      (one) => `changed ${name(one)} (${one.changed.map((word) => word.replaceAll("_", " ")).join(", ")})`,
    ),
  ];
}
