import { describe, expect, test } from "vitest";
import { endProblem, latestEnd, mayFollow, shownState } from "@/lib/domain/decisions/rules";
import { type Act, obstacleTo, type Situation } from "@/lib/domain/risks/acts/rules";
import { initialRiskMethod as method, riskMethod } from "@/lib/domain/risks/method";
import {
  aboveAppetite,
  levelOf,
  materialChanges,
  nextReviewAfter,
  overdueOf,
  riskRef,
  scoreOf,
  shownStatus,
  statusAfterTreatment,
} from "@/lib/domain/risks/rules";

describe("a score", () => {
  test("is likelihood times impact, and 0 while one of them is missing", () => {
    expect([scoreOf(4, 5), scoreOf(null, 5), scoreOf(4, null)]).toEqual([20, 0, 0]);
  });

  test("has the level of the band it lies in, to the edges, and none when nobody scored", () => {
    const levels = [0, 1, 4, 5, 9, 10, 16, 17, 25].map((score) => levelOf(score, method));
    expect(levels).toEqual([null, "low", "low", "medium", "medium", "high", "high", "critical", "critical"]);
  });

  test("is above appetite only beyond the limit of its category; an unknown category has no appetite", () => {
    expect(aboveAppetite(6, "privacy", method)).toBe(false);
    expect(aboveAppetite(7, "privacy", method)).toBe(true);
    expect(aboveAppetite(1, "no-such-category", method)).toBe(true);
    expect(aboveAppetite(0, "privacy", method)).toBe(false);
  });
});

describe("a risk method", () => {
  const with_ = (change: object) => riskMethod.safeParse({ ...method, ...change }).success;

  test("covers every score with its bands, without gap or overlap", () => {
    const [low, medium, high, critical] = method.bands;
    expect(with_({})).toBe(true);
    expect(with_({ bands: [low, medium, high] })).toBe(false);
    expect(with_({ bands: [low, { ...medium, from: 6 }, high, critical] })).toBe(false);
    expect(with_({ bands: [low, { ...medium, to: 10 }, high, critical] })).toBe(false);
  });

  test("names each category once", () => {
    expect(with_({ categories: [...method.categories, method.categories[0]] })).toBe(false);
  });
});

describe("the status", () => {
  test.each([
    ["open", "mitigate", "treating"],
    ["open", "accept", "open"],
    ["treating", null, "open"],
    ["treating", "accept", "open"],
    ["accepted", "mitigate", "accepted"],
    ["closed", "mitigate", "closed"],
  ] as const)("of a risk that is %s becomes, with the treatment %s, %s", (status, treatment, expected) => {
    expect(statusAfterTreatment(status, treatment)).toBe(expected);
  });

  test("is shown as open from the day after an acceptance's last day", () => {
    expect(shownStatus("accepted", "2026-11-23", "2026-11-23")).toBe("accepted");
    expect(shownStatus("accepted", "2026-11-23", "2026-11-24")).toBe("open");
    expect(shownStatus("closed", "2026-11-23", "2026-11-24")).toBe("closed");
  });
});

describe("the next review", () => {
  const risk = { currentScore: 20, inherentScore: 25, reviewEveryDays: null };

  test("follows the level of the current score, else of the inherent one", () => {
    expect(nextReviewAfter("2026-11-23", risk, method)).toBe("2026-12-23");
    expect(nextReviewAfter("2026-11-23", { ...risk, currentScore: 3 }, method)).toBe("2027-11-23");
    expect(nextReviewAfter("2026-11-23", { ...risk, currentScore: 0 }, method)).toBe("2026-12-23");
  });

  test("follows the risk's own interval where it has one, and nothing while it is not scored", () => {
    expect(nextReviewAfter("2026-11-23", { ...risk, reviewEveryDays: 10 }, method)).toBe("2026-12-03");
    expect(nextReviewAfter("2026-11-23", { ...risk, currentScore: 0, inherentScore: 0 }, method)).toBeNull();
  });

  test("and the treatment are overdue from the day after, but not on a closed risk, nor the treatment of an accepted one", () => {
    const late = { status: "treating", treatmentDueOn: "2026-11-22", nextReviewOn: "2026-11-22" } as const;
    expect(overdueOf(late, "2026-11-23")).toEqual(["treatment", "review"]);
    expect(overdueOf(late, "2026-11-22")).toEqual([]);
    expect(overdueOf({ ...late, status: "accepted" }, "2026-11-23")).toEqual(["review"]);
    expect(overdueOf({ ...late, status: "closed" }, "2026-11-23")).toEqual([]);
  });
});

