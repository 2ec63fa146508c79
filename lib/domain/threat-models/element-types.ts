import "server-only";
import * as z from "zod";
import { shippedTable } from "@/lib/domain/frameworks/queries/shipped";
import type { Value } from "@/lib/domain/threat-models/model";

const text = z.string().trim().min(1);
const list = z.string().transform((cell) =>
  cell
    .split(";")
    .map((word) => word.trim())
    .filter(Boolean),
);

const attributeRow = z.strictObject({
  attribute: z.string().regex(/^[a-z][a-z_]*$/),
  kind: z.enum(["boolean", "choice", "number", "text"]),
  choices: list,
  question: z.string().regex(/^[A-Z].*\?$/, "is a question"),
});
const typeRow = z.strictObject({
  element_type: z.string().regex(/^[a-z][a-z_]*$/),
  name: text,
  dfd_shape: z.enum(["process", "store", "actor", "flow"]),
  threat_dragon_type: text,
  otm_type: text,
  cyclonedx_kind: text,
  stride_letters: z.string().regex(/^S?T?R?I?D?E?$/),
  attributes: list,
});

/** Something that can be known of an element, asked as a question. */
export interface Attribute {
  name: string;
  kind: "boolean" | "choice" | "number" | "text";
  /** The words it can take; empty unless it is a choice. */
  choices: readonly string[];
  question: string;
}

/** A kind of part that an AI system is made of; the flow between them is one as well. */
export interface ElementType {
  id: string;
  name: string;
  /** How it is drawn in a data flow diagram. */
  shape: "process" | "store" | "actor" | "flow";
  /** What it is called in the other formats. */
  threatDragon: string;
  otm: string;
  cyclonedx: string;
  /** The letters of STRIDE that classic STRIDE per element asks of it. */
  stride: string;
  attributes: ReadonlyMap<string, Attribute>;
}

let known: ReadonlyMap<string, ElementType> | undefined;

/** Returns the 22 types of elements by id, in the order of their file; throws where the files do not hold together. */
export function elementTypes(): ReadonlyMap<string, ElementType> {
  known ??= readTypes();
  return known;
}

function readTypes(): Map<string, ElementType> {
  const attributes = new Map(
    shippedTable("threats/attributes.csv", attributeRow).map(({ attribute: name, ...rest }) => [
      name,
      { name, ...rest },
    ]),
  );
  return new Map(
    shippedTable("threats/element-types.csv", typeRow).map((row) => [
      row.element_type,
      {
        id: row.element_type,
        name: row.name,
        shape: row.dfd_shape,
        threatDragon: row.threat_dragon_type,
        otm: row.otm_type,
        cyclonedx: row.cyclonedx_kind,
        stride: row.stride_letters,
        attributes: new Map(
          row.attributes.map((name) => {
            const attribute = attributes.get(name);
            if (!attribute) throw new Error(`attributes.csv does not have ${name} of ${row.element_type}.`);
            return [name, attribute];
          }),
        ),
      },
    ]),
  );
}

const words: ReadonlyMap<string, Value> = new Map([
  ...["true", "yes", "y", "1"].map((word): [string, Value] => [word, true]),
  ...["false", "no", "n", "0"].map((word): [string, Value] => [word, false]),
]);
const nobodyKnows = ["", "unknown", "?", "n/a", "tbd"];
const longest = 200;

/** Returns the value that a file gives an attribute, null for what nobody knows, or why it cannot be understood. */
export function attributeValue(
  { name, kind, choices }: Attribute,
  given: unknown,
): { value: Value } | { problem: string } {
  if (given === null || given === undefined) return { value: null };
  const refused = (wanted: string) => ({ problem: `${name} is ${wanted}; leave it out where nobody knows.` });
  if (typeof given !== "string" && typeof given !== "boolean" && typeof given !== "number")
    return refused("one value, not a list");
  const word = String(given).trim();
  const plain = word.toLowerCase();
  if (nobodyKnows.includes(plain)) return { value: null };
  if (kind === "boolean")
    return words.has(plain) ? { value: words.get(plain) ?? null } : refused("yes or no");
  if (kind === "choice")
    return choices.includes(plain) ? { value: plain } : refused(`one of ${choices.join(", ")}`);
  if (kind === "number") {
    const number = typeof given === "boolean" ? Number.NaN : Number(word);
    return Number.isFinite(number) && number >= 0 ? { value: number } : refused("a number from 0 upwards");
  }
  return word.length <= longest ? { value: word } : refused(`a text of at most ${longest} characters`);
}
