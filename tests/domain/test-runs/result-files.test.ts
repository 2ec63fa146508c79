import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { countsIn, lines, resultsIn } from "@/tests/support/results";

const setup = { entry_type: "start_run setup", "plugins.target_type": "rest" };
const attempt = (more: object = {}) => ({
  ...{ entry_type: "attempt", status: 2, probe_classname: "dan.DAN", detector_results: { d: [1, 0] } },
  ...more,
});
const report = lines(setup, attempt());
const promptfoo = (rows: object[]) =>
  JSON.stringify({ evalId: "e", results: { version: 3, results: rows, stats: {} } });

describe("a file of results", () => {
  const utf16 = Buffer.from(`\uFEFF${report}`, "utf16le");
  test.each([
    ["with a byte order mark", Buffer.from(`\uFEFF${report}`)],
    ["with line ends of Windows", Buffer.from(report.replaceAll("\n", "\r\n"))],
    ["with blank lines and none at its end", Buffer.from(`\n${report.replaceAll("\n", "\n\n")}`.trimEnd())],
    ["in UTF-16, as PowerShell writes it", utf16],
    ["in UTF-16 the other way round", Buffer.from(utf16).swap16()],
    ["packed by gzip", gzipSync(report)],
  ])("may come %s", async (_name, bytes) => {
    expect(await countsIn(bytes)).toMatchObject({ vulnerable: 1, defended: 1, targets: ["rest"] });
  });

  test("is told by its content, and refused with the nearest guess where that is not sure", async () => {
    await expect(resultsIn(lines({ probe: "dan.DAN", detector: "d" }))).rejects.toMatchObject({
      guesses: ["garak"],
    });
    await expect(resultsIn('{"colour": "red"}')).rejects.toThrow(
      /no file of test results.*first keys are colour/,
    );
    await expect(resultsIn("")).rejects.toThrow(/empty/);
  });

  const both = JSON.stringify({ evalId: "e", version: "2.1.0", runs: [], results: { results: [] } });

  test("that two formats claim is refused with both, and a key settles it", async () => {
    await expect(resultsIn(both)).rejects.toMatchObject({ guesses: ["promptfoo", "sarif"] });
    expect((await resultsIn(both, { format: "sarif" })).format).toBe("sarif");
    await expect(resultsIn(both, { format: "nessus" })).rejects.toThrow(/no format "nessus".*garak/);
  });

  test("that is not of the format that somebody names is no empty success", async () => {
    await expect(resultsIn(promptfoo([]), { format: "garak" })).rejects.toThrow(
      /nothing that NVIDIA garak writes/,
    );
  });

  test("may have keys that every object inherits", async () => {
    const hostile = report.replace("{", '{"__proto__": {"status": 1}, "constructor": 5, ');
    expect(await countsIn(hostile)).toMatchObject({ vulnerable: 1 });
    expect(({} as { status?: number }).status).toBeUndefined();
  });
});

describe("what cannot be read", () => {
  const good = report + lines(attempt()).repeat(198);

  test("is counted and told with its line, up to one entry in a hundred", async () => {
    const read = await resultsIn(`${good}{"entry_type": "attempt", "probe_classname": 5}\nno json\n`);
    expect(read.counts.vulnerable).toBe(199);
    expect(read.warnings[0]).toMatchObject({
      line: 201,
      message: expect.stringMatching(/2 of 202 .*line 201.*line 202 \(is no JSON\)/),
    });
  });

  test("is too much above that, and the file is refused", async () => {
    await expect(resultsIn(`${good}${"no json\n".repeat(3)}`)).rejects.toThrow(
      /3 of 203 entries.*more than 1 %/,
    );
  });

  test("may be the last line, which was cut short: it is noted, and the run is not known to be complete", async () => {
    const read = await resultsIn(`${report}{"entry_type": "compl`);
    expect(read).toMatchObject({
      complete: false,
      warnings: [{ line: 3, message: expect.stringMatching(/cut short/) }],
    });
  });

  test("may be the first line, and does not hide what the file is", async () => {
    expect(await countsIn(`oops\n${good}`.replace("oops", '{"broken'))).toMatchObject({ vulnerable: 199 });
  });

  test("may be bytes that are no text", async () => {
    const read = await resultsIn(
      Buffer.concat([Buffer.from(good), Buffer.from([0x7b, 0xff, 0xfe, 0x7d, 10])]),
    );
    expect(read.warnings[0]?.message).toMatch(/is no UTF-8 text/);
  });
});

describe("limits", () => {
  const [deep, levels] = [(depth: number) => "[".repeat(depth) + "]".repeat(depth), 98];

  test("100 levels of nesting are read, more are refused, on a line and in a document", async () => {
    const line = (depth: number) => report + lines(attempt()).replace("{", `{"notes": ${deep(depth)}, `);
    expect(await countsIn(line(levels))).toMatchObject({ vulnerable: 2 });
    await expect(resultsIn(line(levels + 2))).rejects.toThrow(/more than 100 levels/);
    const document = (depth: number) => promptfoo([{ success: true }]).replace("{", `{"x": ${deep(depth)}, `);
    expect(await countsIn(document(levels))).toMatchObject({ defended: 1 });
    await expect(resultsIn(document(1_000_000))).rejects.toThrow(/more than 100 levels/);
  });

  test("a line of more than 16 MB is refused", async () => {
    const long = report + lines(attempt({ notes: "x".repeat(16_000_001) }));
    await expect(resultsIn(long)).rejects.toThrow(/Line 3 is larger than 16 MB/);
  });

  test("more than 20,000,000 lines are refused, blank ones too", async () => {
    const blank = Buffer.alloc(20_000_001, "\n");
    await expect(resultsIn(Buffer.concat([Buffer.from(report), blank]))).rejects.toThrow(/20,000,000 lines/);
  });

  test("an entry of more than 32 MB in a document is refused", async () => {
    await expect(resultsIn(promptfoo([{ success: true, x: "x".repeat(33_000_000) }]))).rejects.toThrow(
      /One entry.*32 MB/,
    );
  });

  test("what unpacks to far more than results of tests do is refused", async () => {
    const bomb = gzipSync(report + "\n".repeat(30_000_000));
    await expect(resultsIn(bomb)).rejects.toThrow(/unpacks to far more/);
    await expect(resultsIn(gzipSync(report).subarray(0, 60))).rejects.toThrow(/damaged or cut short/);
  });

  test("more than 50,000 different checks are refused", async () => {
    const many = Array.from({ length: 50_001 }, (_, i) =>
      lines(attempt({ probe_classname: `p.P${i}` })),
    ).join("");
    await expect(resultsIn(many)).rejects.toThrow(/50,000 different checks/);
  });
});
