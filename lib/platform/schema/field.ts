import * as z from "zod";

/** How urgent or good a value is; drawn as a word with a shape and a colour, never a colour alone. */
export type Tone = "neutral" | "info" | "good" | "warn" | "bad" | "critical";

/** One value of a choice with the words people see. */
export interface Option {
  value: string;
  label: string;
  help?: string;
  tone?: Tone;
}

export type FieldKind =
  | "text"
  | "long-text"
  | "email"
  | "choice"
  | "several"
  | "tri-state"
  | "integer"
  | "decimal"
  | "date"
  | "instant"
  | "reference"
  | "references"
  | "file"
  | "files";

/** What every door says about a field: form label, table and file heading, help, example. */
export interface FieldMeta {
  kind: FieldKind;
  label: string;
  help?: string;
  example?: string;
  options?: readonly Option[];
  /** For references: which concept's records can be chosen, such as "people"; for files: whose door takes them. */
  concept?: string;
  /** What a choice says where nothing is chosen; "Unknown" otherwise. */
  none?: string;
  /** For long text in which people are named with @: the field that keeps whom. */
  mentions?: string;
  /** Other headings under which a file may carry this field. */
  synonyms?: readonly string[];
}

type Words = Omit<FieldMeta, "kind" | "options" | "concept">;

const registry = z.registry<FieldMeta>();

/** Returns the meta data of a field, looking through nullable, optional and default; throws when it has none. */
export function fieldMeta(shape: z.core.$ZodType): FieldMeta {
  const found = findFieldMeta(shape);
  if (!found) throw new Error("This shape was not made by a field builder.");
  return found;
}

/** Returns the meta data of a field, or undefined for a shape that no field builder made. */
export function findFieldMeta(shape: z.core.$ZodType): FieldMeta | undefined {
  const own = registry.get(shape);
  if (own) return own;
  const inner = (shape as { _zod: { def: { innerType?: z.core.$ZodType } } })._zod.def.innerType;
  return inner ? findFieldMeta(inner) : undefined;
}

/** Returns whether text can be stored: PostgreSQL cannot hold U+0000, and a lone surrogate has no UTF-8 form. */
export function storable(value: string): boolean {
  return !value.includes("\u0000") && value.isWellFormed();
}

/** What is said of text that cannot be stored. */
export const notStorable =
  "Holds a character that cannot be stored (NUL or half of a surrogate pair). Remove it.";

function line(label: string, max: number) {
  return z
    .string({
      error: (issue) =>
        issue.input === undefined || issue.input === null
          ? `${label} is missing. Fill it in.`
          : `${label} must be text.`,
    })
    .max(max, `${label} is longer than ${max} characters. Shorten it.`)
    .refine(storable, notStorable)
    .trim();
}

/** A required line of text, trimmed, 1 to `max` characters (200 by default). */
export function text(words: Words & { max?: number }) {
  const { max = 200, ...meta } = words;
  return line(meta.label, max)
    .min(1, `${meta.label} is empty. Fill it in.`)
    .register(registry, { kind: "text", ...meta });
}

/** Required text of several lines, trimmed, 1 to `max` characters (10,000 by default). */
export function longText(words: Words & { max?: number }) {
  const { max = 10_000, ...meta } = words;
  return line(meta.label, max)
    .min(1, `${meta.label} is empty. Fill it in.`)
    .register(registry, { kind: "long-text", ...meta });
}

/** Words of one's own, separated by commas: kept in lower case, each once, in the order given. */
export function tags(words: Words & { max?: number }) {
  const { max = 300, ...meta } = words;
  return line(meta.label, max)
    .overwrite(tidy)
    .min(1, `${meta.label} is empty. Fill it in.`)
    .register(registry, { kind: "text", ...meta });
}

function tidy(text: string): string {
  const each = text
    .split(",")
    .map((tag) => tag.trim().replace(/\s+/g, " ").toLowerCase())
    .filter((tag) => tag !== "");
  return [...new Set(each)].join(", ");
}

/** A required e-mail address in lower case. */
export function email(words: Words) {
  return line(words.label, 254)
    .toLowerCase()
    .regex(
      /^[\x21-\x3f\x41-\x7e]+@[a-z0-9-]+(\.[a-z0-9-]+)*$/,
      "Is not an e-mail address. Write it as name@example.com.",
    )
    .register(registry, { kind: "email", ...words });
}

/** One value out of a fixed list. */
export function choice<const O extends readonly Option[]>(options: O, words: Words) {
  return z
    .enum(values(options), {
      error: `${words.label} must be one of: ${options.map((o) => o.value).join(", ")}.`,
    })
    .register(registry, { kind: "choice", options, ...words });
}

