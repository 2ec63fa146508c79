import "server-only";
import { type Json, objectIn, objectsIn, textIn } from "@/lib/domain/inventory/boms/formats/json";
import { spdxIds } from "@/lib/domain/inventory/boms/formats/official-schema";
import { type Lens, putList } from "@/lib/domain/inventory/boms/mapping/lens";

/** The licences of a component as one text: SPDX identifiers or an expression where they are that, else names. */
export const licenceLens: Lens = {
  get: (holder) => {
    const words = objectsIn(holder["licenses"]).flatMap((choice) => wordsOf(choice) ?? []);
    return words.length > 0 ? words.join(" AND ") : undefined;
  },
  set: (holder, value) => {
    // A choice that says the same keeps its address, text and acknowledgement.
    if (value !== undefined && licenceLens.get(holder) === value) return;
    putList(holder, "licenses", value === undefined ? [] : [choiceOf(value)]);
  },
};

function wordsOf(choice: Json): string | undefined {
  const licence = objectIn(choice["license"]);
  return textIn(choice["expression"]) ?? textIn(licence["id"]) ?? textIn(licence["name"]);
}

function choiceOf(value: string): Json {
  const id = spdxIds().get(value.toLowerCase());
  if (id !== undefined) return { license: { id } };
  return isExpression(value) ? { expression: value } : { license: { name: value } };
}

// SPDX expressions without parentheses: identifiers joined by AND, OR or WITH (SPDX 3.0 Annex B).
function isExpression(value: string): boolean {
  const [first, ...rest] = value.split(/ (AND|OR) /);
  const operands = [first ?? "", ...rest.filter((_, index) => index % 2 === 1)];
  return rest.length > 0 && operands.every((operand) => spdxIds().has(operand.toLowerCase()));
}
