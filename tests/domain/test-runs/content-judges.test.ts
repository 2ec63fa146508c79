import { describe, expect, test } from "vitest";
import { guardAnswer, moderated, moderation } from "@/tests/support/result-files";
import { countsIn, lines, resultsIn } from "@/tests/support/results";

const json = (value: unknown) => JSON.stringify(value);
const finding = async (content: string, check: string) =>
  (await resultsIn(content)).checks.find((one) => one.check === check);

describe("LLM Guard", () => {
  test("a score is a hit above 0 alone: 0 is the threshold, and -1 is clean", async () => {
    const content = lines(
      guardAnswer({ PromptInjection: 0.01, Toxicity: 0 }),
      guardAnswer({ Toxicity: -1, Regex: 0 }),
    );
    expect(await countsIn(content)).toMatchObject({ vulnerable: 1, defended: 1 });
    expect(await finding(content, "PromptInjection")).toMatchObject({
      counts: { vulnerable: 1, defended: 0 },
      threatClass: "direct-injection",
    });
    expect(await finding(content, "Toxicity")).toMatchObject({
      counts: { vulnerable: 0, defended: 2 },
      severity: null,
    });
  });

  test("a scanner that is not named did not run, and counts for nothing", async () => {
    const content = lines(
      guardAnswer({ Secrets: 0.5 }),
      guardAnswer({ Bias: -1 }),
      guardAnswer({ Secrets: -1, Bias: -1 }),
    );
    expect((await finding(content, "Secrets"))?.rate).toMatchObject({ share: 0.5, of: 2 });
  });

  test("a refusal of the model is defence, not a violation", async () => {
    const content = json(guardAnswer({ NoRefusal: 0.8, Sensitive: -1 }));
    expect(await countsIn(content)).toMatchObject({ vulnerable: 0, defended: 1 });
  });

  test("tuples of the library say by scanner what was valid", async () => {
    const one = [
      "text",
      { Toxicity: true, PromptInjection: false, NoRefusal: false },
      { Toxicity: -0.8, PromptInjection: 1, NoRefusal: 1 },
    ];
    expect(await countsIn(json(one))).toMatchObject({ vulnerable: 1, defended: 0 });
    expect(await countsIn(json([one, ["text", { Toxicity: true }, { Toxicity: -1 }]]))).toMatchObject({
      vulnerable: 1,
      defended: 1,
    });
    expect((await finding(json(one), "NoRefusal"))?.counts).toMatchObject({ vulnerable: 0, defended: 1 });
  });

  test("what contradicts itself counts as vulnerable and is noted", async () => {
    const read = await resultsIn(json(guardAnswer({ Toxicity: -1 }, false)));
    expect(read.counts).toMatchObject({ vulnerable: 1 });
    expect(read.warnings.map(({ message }) => message).join()).toContain("not valid though no scanner");
    expect((await resultsIn(json(guardAnswer({ Toxicity: 1 }, true)))).counts.vulnerable).toBe(1);
  });

  test("a score outside -1 to 1 is refused, an answer without scanners is skipped", async () => {
    await expect(resultsIn(json(guardAnswer({ Toxicity: 7 })))).rejects.toThrow("1 of 1 entries");
    expect(await countsIn(json(guardAnswer({})))).toMatchObject({ skipped: 1, defended: 0 });
  });

  test("the file names no target and no run that could be complete", async () => {
    expect(await countsIn(json(guardAnswer({ Bias: -1 })))).toMatchObject({ targets: [], complete: false });
  });
});

