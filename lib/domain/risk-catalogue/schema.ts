import * as z from "zod";
import { autonomies, exposures, systemKinds } from "@/lib/domain/inventory/systems/options/schema";
import { threatFamilies } from "@/lib/domain/risks/schema";
import { choice, references } from "@/lib/platform/schema/field";

/** The edition of the catalogue that is shipped; a risk remembers from which one it was adopted. */
export const catalogueEdition = "2026.1";

/** The ways in which AI does harm without an attacker, and with one. */
export const harms = [
  { value: "hallucination", label: "Hallucination", help: "States what is not so." },
  { value: "over-reliance", label: "Over-reliance", help: "People trust it more than it deserves." },
  { value: "unsafe-output", label: "Unsafe output", help: "Output or action that endangers." },
  { value: "unfair-output", label: "Unfair output", help: "Treats people worse without a reason." },
] as const;

const key = z.string().regex(/^[a-z][a-z0-9-]{1,60}$/);
const sentence = z.string().trim().min(10).max(400);
const oneOf = <const O extends readonly { value: string }[]>(options: O) =>
  z.enum(options.map(({ value }) => value) as [O[number]["value"], ...O[number]["value"][]]);

const entry = z.strictObject({
  key,
  title: z.string().trim().min(5).max(120),
  cause: sentence,
  event: sentence,
  consequence: sentence,
  category: key,
  harms: z.array(oneOf(harms)),
  /** Identifiers of prisma/reference/threats/mitigations.csv. */
  controls: z.array(z.string().regex(/^MIT-\d\d$/)).min(1),
  /** Refs of the shipped frameworks and threat lists. */
  sources: z.array(z.string()).min(1),
  /** To which systems it typically applies; an empty list means to all. */
  applies: z.strictObject({
    kinds: z.array(oneOf(systemKinds)),
    exposures: z.array(oneOf(exposures)),
    autonomies: z.array(oneOf(autonomies)),
  }),
});

/** One file of the catalogue: a family and its entries. */
export const catalogueFile = z.strictObject({
  family: key,
  label: z.string().min(3).max(60),
  threatFamily: oneOf(threatFamilies).nullable(),
  entries: z.array(entry).min(1),
});

/** An entry with the family that its file names. */
export type CatalogueEntry = z.output<typeof entry> &
  Pick<z.output<typeof catalogueFile>, "family" | "threatFamily"> & { familyLabel: string };

export const adoptionModes = [
  { value: "each", label: "One risk for each system", help: "In the business unit of the system." },
  { value: "shared", label: "One risk for all the systems", help: "In the business unit you choose." },
] as const;

/** What somebody decides who adopts entries of the catalogue. */
export const adoptionFields = {
  entries: z
    .array(key, { error: "Choose at least one entry of the catalogue." })
    .min(1, "Choose at least one entry of the catalogue.")
    .max(100, "Choose at most 100 entries at a time.")
    .refine((keys) => new Set(keys).size === keys.length, "Names an entry twice."),
  systemIds: references("systems", { label: "AI systems", help: "The systems that the risks concern." }),
  mode: choice(adoptionModes, { label: "How many risks" }),
};
