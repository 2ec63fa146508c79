import { elementTypes } from "@/lib/domain/threat-models/element-types";
import type { ThreatModel, Value } from "@/lib/domain/threat-models/model";
import { element, flow, threatModel } from "@/tests/support/threat-models";

/** A model of many elements of every type and flows between them, the same for the same numbers; a third is unknown. */
export function largeThreatModel(elements: number, flows: number): ThreatModel {
  const types = [...elementTypes().values()].filter(({ shape }) => shape !== "flow");
  const next = numbers(20261127);
  const value = (kind: string, choices: readonly string[]): Value => {
    const drawn = next(3);
    if (drawn === 0) return null;
    if (kind === "boolean") return drawn === 1;
    if (kind === "number") return next(100);
    return kind === "choice" ? (choices[next(choices.length)] ?? null) : "text";
  };
  const values = (type: string) =>
    Object.fromEntries(
      [...(elementTypes().get(type)?.attributes.values() ?? [])].map(({ name, kind, choices }) => [
        name,
        value(kind, choices),
      ]),
    );
  const parts = Array.from({ length: elements }, (_, i) => {
    const type = types[i % types.length]?.id ?? "end_user";
    return element(`e${i}`, type, values(type));
  });
  const arrows = Array.from({ length: flows }, (_, i) => ({
    ...flow(`e${next(elements)}`, `e${next(elements)}`, values("data_flow")),
    id: `f${i}`,
  }));
  return threatModel(parts, arrows);
}

// The numbers of Park and Miller: predictable, so that every run measures the same.
function numbers(seed: number): (below: number) => number {
  let state = seed % 2147483647;
  return (below) => {
    state = (state * 48271) % 2147483647;
    return state % below;
  };
}
