import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { assessmentPage, readProofs, readRequirements } from "@/tests/asvs/assessment";
import { notPassed } from "@/tests/asvs/results";

const requirements = readRequirements();
const proofs = readProofs();

// How many requirements of levels 1 and 2 each chapter of ASVS 5.0.0 has.
const ofChapter = [27, 11, 19, 10, 9, 35, 18, 7, 7, 29, 14, 9, 13, 9, 13, 16, 7];

describe("the self-assessment", () => {
  test("holds every requirement of levels 1 and 2 once, in order and in few words", () => {
    const ids = requirements.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const counted = ofChapter.map((_, i) => ids.filter((id) => id.startsWith(`${i + 1}.`)).length);
    expect(counted).toEqual(ofChapter);
    expect(requirements.filter(({ level }) => level === "1")).toHaveLength(70);
    expect(requirements.filter(({ requirement }) => requirement.split(" ").length > 20)).toEqual([]);
    const order = ids.map((id) => id.split(".").reduce((sum, part) => sum * 100 + Number(part), 0));
    expect(order).toEqual(order.toSorted((a, b) => a - b));
  });

  test("has for each either tests, or a document that is there, or a reason", () => {
    const proved = new Set(proofs.map(({ requirement }) => requirement));
    const ids = new Set(requirements.map(({ id }) => id));
    expect([...proved].filter((id) => !ids.has(id))).toEqual([]);
    const wrong = requirements.filter(({ id, state, reason }) => {
      if (state === "") return !proved.has(id);
      return proved.has(id) || reason === "" || (state === "document" && !existsSync(reason));
    });
    expect(wrong).toEqual([]);
  });

  test("names tests that are there", () => {
    const missing = proofs.filter(({ file, test: name }) => {
      const source = existsSync(file) ? readFileSync(file, "utf8").replaceAll('\\"', '"') : "";
      return !name.split(" > ").every((part) => source.includes(part));
    });
    expect(missing).toEqual([]);
    expect(new Set(proofs.map((proof) => JSON.stringify(proof))).size).toBe(proofs.length);
  });

  test("is written down as it is", () => {
    expect(readFileSync("tests/asvs/assessment.md", "utf8")).toBe(assessmentPage(requirements, proofs));
  });
});

describe("a requirement", () => {
  const proof = { requirement: "1.1.1", file: "tests/a.test.ts", test: "a group > %s is refused" };
  const result = (names: string[], passed = true) => ({ file: proof.file, names, passed });
  const fails = (...results: ReturnType<typeof result>[]) => notPassed([proof], results).size > 0;

  test("is proved by a test that passed with everything that was filled in, and by nothing less", () => {
    const good = result(["a group", "a cookie is refused"]);
    expect(fails(good)).toBe(false);
    expect(fails(result(["outer", "a group", "a cookie is refused"]))).toBe(false);
    expect(fails(good, result(["a group", "a token is refused"], false))).toBe(true);
    const numbered = { ...proof, test: `page ($${"{half + 1}"} of 2)` };
    expect(notPassed([numbered], [result(["page (1 of 2)"]), result(["page (2 of 2)"])]).size).toBe(0);
    expect(fails()).toBe(true);
    expect(fails(result(["another group", "a cookie is refused"]))).toBe(true);
    expect(fails({ ...good, file: "tests/b.test.ts" })).toBe(true);
  });

  test("of which a test did not pass is open on the page", () => {
    const one = { id: "1.1.1", level: "2", requirement: "A thing.", state: "" as const, reason: "" };
    expect(assessmentPage([one], [proof])).toContain("| Met, proved by tests | 0 | 1 | 1 |");
    expect(assessmentPage([one], [proof], new Set([proof]))).toContain("| Open | 0 | 1 | 1 |");
  });
});
