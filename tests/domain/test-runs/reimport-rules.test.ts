import { describe, expect, test } from "vitest";
import { shownBy } from "@/lib/domain/test-runs/evidence/rules";
import { afterRun, missingForState } from "@/lib/domain/test-runs/findings/rules";
import { type Counts, noCases } from "@/lib/domain/test-runs/rules";

const counts = (vulnerable: number, defended: number, error = 0): Counts => ({
  ...{ ...noCases(), vulnerable, defended, error },
});
const known = {
  ...{ state: "open", heldState: null, cleanRuns: 0, evaluated: 20 },
  lastTestedAt: new Date("2026-01-01"),
};
const complete = {
  ...{ complete: true, failuresOnly: false, at: new Date("2026-01-02") },
  counts: counts(0, 100),
};

describe("a run makes of a finding that is known", () => {
  test("nothing where it did not test it: absent, without a judged case, or in an empty run", () => {
    for (const tested of [null, counts(0, 0, 5)])
      expect(afterRun(known, tested, complete)).toMatchObject({ effect: "not-retested", state: "open" });
    expect(afterRun(known, null, { ...complete, counts: noCases() }).effect).toBe("not-retested");
  });

  test("nothing where the run did not finish, has too many errors, too few cases, or lists failures alone", () => {
    const clean = counts(0, 20);
    for (const [tested, run, why] of [
      [clean, { ...complete, complete: false }, "did not come to its end"],
      [clean, { ...complete, failuresOnly: true }, "lists failures alone"],
      [clean, { ...complete, counts: counts(0, 90, 10) }, "ended in errors"],
      [counts(0, 20, 2), complete, "ended in errors"],
      [counts(0, 9), complete, "Only 9 cases"],
    ] as const) {
      const after = afterRun(known, tested, run);
      expect(after).toMatchObject({ effect: "not-retested", state: "open", cleanRuns: 0 });
      expect(after.reason).toContain(why);
    }
  });

  test("not reproduced after one clean run, closed after two in a row", () => {
    const first = afterRun(known, counts(0, 20), complete);
    expect(first).toMatchObject({ effect: "not-reproduced", heldState: "open", cleanRuns: 1 });
    expect(afterRun({ ...known, ...first }, counts(0, 20), complete)).toMatchObject({
      ...{ effect: "close", state: "closed", cleanRuns: 2 },
    });
  });

  test("closed at once where even the upper end of the interval is below the limit", () => {
    expect(afterRun(known, counts(0, 72), complete).effect).toBe("not-reproduced");
    expect(afterRun(known, counts(0, 74), complete).effect).toBe("close");
  });

  test("closed by as few cases as it was seen in, where those were fewer than ten", () => {
    const rare = { ...known, evaluated: 2, cleanRuns: 1 };
    expect(afterRun(rare, counts(0, 2), complete).effect).toBe("close");
    expect(afterRun(rare, counts(0, 1), complete).effect).toBe("not-retested");
  });

  test("reopened where it was closed or said to be fixed, and not where it comes and goes", () => {
    const seen = counts(1, 19);
    expect(afterRun({ ...known, state: "closed" }, seen, complete)).toMatchObject({ state: "reopened" });
    expect(afterRun({ ...known, state: "fixed" }, seen, complete)).toMatchObject({ effect: "reopen" });
    const gone = afterRun({ ...known, state: "in-progress" }, counts(0, 20), complete);
    expect(afterRun({ ...known, ...gone }, seen, complete)).toMatchObject({
      ...{ effect: "update", state: "in-progress", cleanRuns: 0 },
    });
    const claimed = afterRun({ ...known, state: "fixed" }, counts(0, 20), complete);
    expect(afterRun({ ...known, ...claimed }, seen, complete).effect).toBe("reopen");
  });

  test("left in the state that a person gave for good, seen or not", () => {
    for (const state of ["false-positive", "out-of-scope"])
      for (const tested of [counts(9, 1), counts(0, 200)])
        expect(afterRun({ ...known, state }, tested, complete)).toMatchObject({ effect: "held", state });
  });

  test("nothing where a newer run tested it already", () => {
    const older = { ...complete, at: new Date("2025-12-31") };
    for (const tested of [counts(9, 1), counts(0, 200)])
      expect(afterRun(known, tested, older)).toMatchObject({ effect: "older-run", state: "open" });
  });
});

describe("a run shows of a control", () => {
  const run = { ref: "TR-0001", tool: "garak", complete: true, failuresOnly: false };

  test("a failure with one case that got through, a pass with none, and neither where it says nothing", () => {
    expect(shownBy(counts(1, 9), run, null)).toMatchObject({ outcome: "failed" });
    expect(shownBy(counts(0, 10), run, null)).toEqual({
      ...{ outcome: "passed", note: "TR-0001, garak: none of 10 cases got through." },
    });
    expect(shownBy(counts(0, 0, 4), run, null)?.outcome).toBe("error");
    expect(shownBy(counts(0, 90, 10), run, null)?.outcome).toBe("error");
    expect(shownBy(counts(0, 10), { ...run, complete: false }, null)?.outcome).toBe("error");
    expect(shownBy(noCases(), { ...run, failuresOnly: true }, null)).toBeNull();
    expect(shownBy(counts(2, 0), { ...run, failuresOnly: true }, "sqli")?.note).toContain("lists no passes");
  });
});

test("a state that ends something takes a reason", () => {
  expect(missingForState("false-positive", null)?.message).toContain("Say why");
  expect(missingForState("false-positive", "The detector is wrong.")).toBeNull();
  expect(missingForState("confirmed", null)).toBeNull();
});
