import * as z from "zod";
import { systemFacts } from "@/lib/domain/inventory/systems/schema";
import { notStorable, storable } from "@/lib/platform/schema/field";

/** Text of at most so many characters that can be stored; a name begins its messages. */
export function short(max: number, name = "It") {
  return z
    .string({ error: `${name} must be text.` })
    .max(max, `${name} is longer than ${max} characters. Shorten it.`)
    .refine(storable, notStorable);
}

/** The key of a question, section, option or band, by which answers and conditions name it. */
export const keyShape = short(60, "The key")
  .regex(/^[a-z][a-z0-9-]{0,59}$/, "Write a key in lower case: letters, digits and hyphens.")
  // Every object of JavaScript has a property of this name.
  .refine((key) => key !== "constructor", "This key cannot be used. Choose another.");

/** A value that an answer or a fact can have. */
export const value = z.union([short(200), z.number(), z.boolean()]);

/** When a question or section is asked: over answers given before it, and over what is known of the system. */
export type Condition =
  | { answer: string; is: z.output<typeof value> }
  | { answer: string; in: z.output<typeof value>[] }
  | { answer: string; includes: string }
  | { answer: string; atLeast: number }
  | { answer: string; atMost: number }
  | { answer: string; answered: boolean }
  | { fact: string; is: z.output<typeof value> }
  | { fact: string; in: z.output<typeof value>[] }
  | { fact: string; includes: string }
  | { fact: string; known: boolean }
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition };

/** The name of a fact of a system. */
export const fact = z.enum(systemFacts);

/** A condition as data. Keys may be half written; whether they name something is looked at when the whole is checked. */
export const conditionShape: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ answer: short(60), is: value }),
    z.strictObject({ answer: short(60), in: z.array(value).min(1).max(40) }),
    z.strictObject({ answer: short(60), includes: short(200) }),
    z.strictObject({ answer: short(60), atLeast: z.number() }),
    z.strictObject({ answer: short(60), atMost: z.number() }),
    z.strictObject({ answer: short(60), answered: z.boolean() }),
    z.strictObject({ fact, is: value }),
    z.strictObject({ fact, in: z.array(value).min(1).max(40) }),
    z.strictObject({ fact, includes: short(200) }),
    z.strictObject({ fact, known: z.boolean() }),
    z.strictObject({ all: z.array(conditionShape).min(1).max(10) }),
    z.strictObject({ any: z.array(conditionShape).min(1).max(10) }),
    z.strictObject({ not: conditionShape }),
  ]),
);
