import "server-only";
import { attributeValue, elementTypes } from "@/lib/domain/threat-models/element-types";
import { shapeOf, typeInWords } from "@/lib/domain/threat-models/formats/element-words";
import type { OtmComponent, OtmThreat } from "@/lib/domain/threat-models/formats/otm/shape";
import type { Json } from "@/lib/domain/threat-models/formats/schema";
import type { Value } from "@/lib/domain/threat-models/model";

/** Returns the type of element that a component leaves no doubt about: by its type, else by its name. */
export function typeOf({ type, name }: OtmComponent): string | null {
  const own = (type ?? "").trim().toLowerCase();
  const words = String(name ?? "");
  const known = elementTypes().get(own);
  if (known && known.shape !== "flow") return known.id;
  const alike = [...elementTypes().values()].filter(({ otm, shape }) => otm === own && shape !== "flow");
  const shape = shapeOf({ type: null, originalType: `${own} ${words}` });
  if (alike.length === 1) return alike[0]?.id ?? null;
  const named = typeInWords(own, shape) ?? typeInWords(words, shape);
  if (alike.length === 0 || alike.some(({ id }) => id === named)) return named;
  // A client is somebody who uses the system, unless the name says who else; a guardrail may stand on either side.
  return alike.find(({ id }) => id === "end_user")?.id ?? null;
}

/** Returns the attributes of an object as one; some files write them as a list. */
export function attributesOf(raw: Json): Json {
  const given = raw["attributes"];
  const parts = [given].flat().filter((one) => typeof one === "object" && one !== null);
  return Object.assign({}, ...parts) as Json;
}

/** Returns what the attributes of an object say by the names that Plumbline has for them. */
export function factsOf(raw: Json, type: string | null): Record<string, Value> {
  const attributes = type === null ? undefined : elementTypes().get(type)?.attributes;
  return Object.fromEntries(
    Object.entries(attributesOf(raw)).flatMap(([name, given]) => {
      const attribute = attributes?.get(name);
      const read = attribute ? attributeValue(attribute, given) : undefined;
      return read && "value" in read && read.value !== null ? [[name, read.value]] : [];
    }),
  );
}

/** Returns whether an object says that it is out of scope, in our word or in that of Microsoft's tool. */
export function outOfScope(raw: Json): boolean {
  const attributes = attributesOf(raw);
  return [attributes["out_of_scope"], attributes["Out Of Scope"]].some(
    (one) => one === true || one === "true",
  );
}

const states: readonly (readonly [pattern: RegExp, status: string])[] = [
  [/^(open|expose[d]?)$/, "Open"],
  [/^mitigated?$/, "Mitigated"],
  [/^accept(ed)?$/, "Accepted"],
  [/^transferred$/, "Transferred"],
  [/^avoided$/, "Avoided"],
  [/^eliminated$/, "Eliminated"],
  [/^(not[ _-]?applicable|n\/?a)$/, "NotApplicable"],
];

/** Returns a state of a threat in the words of Threat Dragon; a word that has no counterpart as it stands. */
export function statusOf(state: string): string {
  const plain = state.trim().toLowerCase();
  return states.find(([pattern]) => pattern.test(plain))?.[1] ?? state.trim();
}

/** Returns a status as the state of a threat. */
export function stateOf(status: string | null): string {
  return status === "Open" || status === null ? "exposed" : status.toLowerCase();
}

/**
 * Returns the rating that likelihood and impact from 0 to 100 come to on five by five: Low to 4, Medium to 9, High to 16,
 * Critical above; "unrated" where one is missing, or where both are nought as a tool fills them in.
 */
export function severityOf({ risk }: OtmThreat): string {
  const [likelihood, impact] = [numberIn(risk?.likelihood), numberIn(risk?.impact)];
  if (likelihood === null || impact === null || (likelihood === 0 && impact === 0)) return "unrated";
  const step = (value: number) => Math.min(5, Math.max(1, Math.ceil(value / 20)));
  const score = step(likelihood) * step(impact);
  if (score <= 4) return "Low";
  if (score <= 9) return "Medium";
  return score <= 16 ? "High" : "Critical";
}

/** Returns the number that a rating is; null for words and for nothing. */
export function numberIn(rating: number | string | null | undefined): number | null {
  const number = typeof rating === "string" && rating.trim() !== "" ? Number(rating) : rating;
  return typeof number === "number" && Number.isFinite(number) ? number : null;
}

/** Likelihood and impact that come to each rating, from the middle of its band. */
export const ratings: Readonly<Record<string, { likelihood: number | null; impact: number }>> = {
  Low: { likelihood: 40, impact: 20 },
  Medium: { likelihood: 60, impact: 40 },
  High: { likelihood: 60, impact: 80 },
  Critical: { likelihood: 100, impact: 100 },
  unrated: { likelihood: null, impact: 0 },
};
