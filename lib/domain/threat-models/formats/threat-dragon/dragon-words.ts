import "server-only";
import { elementTypes } from "@/lib/domain/threat-models/element-types";
import { typeInWords } from "@/lib/domain/threat-models/formats/element-words";
import type { DragonCell, DragonThreat } from "@/lib/domain/threat-models/formats/threat-dragon/shape";
import type { Value } from "@/lib/domain/threat-models/model";

type Role = "actor" | "process" | "store" | "flow" | "box" | "curve" | "text";

const roles: ReadonlyMap<string, Role> = new Map<string, Role>([
  ["tm.actor", "actor"],
  ["tm.process", "process"],
  ["tm.store", "store"],
  ["tm.flow", "flow"],
  ["tm.boundarybox", "box"],
  ["tm.boundary", "curve"],
  ["tm.text", "text"],
  ["actor", "actor"],
  ["process", "process"],
  ["store", "store"],
  ["flow", "flow"],
  ["trust-boundary-box", "box"],
  ["trust-boundary-curve", "curve"],
  // Misspelt so in files of the first releases.
  ["trust-broundary-curve", "curve"],
  ["td-text-block", "text"],
]);

/** Returns what a cell of a diagram stands for; undefined for what Threat Dragon does not draw. */
export function roleOf({ data, shape }: DragonCell): Role | undefined {
  return roles.get((data?.type ?? "").toLowerCase()) ?? roles.get((shape ?? "").toLowerCase());
}

/** Returns the name of a cell on one line: its own, else the text that is shown for it. */
export function nameOf(cell: DragonCell): string {
  const attrs = inside(cell, "attrs");
  const [label] = [cell["labels"]].flat();
  const shown = inside(label, "attrs");
  const texts = [cell.data?.name, textOf(attrs, "text"), textOf(attrs, "label"), textOf(shown, "labelText")];
  const found = [...texts, textOf(shown, "label"), textOf(shown, "text")].find(
    (text) => typeof text === "string" && text.trim() !== "",
  );
  return oneLine(typeof found === "string" ? found : "");
}

/** Returns text on one line. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

function textOf(holder: unknown, key: string): unknown {
  return inside(inside(holder, key), "text");
}

function inside(holder: unknown, key: string): unknown {
  return typeof holder === "object" && holder !== null && Object.hasOwn(holder, key)
    ? (holder as Record<string, unknown>)[key]
    : undefined;
}

/** Returns the type of element that a cell leaves no doubt about; a store of logs says so itself. */
export function typeOf(cell: DragonCell, role: "actor" | "process" | "store"): string | null {
  const named = typeInWords(nameOf(cell), role);
  return named ?? (role === "store" && cell.data?.isALog === true ? "log_trace_store" : null);
}

/** What a tick in Threat Dragon says of an element or a flow, by attribute. */
export const ticks = {
  isEncrypted: ["encrypted", "encrypted_at_rest"],
  isPublicNetwork: ["public_network"],
  storesCredentials: ["contains_secrets"],
  providesAuthentication: ["authenticated"],
} as const satisfies Record<string, readonly string[]>;

/** Returns what the ticks of a cell say of its type. One that is not set says nothing: nobody may have looked. */
export function ticked(cell: DragonCell, type: string | null): Record<string, Value> {
  const attributes = type === null ? undefined : elementTypes().get(type)?.attributes;
  return Object.fromEntries(
    Object.entries(ticks).flatMap(([key, names]) =>
      cell.data?.[key] === true
        ? names.filter((name) => attributes?.has(name)).map((name) => [name, true])
        : [],
    ),
  );
}

const statuses: ReadonlyMap<string, string> = new Map([
  ["open", "Open"],
  ["mitigated", "Mitigated"],
  ["na", "NotApplicable"],
  ["n/a", "NotApplicable"],
  ["notapplicable", "NotApplicable"],
  ["accepted", "Accepted"],
  ["transferred", "Transferred"],
  ["avoided", "Avoided"],
  ["eliminated", "Eliminated"],
]);

/** Returns the state of a threat in the words that Threat Dragon writes now; a word of its own as it stands. */
export function statusOf({ status }: DragonThreat): string | null {
  const plain = (status ?? "").replace(/\s+/g, "").toLowerCase();
  return plain === "" ? null : (statuses.get(plain) ?? oneLine(status ?? ""));
}

/** Returns the rating of a threat; what the tool fills in by itself, TBD or TBA, is no rating. */
export function severityOf({ severity }: DragonThreat): string {
  const word = oneLine(severity ?? "");
  return /^(|tbd|tba|unrated)$/i.test(word) ? "unrated" : word;
}

/** Returns a state in a word that Threat Dragon has: what was verified is mitigated, what is not settled is open. */
export function statusToWrite(status: string | null): string {
  const known = [...statuses.values()].find((word) => word === status);
  return known ?? (status?.toLowerCase() === "verified" ? "Mitigated" : "Open");
}

/** Returns a rating in a word that Threat Dragon has; what is no such word is not rated there. */
export function severityToWrite(severity: string): string {
  return ["Low", "Medium", "High", "Critical"].includes(severity) ? severity : "TBD";
}

/**
 * Returns a category in a word of STRIDE. The harms of AI without an attacker have none: trusting what one should not is
 * nearest to spoofing, wrong output to tampering, as the rules have it.
 */
export function categoryToWrite(category: string | null): string {
  if (!category?.startsWith("AI harm")) return category ?? "";
  return category === "AI harm: over-reliance" ? "Spoofing" : "Tampering";
}
