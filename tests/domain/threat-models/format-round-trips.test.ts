import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { problemsOf } from "@/lib/domain/threat-models/check-model";
import { readThreatModel } from "@/lib/domain/threat-models/formats/read";
import { writeThreatModel, writtenFormats } from "@/lib/domain/threat-models/formats/write";
import type { Kept, ThreatModel } from "@/lib/domain/threat-models/model";
import { models } from "@/tests/support/generated-models";

// What a format orders in lists of its own may come back in another order; what is kept is compared apart.
function plain(model: ThreatModel) {
  const sorted = <T extends { id: string; kept: unknown }>(parts: readonly T[]) =>
    parts.map(({ kept: _kept, ...part }) => part).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return {
    ...model,
    kept: {},
    elements: sorted(model.elements),
    flows: sorted(model.flows),
    zones: sorted(model.zones),
    threats: sorted(model.threats),
  };
}

// What the format on the way said of the parts is kept too; without it the file is the one that set out.
function keptIn(format: string, model: ThreatModel): ThreatModel {
  const own = <T extends { kept: Kept }>(part: T): T => ({ ...part, kept: { [format]: part.kept[format] } });
  return {
    ...own(model),
    elements: model.elements.map(own),
    flows: model.flows.map(own),
    zones: model.zones.map(own),
    threats: model.threats.map(own),
  };
}

describe.each(writtenFormats)("a model written as %s", (format) => {
  test("is the same model when it is read again, and the same file when it is written again", () => {
    fc.assert(
      fc.property(models, (model) => {
        const text = writeThreatModel(model, format);
        const read = readThreatModel(text);
        expect(read.format).toBe(format);
        expect(plain(read.model)).toEqual(plain(model));
        expect(problemsOf(read.model)).toEqual([]);
        expect(writeThreatModel(read.model, format)).toBe(text);
      }),
      { numRuns: 300 },
    );
  });

  test.each(writtenFormats.filter((other) => other !== format))(
    "passes through %s and comes back as the same file",
    (other) => {
      fc.assert(
        fc.property(models, (model) => {
          const text = writeThreatModel(model, format);
          const there = readThreatModel(writeThreatModel(readThreatModel(text).model, other));
          expect(plain(there.model)).toEqual(plain(model));
          expect(writeThreatModel(keptIn(format, there.model), format)).toBe(text);
        }),
        { numRuns: 30 },
      );
    },
  );
});

// Files of other people, which are read where somebody has them: PLUMBLINE_SAMPLES names the folder.
const folder = path.join(process.env["PLUMBLINE_SAMPLES"] ?? "/nowhere", "threat-models");
const text = (name: string) => readFileSync(path.join(folder, name), "utf8");

if (existsSync(folder)) {
  const dragon = "threat-dragon-v2-three-tier-web-app.json";
  const otm = "otm-example-open-threat-model.json";

  test.each([
    [dragon, [3, 3, 2, 2]],
    [otm, [4, 2, 2, 1]],
    ["cyclonedx-1.6-ml-considerations-env.json", [1, 0, 0, 0]],
  ])("%s has as many elements, flows, zones and threats as it holds", (name, counts) => {
    const { model } = readThreatModel(text(name));
    const { elements, flows, zones, threats } = model;
    expect([elements, flows, zones, threats].map((parts) => parts.length)).toEqual(counts);
  });

  test.each([
    [dragon, "threat-dragon"],
    [otm, "otm"],
  ] as const)("%s comes out as it went in, also by way of every other format", (name, format) => {
    const { model } = readThreatModel(text(name));
    expect(JSON.parse(writeThreatModel(model, format))).toEqual(JSON.parse(text(name)));
    for (const other of writtenFormats.filter((one) => one !== format)) {
      const there = readThreatModel(writeThreatModel(model, other)).model;
      const back = readThreatModel(writeThreatModel(there, format)).model;
      expect(back.threats.map(({ kept: _kept, ...rest }) => rest)).toEqual(
        model.threats.map(({ kept: _kept, ...rest }) => rest),
      );
    }
  });
}
