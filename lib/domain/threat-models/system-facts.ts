import "server-only";
import * as z from "zod";
import { shippedTable } from "@/lib/domain/frameworks/queries/shipped";
import type { Attribute } from "@/lib/domain/threat-models/element-types";

const row = z.strictObject({
  fact: z.string().regex(/^[a-z][a-z_]*$/),
  question: z.string().regex(/^[A-Z].*\?$/, "is a question"),
});

let known: ReadonlyMap<string, Attribute> | undefined;

/** Returns what rules ask of a system as a whole, yes or no, by name in the order of the file. */
export function systemFacts(): ReadonlyMap<string, Attribute> {
  known ??= new Map(
    shippedTable("threats/system-facts.csv", row).map(({ fact: name, question }) => [
      name,
      { name, question, kind: "boolean", choices: [] },
    ]),
  );
  return known;
}
