import "server-only";
import { assumptionsBetween, type Drift, partsBetween } from "@/lib/domain/threat-models/drift";
import type { ThreatModel } from "@/lib/domain/threat-models/model";

/** Returns what differs between two drawings, each part in words: "added Tickets", "changed Agent (can_write)". */
export function partChanges(before: ThreatModel, after: ThreatModel): string[] {
  const words = [...wordsOf(partsBetween(before, after)), ...assumptionWords(before, after)];
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

function assumptionWords(before: ThreatModel, after: ThreatModel): string[] {
  const { added, removed, changed } = assumptionsBetween(before, after);
  const said = (verb: string, texts: readonly string[]) =>
    texts.map((text) => `${verb} the assumption “${text.length > 60 ? `${text.slice(0, 59)}…` : text}”`);
  return [...said("added", added), ...said("removed", removed), ...said("changed", changed)];
}