/** Any number of values out of a fixed list, each at most once. */
export function several<const O extends readonly Option[]>(options: O, words: Words) {
  const one = z.enum(values(options), {
    error: `${words.label} takes only: ${options.map((o) => o.value).join(", ")}.`,
  });
  return z
    .array(one, { error: `${words.label} must be a list.` })
    .max(options.length, `${words.label} names a value twice.`)
    .refine((list) => new Set(list).size === list.length, `${words.label} names a value twice.`)
    .register(registry, { kind: "several", options, ...words });
}

/** Any number of values out of a list that the server alone knows, each at most once; the form is given the list. */
export function chosen(words: Words & { max: number }) {
  const { max, ...meta } = words;
  return z
    .array(line(meta.label, 100), { error: `${meta.label} must be a list.` })
    .max(max, `${meta.label} holds more than ${max} values.`)
    .refine((list) => new Set(list).size === list.length, `${meta.label} names a value twice.`)
    .register(registry, { kind: "several", ...meta });
}

/** True, false, or null for unknown; unknown is shown as a gap. */
export function triState(words: Words) {
  return z
    .boolean({ error: `${words.label} must be yes, no or unknown.` })
    .register(registry, { kind: "tri-state", ...words })
    .nullable();
}

/** A whole number between `min` and `max`. */
export function integer(words: Words & { min: number; max: number }) {
  const { min, max, ...meta } = words;
  const error = `${meta.label} must be a whole number from ${min} to ${max}.`;
  return z
    .int({ error })
    .min(min, error)
    .max(max, error)
    .register(registry, { kind: "integer", ...meta });
}

/** A number above or from `min` to `max` with at most `places` digits after the point (2 by default). */
export function decimal(words: Words & { min?: number; above?: number; max: number; places?: number }) {
  const { min, above, max, places = 2, ...meta } = words;
  const from = above === undefined ? `from ${min ?? 0}` : `above ${above}`;
  const error = `${meta.label} must be a number ${from} to ${max} with at most ${places} decimals.`;
  return z
    .number({ error })
    .max(max, error)
    .refine((value) => (above === undefined ? value >= (min ?? 0) : value > above), error)
    .refine((value) => Number(value.toFixed(places)) === value, error)
    .register(registry, { kind: "decimal", ...meta });
}

/** Returns whether values of this kind are numbers. */
export function isNumber(kind: FieldKind): boolean {
  return kind === "integer" || kind === "decimal";
}

/** A calendar day as YYYY-MM-DD, between 1900 and 2200. */
export function day(words: Words) {
  const error = `${words.label} must be a date such as 2026-11-23.`;
  return z.iso
    .date({ error })
    .refine((value) => value >= "1900-01-01" && value <= "2200-12-31", error)
    .register(registry, { kind: "date", ...words });
}

/** An instant as ISO 8601 text; read-only in forms. */
export function instant(words: Words) {
  return z.iso.datetime({ offset: true }).register(registry, { kind: "instant", ...words });
}

/** The id of a record of another concept. */
export function reference(concept: string, words: Words) {
  return z
    .uuid({ error: `${words.label} must be the id of an existing record.` })
    .register(registry, { kind: "reference", concept, ...words });
}

/** The ids of any number of records of another concept (at most 200), each once. */
export function references(concept: string, words: Words) {
  return z
    .array(z.uuid({ error: `${words.label} takes ids of existing records.` }), {
      error: `${words.label} must be a list of ids.`,
    })
    .max(200, `${words.label} holds more than 200 records.`)
    .refine((list) => new Set(list).size === list.length, `${words.label} names a record twice.`)
    .register(registry, { kind: "references", concept, ...words });
}

/** The id of a file that was handed in at the door of a concept before the form is sent. */
export function file(concept: string, words: Words) {
  return z
    .uuid({ error: `${words.label} is missing. Choose a file.` })
    .register(registry, { kind: "file", concept, ...words });
}

/** The ids of up to `most` files that were handed in at the door of a concept before the form is sent. */
export function files(concept: string, most: number, words: Words) {
  return z
    .array(z.uuid({ error: `${words.label} takes ids of files.` }), `${words.label} must be a list.`)
    .min(1, `${words.label} is missing. Choose at least one file.`)
    .max(most, `${words.label}: at most ${most} files are handed in at once.`)
    .register(registry, { kind: "files", concept, ...words });
}

function values<const O extends readonly Option[]>(options: O) {
  return options.map((option) => option.value) as [O[number]["value"], ...O[number]["value"][]];
}
