import { autonomies, exposures, systemKinds } from "@/lib/domain/inventory/systems/options/schema";
import type { CatalogueEntry } from "@/lib/domain/risk-catalogue/schema";

/** The facts of a system that decide whether an entry applies to it; null is not known. */
export interface SystemFacts {
  kind: string | null;
  exposure: string | null;
  autonomy: string | null;
}

/** Whether an entry applies to a system, and the facts that say so. */
export interface Fit {
  fit: "applies" | "may-apply" | "does-not-apply";
  because: string[];
}

const questions = [
  { fact: "kind", list: "kinds", label: "Kind", options: systemKinds },
  { fact: "exposure", list: "exposures", label: "Exposure", options: exposures },
  { fact: "autonomy", list: "autonomies", label: "Autonomy", options: autonomies },
] as const;

/** Returns whether an entry typically applies to a system and why; an unknown fact never rules an entry out. */
export function fitOf({ applies }: Pick<CatalogueEntry, "applies">, system: SystemFacts): Fit {
  const because: string[] = [];
  let fit: Fit["fit"] = "applies";
  for (const { fact, list, label, options } of questions) {
    const wanted: readonly string[] = applies[list];
    const value = system[fact];
    if (wanted.length === 0) continue;
    if (value === null) {
      because.push(`${label}: not known`);
      if (fit === "applies") fit = "may-apply";
    } else {
      const word = options.find((option) => option.value === value)?.label ?? value;
      because.push(`${label}: ${word}`);
      if (!wanted.includes(value)) fit = "does-not-apply";
    }
  }
  return { fit, because: because.length > 0 ? because : ["Applies to every system"] };
}

interface Asked {
  q?: string | undefined;
  family?: string | undefined;
  harm?: string | undefined;
  kind?: string | undefined;
}

/** Returns whether an entry answers what somebody looks for: every word in its texts, and the chosen family, harm and kind. */
export function answers(entry: CatalogueEntry, { q, family, harm, kind }: Asked): boolean {
  const { title, cause, event, consequence, sources } = entry;
  const text = [title, cause, event, consequence, ...sources].join(" ").toLowerCase();
  const words = (q ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  const kinds: readonly string[] = entry.applies.kinds;
  return (
    words.every((word) => text.includes(word)) &&
    (!family || entry.family === family) &&
    (!harm || entry.harms.some((one) => one === harm)) &&
    (!kind || kinds.length === 0 || kinds.includes(kind))
  );
}
