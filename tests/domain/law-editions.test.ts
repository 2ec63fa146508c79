import { describe, expect, test } from "vitest";
import { lawIn, shippedFiles, shippedLaw } from "@/lib/domain/obligations/law";
import { classifyBy } from "@/lib/domain/obligations/queries/classify";
import { readAnswers } from "@/lib/domain/obligations/read-answers";
import { recruitment } from "@/tests/support/ai-act-answers";

const files = shippedFiles();
const changed = (part: keyof typeof files, from: string | RegExp, to: string) => ({
  ...files,
  [part]: files[part].replace(from, to),
});

describe("an edition of the law", () => {
  test("read from files classifies as the shipped one does, under the same digest", () => {
    const law = lawIn("The same again", files);
    expect(law.digest).toBe(shippedLaw().digest);
    const outcomes = (one: typeof law) => classifyBy(one, readAnswers(one.tree, recruitment)).outcomes;
    expect(outcomes(law)).toEqual(outcomes(shippedLaw()));
  });

  test("with another date gives that date, under another digest", () => {
    const law = lawIn("Later", {
      ...files,
      requirements: files.requirements.replaceAll("annex_iii:2027-12-02", "annex_iii:2029-12-02"),
    });
    expect(law.digest).not.toBe(shippedLaw().digest);
    expect(classifyBy(law, readAnswers(law.tree, recruitment)).outcomes[0]?.appliesFrom).toBe("2029-12-02");
  });

  test.each([
    ["a heading that is missing", changed("tree", "question_id", "id"), "line 2"],
    ["a question that leads nowhere", changed("tree", /,S2,,\n/, ",S99,,\n"), "S99 of the tree|leads to S99"],
    ["a circle", changed("tree", /^(S2,.*,no),END,not_ai_system/m, "$1,S1,"), "circle"],
    ["an outcome that nobody knows", changed("tree", "not_ai_system", "no_ai"), "outcome"],
    ["a date that is none", changed("requirements", "2025-02-02", "soon"), "soon"],
    [
      "a parent that is not there",
      changed("requirements", "Art. 2(1),Art. 2,", "Art. 2(1),Art. 999,"),
      "Art. 999",
    ],
    [
      "an article that the tree rests on and the list lacks",
      changed("requirements", /^Art\. 5\(1b\),.*\n/m, ""),
      "Art. 5\\(1b\\)",
    ],
    ["an empty file", { ...files, tree: "" }, "no rows"],
  ])("is refused with %s, and the message says where", (_what, broken, words) => {
    expect(() => lawIn("Broken", broken)).toThrow(new RegExp(words));
  });
});
