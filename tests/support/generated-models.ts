import fc from "fast-check";
import { type ElementType, elementTypes } from "@/lib/domain/threat-models/element-types";
import type { ThreatModel, Value } from "@/lib/domain/threat-models/model";

const types = [...elementTypes().values()];
const words = fc.oneof(
  fc.constantFrom(
    "",
    "Chat",
    "OpenAI API",
    "Vector store",
    "a\nb",
    "<b>&amp;</b>",
    "Zürich 東京 👩🏽‍🔬",
    "__proto__",
    "null",
  ),
  fc.string({ maxLength: 12, unit: "grapheme" }),
);
const id = fc.oneof(
  fc.uuid(),
  fc.constantFrom("chat", "constructor", "__proto__", "a-2", "A b", "é", "x:y", "toString"),
  fc.string({ minLength: 1, maxLength: 6, unit: "grapheme-ascii" }),
);

function attributesOf(type: ElementType | undefined): fc.Arbitrary<Record<string, Value>> {
  const shapes = [...(type?.attributes.values() ?? [])].map(({ name, kind, choices }) => {
    if (kind === "boolean") return [name, fc.boolean()] as const;
    if (kind === "number") return [name, fc.integer({ min: 0, max: 100 })] as const;
    return [name, fc.constantFrom(...(kind === "choice" ? choices : ["Altamira", "eu-west"]))] as const;
  });
  return fc.subarray(shapes).chain((chosen) => fc.record<Record<string, Value>>(Object.fromEntries(chosen)));
}

/** Models that hold together, with ids and names that files of other tools have too, and hostile ones among them. */
export const models: fc.Arbitrary<ThreatModel> = fc
  .record({
    ids: fc.uniqueArray(id, { minLength: 3, maxLength: 12 }),
    threatIds: fc.uniqueArray(id, { maxLength: 4 }),
    zoneCount: fc.nat(4),
    flowCount: fc.nat(5),
    head: fc.record({
      title: fc.option(words),
      description: words,
      assumptions: fc.array(
        fc.record({
          text: words,
          confirmed: fc.option(fc.boolean()),
          ownerId: fc.option(fc.uuid()),
          kept: fc.constant({}),
        }),
        { maxLength: 2 },
      ),
    }),
  })
  .chain(({ ids, threatIds, zoneCount, flowCount, head }) => {
    const zones = ids.slice(0, Math.min(zoneCount, ids.length - 1));
    const rest = ids.slice(zones.length);
    const flows = rest.slice(0, Math.min(flowCount, rest.length - 1));
    const elements = rest.slice(flows.length);
    const named = (one: string) => ({
      id: fc.constant(one),
      name: words,
      description: words,
      kept: fc.constant({}),
    });
    const end = fc.option(fc.constantFrom(...elements));
    return fc.record({
      title: fc.constant(head.title),
      description: fc.constant(head.description),
      assumptions: fc.constant(head.assumptions),
      kept: fc.constant({}),
      zones: fc.tuple(
        ...zones.map((one, at) =>
          fc.record({
            ...named(one),
            trust: fc.option(fc.nat(100)),
            // A zone lies within one before it, so that none lies within itself.
            parent: at === 0 ? fc.constant(null) : fc.option(fc.constantFrom(...zones.slice(0, at))),
          }),
        ),
      ),
      elements: fc.tuple(
        ...elements.map((one) =>
          fc.option(fc.constantFrom(...types.filter(({ shape }) => shape !== "flow"))).chain((type) =>
            fc.record({
              ...named(one),
              type: fc.constant(type?.id ?? null),
              originalType: fc.option(fc.constantFrom("tm.Store", "database", "lambda", "actor: user")),
              zoneIds: fc.subarray(zones),
              attributes: attributesOf(type ?? undefined),
              outOfScope: fc.boolean(),
            }),
          ),
        ),
      ),
      flows: fc.tuple(
        ...flows.map((one) =>
          fc.record({
            ...named(one),
            from: end,
            to: end,
            bidirectional: fc.boolean(),
            attributes: attributesOf(elementTypes().get("data_flow")),
            contentClasses: fc.subarray(["personal_data", "prompts", "Über"]),
            outOfScope: fc.boolean(),
          }),
        ),
      ),
      threats: fc.tuple(
        ...threatIds.map((one) =>
          fc.record({
            id: fc.constant(one),
            title: words,
            elementIds: fc.subarray(ids),
            category: fc.option(fc.constantFrom("Spoofing", "AI harm: over-reliance", "Tampering")),
            status: fc.option(fc.constantFrom("Open", "Mitigated", "Accepted", "verified")),
            severity: fc.constantFrom("unrated", "Low", "Medium", "High", "Critical", "7"),
            text: words,
            mitigation: words,
            kept: fc.constant({}),
          }),
        ),
      ),
    });
  });
