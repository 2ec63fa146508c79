import { describe, expect, test } from "vitest";
import { deepestZone, problemsOf } from "@/lib/domain/threat-models/check-model";
import { readThreatModel } from "@/lib/domain/threat-models/formats/read";
import { cell, dragonFile } from "@/tests/support/dragon-file";

/** A file with this many zones in one another and an element in the innermost, as each format writes it. */
const files: Readonly<Record<string, (many: number) => object>> = {
  "Threat Dragon": (many) => {
    const box = (at: number) => cell("box", `z${at}`, [at, at, 4 * many - 2 * at, 4 * many - 2 * at]);
    const boxes = Array.from({ length: many }, (_, at) => box(at));
    return dragonFile([...boxes, cell("process", "model", [2 * many - 1, 2 * many - 1, 2, 2])]);
  },
  "Open Threat Model": (many) => ({
    otmVersion: "0.2.0",
    project: { name: "Deep", id: "deep" },
    trustZones: Array.from({ length: many }, (_, at) => ({
      ...{ id: `z${at}`, name: `z${at}`, type: "z", risk: { trustRating: 50 } },
      ...(at > 0 ? { parent: { trustZone: `z${at - 1}` } } : {}),
    })),
    components: [{ id: "model", name: "model", type: "llm-service", parent: { trustZone: `z${many - 1}` } }],
  }),
};

const read = (file: object) => readThreatModel(JSON.stringify(file)).model;

describe.each(Object.entries(files))("zones in one another in a file of %s", (_format, fileOf) => {
  test("are read as deep as people draw them", () => {
    const model = read(fileOf(deepestZone + 1));
    expect(model.elements[0]?.zoneIds).toHaveLength(deepestZone + 1);
    expect(problemsOf(model)).toEqual([]);
  });

  test("beyond that are told in one line with what to do", () => {
    const problems = problemsOf(read(fileOf(900)));
    expect(problems).toEqual([
      expect.stringMatching(/lies in more than 32 others, and 866 more do\. Draw fewer/),
    ]);
  });

  test("are refused in a moment where there are ten thousand, and exhaust no stack", () => {
    const begun = performance.now();
    expect(() => read(fileOf(10_000))).toThrow(
      "The file has more than 1000 zones. Split the model into several.",
    );
    expect(performance.now() - begun).toBeLessThan(5_000);
  });
});
