import { expect, test } from "vitest";
import {
  eventOf,
  excerptOf,
  nextTry,
  recordOf,
  refusesMessage,
  toldTypes,
} from "@/lib/domain/webhooks/rules";
import { webhookEvents } from "@/lib/domain/webhooks/schema";
import { modules } from "@/lib/registry";

const entry = (action: string, subjectType: string, after: Record<string, unknown> | null = null) => ({
  ...{ action, subjectType, after, subjectId: "own" },
});

test.each([
  ["risks.accept", "risks", "risk.changed"],
  ["systems.approveMove", "systems", "system.changed"],
  ["proposals.triage", "proposals", "proposal.changed"],
  ["controls.test", "controls", "control.changed"],
  ["threat-models.generate", "threat-models", "threat-model.changed"],
  ["threats.decide", "threats", "threat.decided"],
  ["threat-models.decide", "threats", "threat.decided"],
  ["threats.update", "threats", null],
  ["test-runs.handIn", "test-runs", "test-run.received"],
  ["findings.create", "findings", "finding.opened"],
  ["findings.testAgain", "findings", "finding.changed"],
  ["gates.evaluate", "gate-verdicts", "gate.verdict"],
  ["assessments.submit", "assessments", "assessment.submitted"],
  ["assessments.approve", "assessments", "assessment.changed"],
  ["evidence.addVersion", "evidence", "evidence.changed"],
  ["risks.requestAcceptance", "decisions", "decision.asked"],
  ["risks.accept", "decisions", "decision.changed"],
  ["audit-packs.finish", "audit-packs", "audit-pack.ready"],
  ["audit-packs.open", "audit-packs", null],
  ["tasks.finish", "tasks", "task.changed"],
  ["people.disable", "people", null],
  ["webhooks.update", "webhooks", null],
])("%s of %s is the event %s", (action, subjectType, event) => {
  expect(eventOf(entry(action, subjectType))).toBe(event);
});

test("every event comes of something, and every record that is told of can be found", () => {
  const kinds = modules.flatMap(({ records = [], alsoFound = [] }) => [...records, ...alsoFound]);
  const known = new Set(kinds.map(({ type }) => type));
  const own = toldTypes.filter((type) => type !== "decisions" && type !== "threats");
  expect(own.filter((type) => !known.has(type))).toEqual([]);
  const verbs = ["create", "update", "decide", "handIn", "submit", "request", "finish"];
  const events = toldTypes.flatMap((type) => verbs.map((verb) => eventOf(entry(`${type}.${verb}`, type))));
  expect(webhookEvents.filter(({ value }) => !events.includes(value))).toEqual([]);
});

test("a decision is about what was decided on, and a threat about its model", () => {
  const decided = entry("risks.accept", "decisions", { subjectType: "risks", subjectId: "risk" });
  expect(recordOf(decided)).toEqual({ type: "risks", id: "risk" });
  const statement = entry("statements.request", "decisions", { subjectType: "statements", subjectId: "one" });
  expect(eventOf(statement)).toBeNull();
  expect(recordOf(entry("threats.decide", "threats", { threatModelId: "model" }))).toEqual({
    ...{ type: "threat-models", id: "model" },
  });
  expect(recordOf(entry("risks.update", "risks"))).toEqual({ type: "risks", id: "own" });
});

test("eight tries lie within a day, each pause longer than the one before", () => {
  const start = new Date("2026-11-27T00:00:00Z");
  const pauses = [1, 2, 3, 4, 5, 6, 7].map(
    (tries) => (nextTry(tries, start)?.getTime() ?? 0) - start.getTime(),
  );
  expect(pauses).toEqual(pauses.toSorted((a, b) => a - b));
  const whole = pauses.reduce((sum, pause) => sum + pause, 0) / 3_600_000;
  expect([whole > 20, whole < 24, nextTry(8, start)]).toEqual([true, true, null]);
});

test("a message is refused by itself with a status from 400 to 499, but for those that ask for patience", () => {
  const refusing = [200, 301, 400, 404, 408, 410, 422, 425, 429, 499, 500, 503].filter(refusesMessage);
  expect([refusing, refusesMessage(null)]).toEqual([[400, 404, 410, 422, 499], false]);
});

test("of an answer 200 bytes are kept, as plain text in whole letters", () => {
  expect(excerptOf(`\u0000<b>no\u202e\nmarkup</b>`)).toBe("<b>no markup</b>");
  expect(excerptOf(`a${"é".repeat(200)}`)).toBe(`a${"é".repeat(99)}`);
});
