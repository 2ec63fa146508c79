import * as z from "zod";

/** The two ways into the high-risk class of the EU AI Act, which have dates of their own (Art. 113(c)). */
export type Route = "annex_iii" | "annex_i";

/** Whom a requirement of the EU AI Act addresses. */
export const addressees = [
  { value: "provider", label: "Provider" },
  { value: "deployer", label: "Deployer" },
  { value: "importer", label: "Importer" },
  { value: "distributor", label: "Distributor" },
  { value: "authorised_representative", label: "Authorised representative" },
  { value: "product_manufacturer", label: "Product manufacturer" },
  { value: "third_party", label: "Third party" },
  { value: "gpai_provider", label: "Provider of a general-purpose AI model" },
  { value: "gpai_systemic_provider", label: "Provider of a model with systemic risk" },
] as const;

/** How two requirements relate as sets, in the words of NIST IR 8477. */
export const relationships = [
  { value: "equal", label: "Equal", help: "Both ask the same." },
  { value: "superset", label: "Superset", help: "The first asks all that the second does, and more." },
  { value: "subset", label: "Subset", help: "The first asks part of what the second does." },
  { value: "intersects", label: "Related", help: "They share something; neither settles the other." },
  { value: "none", label: "None", help: "They have nothing in common." },
] as const;

export type Relationship = (typeof relationships)[number]["value"];

/** How sure a row of the crosswalk is, and on what it rests. */
export const confidences = [
  { value: "published", label: "Published", help: "As printed in its source." },
  {
    value: "published_type_defaulted",
    label: "Published, type assumed",
    help: "The source prints the pair without saying how they relate; related is assumed.",
  },
  { value: "published_normalised", label: "Published, summed up", help: "Summed up from finer pairs." },
  {
    value: "published_check",
    label: "Published, to be checked",
    help: "The source pairs an identifier with the title of another control.",
  },
  { value: "judgement_high", label: "Judgement, high confidence", help: "Our own reading of both texts." },
  {
    value: "judgement_medium",
    label: "Judgement, medium confidence",
    help: "Our own reading of both texts.",
  },
  { value: "judgement_low", label: "Judgement, low confidence", help: "Our own reading of both texts." },
] as const;

type Confidence = (typeof confidences)[number]["value"];

/** A date of application: for all, or one for each route; null where the law or standard names none. */
export interface Start {
  date: string | null;
  annex_iii: string | null;
  annex_i: string | null;
}

/** One line of a framework: a heading, or something that can be fulfilled. */
export interface Requirement {
  /** The framework's key and the reference, the same in every edition: `iso-42001:A.6.2.3`. */
  key: string;
  ref: string;
  parentRef: string | null;
  /** The framework that holds the parent, where it is another one: NIST AI 600-1 hangs its actions in the AI RMF. */
  parentFramework: string | null;
  kind: string;
  title: string;
  /** Our own words where Plumbline comes with it, else those of the file; null where there are none. */
  paraphrase: string | null;
  assessable: boolean;
  appliesTo: readonly string[];
  /** The formal date. */
  appliesFrom: Start;
  /** The later date from which it has effect, where that differs. */
  practicalFrom: Start;
  notes: readonly string[];
}

const text = z.string().trim().min(1);
const doubt = z.strictObject({ ref: text.nullable(), text });
const key = z.string().regex(/^[a-z][a-z0-9-]{1,40}$/);

/** The list of the shipped frameworks; their requirements are in files of their own. */
export const frameworksFile = z.strictObject({
  edition: z.iso.date(),
  frameworks: z
    .array(
      z.strictObject({
        key,
        name: text,
        version: text,
        publisher: text,
        /** The reports that are made on it, where one set of criteria serves several. */
        reports: z.array(text),
        doubts: z.array(doubt),
      }),
    )
    .min(1),
});

/** Where a framework that was read from a file comes from. */
export interface Origin {
  /** The version that is in force. */
  id: string;
  format: string;
  fileName: string;
  sha256: string;
  /** By what the source knows it. */
  source: string | null;
  /** The licence of the text, or who holds the rights in it. */
  rights: string | null;
  appliedAt: string;
}

/** A version of a framework with its requirements; the origin is null where Plumbline comes with it. */
export type Framework = z.output<typeof frameworksFile>["frameworks"][number] & {
  origin: Origin | null;
  requirements: readonly Requirement[];
};

/** One row of the crosswalk between two shipped frameworks. */
export interface CrosswalkRow {
  source: { framework: string; ref: string };
  target: { framework: string; ref: string };
  /** What the source is to the target. */
  relationship: Relationship;
  basis: "published" | "judgement";
  /** Who published it, or on what the judgement rests. */
  statedBy: string;
  confidence: Confidence;
  note: string | null;
}