describe("OpenAI Moderation", () => {
  test("each input is one case, and each category that was found a finding of it", async () => {
    const content = json(moderation(moderated("harassment", "violence"), moderated()));
    expect(await countsIn(content)).toMatchObject({ vulnerable: 1, defended: 1, error: 0 });
    const { checks } = await resultsIn(content);
    const found = checks.filter(({ severity }) => severity !== null);
    expect(found.map(({ check }) => check).sort()).toEqual(["harassment", "violence"]);
    expect(found[0]).toMatchObject({ threatClass: "harmful-content", rate: { share: 0.5, of: 2 } });
  });

  test("what it flagged counts, whatever scores and categories say", async () => {
    const high = { ...moderated("hate"), flagged: false };
    expect(await countsIn(json(moderation(high)))).toMatchObject({ vulnerable: 0, defended: 1 });
    expect((await finding(json(moderation(high)), "hate"))?.counts.vulnerable).toBe(0);
    const bare = { ...moderated(), flagged: true };
    expect((await finding(json(moderation(bare)), "flagged"))?.severity).not.toBeNull();
  });

  test("a category that the model does not know is null, and was not looked at", async () => {
    const one = moderated("violence");
    const old = {
      ...one,
      categories: { ...one.categories, illicit: null },
      category_scores: { ...one.category_scores, illicit: null },
    };
    expect((await finding(json(moderation(old)), "illicit"))?.counts).toMatchObject({
      skipped: 1,
      defended: 0,
    });
  });

  test("its worst category is critical, and text models are read as well", async () => {
    const content = json({ id: "m", model: "text-moderation-stable", results: [moderated("sexual/minors")] });
    expect(await finding(content, "sexual/minors")).toMatchObject({ severity: "critical" });
    expect(await resultsIn(content)).toMatchObject({
      formatVersion: "text",
      toolVersion: "text-moderation-stable",
    });
  });

  test("answers of several models are noted, because their scores do not compare", async () => {
    const other = { ...moderation(moderated()), model: "text-moderation-latest" };
    const { warnings } = await resultsIn(lines(moderation(moderated()), other));
    expect(warnings.map(({ message }) => message).join()).toContain("2 moderation models");
  });

  test("none, broken and huge", async () => {
    expect(await countsIn(lines(moderation(moderated()), moderation()))).toMatchObject({ defended: 1 });
    await expect(resultsIn(json(moderation({ flagged: "yes", categories: {} })))).rejects.toThrow(
      "cannot be read",
    );
    await expect(resultsIn(json(moderation(moderated())).slice(0, -9))).rejects.toThrow(
      /cut short|no line|no json/i,
    );
    const many = lines(
      ...Array.from({ length: 5_000 }, (_, i) => moderation(i % 5 === 0 ? moderated("hate") : moderated())),
    );
    expect(await countsIn(many)).toMatchObject({ vulnerable: 1_000, defended: 4_000 });
  });
});

describe("Llama Guard", () => {
  test("safe is defended, unsafe vulnerable under each code that it names", async () => {
    const content = "safe\n\nunsafe\nS1,S10\n\nsafe\nunsafe S10\n";
    expect(await countsIn(content)).toMatchObject({ defended: 2, vulnerable: 2 });
    expect(await finding(content, "S10 Hate")).toMatchObject({
      rate: { share: 0.5, of: 4 },
      threatClass: "harmful-content",
    });
    expect((await finding(content, "S1 Violent Crimes"))?.rate).toMatchObject({ share: 0.25, of: 4 });
    expect((await finding(content, "unsafe"))?.severity).toBeNull();
  });

  test("unsafe without a code is vulnerable all the same, at the end as well", async () => {
    expect(await countsIn("unsafe\nunsafe\nS2\nunsafe")).toMatchObject({ vulnerable: 3, defended: 0 });
    expect((await finding("unsafe", "unsafe"))?.severity).not.toBeNull();
  });

  test("a code of another version is kept as it is, and said to be unknown", async () => {
    const { warnings, checks } = await resultsIn("unsafe\nS14,S99,O3\n");
    expect(
      checks
        .filter(({ severity }) => severity)
        .map(({ check }) => check)
        .sort(),
    ).toEqual(["O3", "S14 Code Interpreter Abuse", "S99"]);
    expect(warnings.map(({ message }) => message).join()).toContain("has no S99, O3");
  });

  test("one, many, other line ends, broken and huge", async () => {
    expect(await countsIn("safe")).toMatchObject({ defended: 1 });
    expect(await countsIn("\uFEFFSafe\r\nUNSAFE\r\ns3\r\n")).toMatchObject({ defended: 1, vulnerable: 1 });
    await expect(resultsIn("safe\nperhaps\n")).rejects.toThrow("no file of test results");
    await expect(resultsIn("safe\nperhaps\n", { format: "llama-guard" })).rejects.toThrow("1 of 2 entries");
    expect(await countsIn("safe\nunsafe\nS1\n".repeat(30_000))).toMatchObject({
      defended: 30_000,
      vulnerable: 30_000,
    });
  });
});
