import "server-only";
import type * as z from "zod";
import { capitalised } from "@/lib/platform/schema/capitalised";
import { type FieldMeta, findFieldMeta } from "@/lib/platform/schema/field";
import { formatDay } from "@/lib/platform/time/format-day";

/** The shapes of a concept's fields, by the key under which they are stored. */
export type FieldShapes = Record<string, z.ZodType>;

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const instant = /^\d{4}-\d\d-\d\dT(\d\d:\d\d):\d\d\.\d{3}Z$/;
const irregular: Record<string, string> = {
  give: "gave",
  fulfil: "fulfilled",
  read: "read",
  send: "sent",
  set: "set",
  lose: "lost",
  undo: "undone",
  withdraw: "withdrawn",
  make: "made",
  sign: "signed",
};

/** Returns an action such as "risks.askAcceptance" in words: "Asked acceptance". */
export function actionWords(action: string): string {
  const [verb = "", ...rest] = (action.split(".").at(-1) ?? "")
    .replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    .split(/[\s-]+/);
  const words = [verb === "update" ? "changed" : past(verb), ...rest].join(" ");
  return capitalised(words);
}

function past(verb: string): string {
  const known = irregular[verb];
  if (known) return known;
  if (verb.endsWith("e")) return `${verb}d`;
  if (/[^aeiou]y$/.test(verb)) return `${verb.slice(0, -1)}ied`;
  return verb === "submit" || verb === "commit" ? `${verb}ted` : `${verb}ed`;
}

/** Returns the heading of a stored field: the shape's label, else the key in words. */
export function fieldLabel(key: string, fields: FieldShapes): string {
  const label = metaOf(key, fields)?.label;
  if (label) return label;
  const words = key.replace(/Ids?$/, "").replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return capitalised(words);
}

/** Returns a stored value as people read it, or null where there is none. */
export function valueWords(
  key: string,
  value: unknown,
  fields: FieldShapes,
  names: ReadonlyMap<string, string>,
): string | null {
  return inWords(value, metaOf(key, fields), names);
}

/** Returns every record id within a stored value. */
export function idsWithin(value: unknown): string[] {
  if (typeof value === "string") return uuid.test(value) ? [value] : [];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(idsWithin) : [];
}

function metaOf(key: string, fields: FieldShapes): FieldMeta | undefined {
  const shape = fields[key] ?? fields[`${key}Id`] ?? fields[key.replace(/s$/, "Ids")];
  return shape && findFieldMeta(shape);
}

function inWords(
  value: unknown,
  meta: FieldMeta | undefined,
  names: ReadonlyMap<string, string>,
): string | null {
  if (value === null || value === undefined || value === "") return null;
  if (typeof value === "boolean") return value ? "Yes" : "No";
  if (typeof value === "string") return text(value, meta, names);
  if (Array.isArray(value))
    return (
      value
        .map((item) => inWords(item, meta, names))
        .filter((item) => item !== null)
        .join(", ") || null
    );
  if (typeof value === "object") return link(value, meta, names);
  return String(value);
}

function text(value: string, meta: FieldMeta | undefined, names: ReadonlyMap<string, string>): string {
  const option = meta?.options?.find((candidate) => candidate.value === value);
  if (option) return option.label;
  if (uuid.test(value)) return names.get(value) ?? "a record that you cannot see";
  const [, clock] = instant.exec(value) ?? [];
  if (!clock) return value;
  const date = formatDay(value);
  return clock === "00:00" && (meta === undefined || meta.kind === "date") ? date : `${date}, ${clock} UTC`;
}

// A row that links two records says the record at its other end; anything else is shown as it was stored.
function link(value: object, meta: FieldMeta | undefined, names: ReadonlyMap<string, string>): string | null {
  const entries = Object.entries(value).filter(([key]) => key !== "unitId");
  const [only] = entries;
  return entries.length === 1 && only ? inWords(only[1], meta, names) : JSON.stringify(value);
}
