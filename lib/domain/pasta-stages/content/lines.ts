import "server-only";
import type { Line } from "@/lib/domain/pasta-stages/content/sections";
import type { PastaRecords } from "@/lib/domain/pasta-stages/queries/records";
import { threatRef } from "@/lib/domain/threat-models/rules";
import type { Option } from "@/lib/platform/schema/field";

// People and what lies outside have no supplier and no version.
const withoutRelease = new Set(["end_user", "human_reviewer", "admin_ops", "external_data_source"]);

/** Returns whether an element of this type has a supplier, a version and data of its own. */
export function hasRelease(type: string | null): boolean {
  return !withoutRelease.has(type ?? "");
}

/** Returns the word of a choice. */
export function labelOf(options: readonly Option[], value: string): string {
  return options.find((one) => one.value === value)?.label ?? value;
}

/** Returns the line of a record that the reader may not read. */
export function hidden(key: string): Line {
  return { key, text: "A record that you may not read", hidden: true };
}

/** Returns each of these once, by its key, the last of them. */
export function onceEach<T>(all: readonly T[], keyOf: (one: T) => string): T[] {
  return [...new Map(all.map((one) => [keyOf(one), one])).values()];
}

/** Returns the references of these threats: "TH-0001, TH-0004". */
export function shortRefs({ threats }: Pick<PastaRecords, "threats">, ids: readonly string[]): string {
  const own = threats.filter(({ id }) => ids.includes(id));
  return own.map(({ number }) => threatRef(number)).join(", ") || "no threat";
}
