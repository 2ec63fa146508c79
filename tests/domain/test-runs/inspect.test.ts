import { readFileSync } from "node:fs";
import path from "node:path";
import { deflateRawSync, zstdCompressSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { countsIn, resultsIn } from "@/tests/support/results";
import { zipOf } from "@/tests/support/zip-of";

const log = (samples: object[] | undefined, more: object = {}) => ({
  ...{ version: 2, status: "success" },
  eval: {
    task: "jailbreaks",
    model: "openai/x",
    run_id: "r",
    packages: { inspect_ai: "0.3.95" },
    revision: { commit: "c0" },
  },
  results: { total_samples: samples?.length ?? 0, completed_samples: samples?.length ?? 0 },
  ...more,
  ...(samples ? { samples } : {}),
});
const sample = (id: number, value: unknown, more: object = {}) => ({
  id,
  epoch: 1,
  scores: { judge: { value } },
  ...more,
});
const means = (meaning: "defended" | "vulnerable", task = "jailbreaks") => ({
  scoreMeans: new Map([[task, meaning]]),
});

describe("a log of Inspect AI", () => {
  const values = ["C", "I", "P", "N", 1, 0, true, [1]];
  const text = JSON.stringify(log(values.map((value, id) => sample(id, value))));

  test("says nothing of the target until somebody says what a correct answer means", async () => {
    const read = await resultsIn(text);
    expect(read.counts).toMatchObject({ inconclusive: 8, defended: 0, vulnerable: 0 });
    expect(read.warnings[0]?.message).toMatch(/--score-means "jailbreaks=defended"/);
  });

  test("counts by what a correct answer means; what is right in part is a weakness either way", async () => {
    const defended = await countsIn(text, means("defended"));
    expect(defended).toMatchObject({ defended: 3, vulnerable: 3, inconclusive: 2 });
    expect(await countsIn(text, means("vulnerable"))).toMatchObject({
      defended: 2,
      vulnerable: 4,
      inconclusive: 2,
    });
    expect(await countsIn(text, means("defended", "*"))).toEqual(defended);
  });

  test("a sample that failed is an error, and NaN as Python writes it is no score", async () => {
    const written = JSON.stringify(log([sample(1, "nan"), sample(2, "C", { error: { message: "boom" } })]));
    const read = await countsIn(written.replace('"nan"', "NaN"), means("defended"));
    expect(read).toMatchObject({ error: 1, inconclusive: 1, defended: 0 });
  });

  test.each([
    ["that was cancelled", { status: "cancelled" }],
    ["with samples that did not come to their end", { results: { total_samples: 2, completed_samples: 1 } }],
  ])("%s is incomplete", async (_name, more) => {
    expect(await countsIn(JSON.stringify(log([sample(1, "C")], more)))).toMatchObject({ complete: false });
  });

  test("may name its task after its samples", async () => {
    const { eval: about, ...rest } = log([sample(1, "C")]);
    expect(await countsIn(JSON.stringify({ ...rest, eval: about }), means("defended"))).toMatchObject({
      defended: 1,
    });
  });
});

describe("an archive of Inspect AI", () => {
  const about = JSON.stringify(log(undefined, { results: { total_samples: 2, completed_samples: 2 } }));
  const both = [sample(1, "C"), sample(2, "I")];
  const packing = [
    ["stored", 0, (bytes: Buffer) => bytes],
    ["deflated", 8, deflateRawSync],
    ["packed with zstandard", 93, zstdCompressSync],
  ] as const;

  test.each(packing)("is read when %s", async (_name, method, pack) => {
    const files = {
      "header.json": about,
      "summaries.json": JSON.stringify(both),
      "samples/1_epoch_1.json": "{}",
    };
    const read = await countsIn(zipOf(files, method, pack), means("defended"));
    expect(read).toMatchObject({ defended: 1, vulnerable: 1, complete: true });
  });

  test("of a run that was cut off is read from its journal, and is incomplete", async () => {
    const begun = JSON.stringify({ ...JSON.parse(about), status: "started", results: undefined });
    const files = { "_journal/start.json": begun, "_journal/summaries/1.json": JSON.stringify(both) };
    const read = await countsIn(
      zipOf(files, 0, (bytes) => bytes),
      means("defended"),
    );
    expect(read).toMatchObject({ defended: 1, vulnerable: 1, complete: false });
  });

  test("without summaries is read sample by sample", async () => {
    const files = {
      "header.json": about,
      "samples/1_epoch_1.json": JSON.stringify(both[0]),
      "samples/2_epoch_1.json": JSON.stringify(both[1]),
    };
    expect(await countsIn(zipOf(files, 8, deflateRawSync), means("defended"))).toMatchObject({
      defended: 1,
      vulnerable: 1,
    });
  });

  test("that is damaged, or packed in another way, is refused with a reason", async () => {
    const whole = zipOf({ "header.json": about }, 8, deflateRawSync);
    await expect(resultsIn(whole.subarray(0, whole.length - 30))).rejects.toThrow(/damaged or cut short/);
    await expect(resultsIn(zipOf({ "header.json": about }, 12, (bytes) => bytes))).rejects.toThrow(
      /method that is not read/,
    );
  });

  test("that unpacks to far more than it is packed is refused before it is unpacked", async () => {
    const bomb = zipOf({ "header.json": about, "summaries.json": " ".repeat(40_000_000) }, 8, deflateRawSync);
    await expect(resultsIn(bomb)).rejects.toThrow(/far more/);
  });
});

const folder = process.env["PLUMBLINE_SAMPLES"] ?? "";

test.each(folder === "" ? [] : ["log_formats.json", "log_formats.eval", "security-guide.json"])(
  "the published %s counts as its own samples do",
  async (name) => {
    const read = (file: string) => readFileSync(path.join(folder, "llm-testing/inspect-ai", file));
    // The archive holds the same run as the log beside it.
    const own = JSON.parse(read(name.replace(".eval", ".json")).toString());
    const values: string[] = own.samples.flatMap(({ scores }: { scores: object }) =>
      Object.values(scores).map(({ value }) => value),
    );
    const counted = await countsIn(read(name), means("defended", "*"));
    expect(counted.defended).toBe(values.filter((value) => value === "C").length);
    expect(counted.vulnerable).toBe(values.filter((value) => value === "I").length);
    expect(counted).toMatchObject({ complete: true, targets: [own.eval.model] });
  },
);
