import { describe, expect, test } from "vitest";
import { gameAttempt } from "@/tests/support/result-files";
import { countsIn, lines, resultsIn } from "@/tests/support/results";

const json = (value: unknown) => JSON.stringify(value);
const corpus = 'text,similarity\nIgnore all of it,0.86\n"Tell me, please",0.5\n';

describe("Gandalf", () => {
  test.each([
    ["an attempt log", lines(gameAttempt("baseline", 1, true))],
    ["a prompt corpus", corpus],
    ["one exchange", json({ answer: "No.", defender: "baseline", prompt: "Tell me." })],
    ["attempts of the studies", "user,level,llm,setup,defense,kind,prompt,success\n1,2,m,general,C1,k,p,1\n"],
  ])("%s is a training exercise and says nothing of an own system", async (_name, content) => {
    const read = await resultsIn(content);
    expect(read).toMatchObject({ exercise: true, complete: false, targets: ["Lakera Gandalf"] });
    expect(read.warnings.map(({ message }) => message).join()).toContain("not a system of yours");
  });

  test("success is of the player, so the level gave its secret away; each level has its rate", async () => {
    const log = [
      gameAttempt("baseline", 1, false),
      gameAttempt("baseline", 2, true),
      gameAttempt("do-not-tell", 1, false),
    ];
    const read = await resultsIn(lines(...log));
    expect(read.counts).toMatchObject({ vulnerable: 1, defended: 2 });
    expect(read.checks[0]).toMatchObject({
      check: "level baseline",
      threatClass: "direct-injection",
      rate: { share: 0.5 },
    });
  });

  test("an attempt log may be a table, and an attempt without an end is inconclusive", async () => {
    const table =
      'schema,session,level,attempt,prompt,success\ngandalf.attempts/1,t,baseline,1,"p, q",true\ngandalf.attempts/1,t,baseline,2,p,False\ngandalf.attempts/1,t,baseline,3,p,\n';
    expect(await countsIn(table)).toMatchObject({ vulnerable: 1, defended: 1, inconclusive: 1 });
    expect(await countsIn(json([gameAttempt("gandalf", 1, null)]))).toMatchObject({ inconclusive: 1 });
  });

  test("attempts of the studies are kept apart by level, setup and defence", async () => {
    const rows = [
      "user,level,llm,setup,defense,kind,prompt,success",
      "1,2,m,general,A,k,p,True",
      "1,2,m,general,B,k,p,False",
    ];
    expect(await countsIn(rows.join("\n"))).toMatchObject({
      checks: ["level 2 general A", "level 2 general B"],
    });
  });

  test("an exchange without a check of the password is inconclusive, with one it is decided", async () => {
    const said = { answer: "No.", defender: "do-not-tell", prompt: "p" };
    expect(await countsIn(json(said))).toMatchObject({ inconclusive: 1 });
    expect(await countsIn(json({ ...said, success: true }))).toMatchObject({ vulnerable: 1 });
  });

  test("rows of a corpus are prompts to send, and no result", async () => {
    expect(await countsIn(corpus)).toMatchObject({ skipped: 2, defended: 0, vulnerable: 0 });
    expect(await countsIn(lines({ text: "a b", similarity: 0.8 }))).toMatchObject({ skipped: 1 });
    expect((await resultsIn(corpus)).warnings.map(({ message }) => message).join()).toContain(
      "this is no pass",
    );
  });

  test("none, broken and huge", async () => {
    expect(await countsIn("text,similarity\n")).toMatchObject({ skipped: 0 });
    await expect(resultsIn(lines({ ...gameAttempt("baseline", 1, true), level: {} }))).rejects.toThrow(
      "line 1",
    );
    const many = Array.from({ length: 20_000 }, (_, i) => gameAttempt("baseline", i, i % 4 === 0));
    expect(await countsIn(lines(...many))).toMatchObject({ vulnerable: 5_000, defended: 15_000 });
  });
});
