import "server-only";
import { elementTypes } from "@/lib/domain/threat-models/element-types";
import { typeInWords } from "@/lib/domain/threat-models/formats/element-words";
import type { LibraryElement, LibraryModel } from "@/lib/domain/threat-models/formats/tm-library/shape";
import type { Value } from "@/lib/domain/threat-models/model";

/** The lists in which elements stand, by what a flow calls what is in them. */
export const elementLists = { actor: "actors", component: "components", data_store: "data_stores" } as const;
export type ElementKind = keyof typeof elementLists;

/** What stands where the format asks for a zone, the end of a flow or a persona and the model has none. */
export const absent = {
  zone: "plumbline-no-zone",
  end: "plumbline-free-end",
  persona: "plumbline-not-specified",
} as const;

const people: Readonly<Record<string, string>> = {
  user: "end_user",
  power_user: "end_user",
  administrator: "admin_ops",
  third_party: "external_data_source",
};

/** Returns the type of element that an entry of the library leaves no doubt about. */
export function typeOf(kind: ElementKind, { title, type }: LibraryElement): string | null {
  const words = title ?? "";
  if (kind === "actor") return typeInWords(words, "actor") ?? people[type ?? ""] ?? null;
  if (kind === "data_store") return typeInWords(words, "store");
  return typeInWords(words, "process") ?? typeInWords(words, "store");
}

type DataSet = NonNullable<LibraryModel["data_sets"]>[number];

/** Returns what the data sets that are placed on a store say of it. */
export function storeFacts(
  name: string,
  type: string | null,
  sets: readonly DataSet[],
): Record<string, Value> {
  const attributes = type === null ? undefined : elementTypes().get(type)?.attributes;
  const kinds = sets.flatMap(({ data_sensitivity: words }) => words ?? []);
  const encrypted = sets
    .flatMap(({ placements }) => placements ?? [])
    .filter((one) => one.data_store === name && typeof one.encrypted === "boolean")
    .map((one) => one.encrypted);
  const facts: [string, Value][] = [];
  if (kinds.some((kind) => kind === "pii" || kind === "phi")) facts.push(["contains_personal_data", true]);
  if (kinds.includes("cred")) facts.push(["contains_secrets", true]);
  if (encrypted.length > 0) facts.push(["encrypted_at_rest", encrypted.every(Boolean)]);
  return Object.fromEntries(facts.filter(([fact]) => attributes?.has(fact)));
}

/** Returns the entries of a list by each name that they refer to. */
export function byName<T>(
  entries: readonly T[] | null | undefined,
  namesIn: (entry: T) => readonly (string | null | undefined)[],
): (name: string) => readonly T[] {
  const found = new Map<string, T[]>();
  for (const entry of entries ?? [])
    for (const name of new Set(namesIn(entry))) {
      const known = found.get(name ?? "");
      if (known) known.push(entry);
      else found.set(name ?? "", [entry]);
    }
  return (name) => found.get(name) ?? [];
}

const levels: readonly (readonly [pattern: RegExp, severity: string])[] = [
  [/^(very_)?low$/, "Low"],
  [/^medium$/, "Medium"],
  [/^high$/, "High"],
  [/^(very_high|critical)$/, "Critical"],
];
const ladder = ["Low", "Medium", "High", "Critical"];

/** Returns the highest rating among the risks that name a threat; "unrated" where there are none. */
export function severityOf(risks: readonly NonNullable<LibraryModel["risks"]>[number][]): string {
  const found = risks.map(({ level, score }) => {
    const word = (level ?? "").trim().toLowerCase();
    const known = levels.find(([pattern]) => pattern.test(word))?.[1];
    return known ?? (typeof score === "number" ? bandOf(score) : "unrated");
  });
  return ladder.findLast((rating) => found.includes(rating)) ?? "unrated";
}

function bandOf(score: number): string {
  if (score <= 4) return "Low";
  if (score <= 9) return "Medium";
  return score <= 16 ? "High" : "Critical";
}

/** Likelihood, impact, score and level of a risk that comes to each rating. */
export const riskRatings: Readonly<Record<string, object>> = {
  Low: { likelihood: "unlikely", impact: "minor", score: 4, level: "low" },
  Medium: { likelihood: "possible", impact: "moderate", score: 9, level: "medium" },
  High: { likelihood: "likely", impact: "major", score: 16, level: "high" },
  Critical: { likelihood: "certain", impact: "severe", score: 25, level: "critical" },
};

/** Tells whether the risks of a file are what Threat Dragon fills in by itself: certain, all of them, by nobody. */
export function placeholders({ threat_personas: personas, risks }: LibraryModel): boolean {
  return (
    (personas ?? []).some(({ title }) => /^default threat persona$/i.test((title ?? "").trim())) &&
    (risks ?? []).length > 0 &&
    (risks ?? []).every(({ likelihood }) => likelihood === "certain")
  );
}

/** Returns what is done against a threat, and whether all of it is in place: null where nothing is named. */
export function measuresIn(controls: readonly NonNullable<LibraryModel["controls"]>[number][]) {
  const live = controls.filter(({ status }) => status !== "retired" && status !== "wont_do");
  const status = live.every((control) => control.status === "active") ? "Mitigated" : "Open";
  const words = live.map(({ title, description }) =>
    description?.startsWith(title ?? "") ? description : [title, description].filter(Boolean).join(": "),
  );
  return { mitigation: words.join("\n"), status: live.length === 0 ? null : status };
}