describe("a material change", () => {
  const before = {
    title: "A",
    cause: "B",
    event: null,
    consequence: "C",
    category: "security",
    currentScore: 9,
  };

  test("is one of the words, the category, or a current score that rises", () => {
    expect(materialChanges(before, { ...before, title: "Z", event: "E" })).toEqual(["Title", "Event"]);
    expect(materialChanges(before, { ...before, currentScore: 10 })).toEqual(["Current score"]);
    expect(materialChanges(before, { ...before, category: "privacy" })).toEqual(["Category"]);
  });

  test("is not a score that falls, nor an empty text in the place of none", () => {
    expect(materialChanges(before, { ...before, currentScore: 3, event: "" })).toEqual([]);
  });
});

describe("what is possible on a risk", () => {
  const open: Situation = {
    status: "open",
    currentScore: 20,
    category: "security",
    pending: null,
    personId: "me",
    holdsAboveAppetiteRole: false,
    method,
  };
  const asked = { ...open, pending: { requestedById: "she", authorIds: ["she"] } };
  const kind = (act: Act, situation: Situation) => obstacleTo(act, situation)?.kind ?? "possible";

  test("a closed risk can only be reopened, and only a closed one", () => {
    const closed = { ...open, status: "closed" } as const;
    expect(kind("edit", closed)).toBe("not-now");
    expect(kind("accept", closed)).toBe("not-now");
    expect(kind("reopen", closed)).toBe("possible");
    expect(kind("reopen", open)).toBe("not-now");
  });

  test("acceptance is asked for once, and never without a current score", () => {
    expect(kind("request", open)).toBe("possible");
    expect(kind("request", asked)).toBe("not-now");
    expect(kind("request", { ...open, currentScore: 0 })).toBe("not-now");
  });

  test("nobody signs what they asked for or changed since, and above appetite only the named role signs", () => {
    expect(kind("accept", open)).toBe("not-now");
    expect(kind("accept", asked)).toBe("not-you");
    expect(kind("accept", { ...asked, holdsAboveAppetiteRole: true })).toBe("possible");
    expect(kind("accept", { ...asked, currentScore: 9 })).toBe("possible");
    expect(kind("refuse", asked)).toBe("possible");
    const mine = { ...asked, pending: { requestedById: "she", authorIds: ["she", "me"] } };
    expect([kind("accept", { ...mine, currentScore: 9 }), kind("refuse", mine)]).toEqual([
      "not-you",
      "not-you",
    ]);
    expect(kind("accept", { ...asked, currentScore: 9, personId: null })).toBe("not-you");
  });

  test("a request is withdrawn by the one who made it", () => {
    expect(kind("withdraw", asked)).toBe("not-you");
    expect(kind("withdraw", { ...asked, personId: "she" })).toBe("possible");
  });
});

describe("a decision", () => {
  test("ends in the future and within a year", () => {
    expect(latestEnd("2026-11-23")).toBe("2027-11-23");
    expect(endProblem("2026-11-23", "2026-11-23")).toContain("not in the future");
    expect(endProblem("2026-11-24", "2026-11-23")).toBeNull();
    expect(endProblem("2027-11-23", "2026-11-23")).toBeNull();
    expect(endProblem("2027-11-24", "2026-11-23")).toContain("more than a year");
  });

  test("is never revived: only a request can be granted, and only what is in force can end", () => {
    expect([mayFollow("requested", "granted"), mayFollow("granted", "stale")]).toEqual([true, true]);
    expect([
      mayFollow("refused", "granted"),
      mayFollow("ended", "granted"),
      mayFollow("requested", "ended"),
    ]).toEqual([false, false, false]);
  });

  test("is shown as ended from the day after its last day", () => {
    expect(shownState("granted", "2026-11-23", "2026-11-23")).toBe("granted");
    expect(shownState("granted", "2026-11-23", "2026-11-24")).toBe("ended");
  });
});

test("a reference has at least four digits", () => {
  expect([riskRef(12), riskRef(123456)]).toEqual(["R-0012", "R-123456"]);
});
