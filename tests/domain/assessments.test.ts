import { beforeAll, describe, expect, test } from "vitest";
import { answerQuestion, confirmAnswers } from "@/lib/domain/assessments/commands/answer";
import { assignPart } from "@/lib/domain/assessments/commands/assign";
import {
  approveAssessment,
  refuseAssessment,
  returnAssessment,
} from "@/lib/domain/assessments/commands/decide";
import { startAssessments } from "@/lib/domain/assessments/commands/start";
import {
  reopenAssessment,
  submitAssessment,
  withdrawAssessment,
} from "@/lib/domain/assessments/commands/submit";
import { getAssessment } from "@/lib/domain/assessments/queries/assessment";
import { assessmentRegister } from "@/lib/domain/assessments/queries/register";
import { getDecision } from "@/lib/domain/decisions/queries";
import { listNotifications } from "@/lib/domain/tasks/queries";
import type { Actor } from "@/lib/platform/access/actor";
import { canonicalDigest } from "@/lib/platform/crypto/canonical-digest";
import { Conflict, Forbidden, Invalid, NotFound } from "@/lib/platform/errors/public-error";
import { answer, answerAll, dueOn, handedInBy, started, systemOf } from "@/tests/support/assessments";
import { createWorld, personWith, type World } from "@/tests/support/world";

let world: World;
let lead: Actor;
let owner: Actor;
let colleague: Actor;
let approver: Actor;
let stranger: Actor;

// The shortest of those that are shipped.
const short = "transparency-evaluation";

beforeAll(async () => {
  world = await createWorld();
  lead = await personWith("lead", world.insurance);
  owner = await personWith("risk-owner", world.claims);
  colleague = await personWith("system-owner", world.claims);
  approver = await personWith("executive", world.insurance);
  stranger = await personWith("lead", world.clinics);
});

const fresh = async (facts: object = {}, by: Actor = owner) => {
  const { id } = await systemOf(by, world.claims, lead, facts);
  return started(lead, id, short);
};
const read = (id: string, by: Actor = owner) => getAssessment.execute(by, { id });
const firstKey = async (id: string) => (await read(id)).template.sections[0]?.questions[0]?.key ?? "";
const titlesOf = async (by: Actor) =>
  (await listNotifications.execute(by, {})).rows.map(({ title }) => title);

describe("an assessment is started", () => {
  test("for many systems at once, each for its owner, and what is open already or nobody's is left out and named", async () => {
    const [one, two] = [
      await systemOf(owner, world.claims, lead),
      await systemOf(colleague, world.claims, lead),
    ];
    const nobodys = await systemOf({ ...owner, personId: null }, world.claims, lead);
    await started(lead, one.id, short);
    const { rows, started: count } = await startAssessments.execute(lead, {
      templateKey: short,
      systemIds: [one.id, two.id, nobodys.id],
      dueOn,
    });
    expect(count).toBe(1);
    const reasons = Object.fromEntries(rows.map(({ subject, reason }) => [subject.id, reason]));
    expect(reasons[one.id]).toMatch(/^AS-\d{4} is open already\.$/);
    expect(reasons[two.id]).toBeNull();
    expect(reasons[nobodys.id]).toBe("It has no owner. Say who answers.");
    expect(await titlesOf(colleague)).toContainEqual(expect.stringMatching(/You are asked to answer AS-/));
  });

  test("by nobody who may not assign, on nothing they cannot see, and for nobody who could not answer", async () => {
    const { id } = await systemOf(owner, world.claims, lead);
    await expect(started(owner, id, short)).rejects.toThrow(Forbidden);
    await expect(started(stranger, id, short)).rejects.toThrow(Invalid);
    await expect(started(lead, id, short, stranger.personId)).rejects.toThrow(/holds no role/);
    await expect(started(lead, id, "nothing-like-it")).rejects.toThrow(Invalid);
  });

  test("a person outside the unit sees no trace of it", async () => {
    const id = await fresh();
    await expect(read(id, stranger)).rejects.toThrow(NotFound);
    const key = await firstKey(id);
    await expect(
      answerQuestion.execute(stranger, { id, questionKey: key, seen: 0, answer: { kind: "unknown" } }),
    ).rejects.toThrow(NotFound);
    const { rows } = await assessmentRegister.list.execute(stranger, {});
    expect(rows).toEqual([]);
  });
});

describe("answers", () => {
  test("are saved one at a time, and the first puts the assessment in progress", async () => {
    const id = await fresh();
    expect((await read(id)).state).toBe("assigned");
    const key = await firstKey(id);
    await answer(owner, id, key, { kind: "unknown" });
    const after = await read(id);
    expect(after.state).toBe("in-progress");
    expect(after.answers[key]).toMatchObject({ answer: { kind: "unknown" }, number: 1, by: owner.name });
    expect(after.unknown).toBe(1);
    // What was not carried forward is not there to be confirmed.
    expect(await confirmAnswers.execute(owner, { id, questionKeys: [key] })).toEqual({ confirmed: 0 });
    expect((await read(id)).answers[key]?.number).toBe(1);
  });

  test("of two people at once do not overwrite each other: the slower one gets the answer that stands", async () => {
    const id = await fresh();
    const key = await firstKey(id);
    await assignPart.execute(lead, { id, personId: colleague.personId, dueOn });
    const save = (by: Actor) =>
      answerQuestion.execute(by, { id, questionKey: key, seen: 0, answer: { kind: "unknown" } });
    const both = await Promise.allSettled([save(owner), save(colleague)]);
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const lost = both.find((one) => one.status === "rejected")?.reason;
    expect(lost).toBeInstanceOf(Conflict);
    expect(lost.current).toMatchObject({ number: 1 });
  });

  test("that do not fit their question are refused with what to do, and change nothing", async () => {
    const id = await fresh();
    const key = await firstKey(id);
    await expect(answer(owner, id, key, { kind: "value", value: "perhaps" })).rejects.toThrow(Invalid);
    await expect(answer(owner, id, "nothing", { kind: "unknown" })).rejects.toThrow(/no such question/);
    expect((await read(id)).answers).toEqual({});
  });

  test("are given by the owner, by whom the question was assigned to, and by nobody else", async () => {
    const id = await fresh();
    const [first, second] = (await read(id)).template.sections.flatMap(({ questions }) => questions);
    await expect(answer(colleague, id, first?.key ?? "", { kind: "unknown" })).rejects.toThrow(Forbidden);
    await assignPart.execute(lead, {
      id,
      personId: colleague.personId,
      questionKey: first?.key ?? "",
      dueOn,
    });
    await answer(colleague, id, first?.key ?? "", { kind: "unknown" });
    await expect(answer(colleague, id, second?.key ?? "", { kind: "unknown" })).rejects.toThrow(Forbidden);
  });

  test("are no longer taken once it is handed in", async () => {
    const id = await fresh();
    await handedInBy(owner, id);
    await expect(answer(owner, id, await firstKey(id), { kind: "unknown" })).rejects.toThrow(Conflict);
  });
});

describe("handing in", () => {
  test("names every question at which something is left", async () => {
    const id = await fresh();
    const { version, left } = await read(id);
    const refused = await submitAssessment.execute(owner, { id, version }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Invalid);
    expect((refused as Invalid).problems.map(({ path }) => path)).toEqual(
      left.map(({ question }) => question),
    );
  });

  test("is done by who answers for the whole, and asks those who may approve", async () => {
    const id = await fresh();
    await answerAll(owner, id);
    const { version } = await read(id);
    await expect(submitAssessment.execute(colleague, { id, version })).rejects.toThrow(Forbidden);
    await submitAssessment.execute(owner, { id, version });
    expect(await titlesOf(approver)).toContainEqual(expect.stringMatching(/Your approval is asked for: AS-/));
  });
});

describe("approval", () => {
  test("is by another person, keeps exactly what was signed, and its digest can be made again", async () => {
    const id = await fresh();
    const version = await handedInBy(owner, id);
    await approveAssessment.execute(approver, { id, version, reason: "Complete and consistent." });
    const { state, signatures, templateDigest } = await read(id);
    expect(state).toBe("approved");
    const decision = await getDecision.execute(approver, { id: signatures[0]?.id ?? "" });
    expect(decision.digest).toBe(canonicalDigest(decision.snapshot as object));
    expect(decision.snapshot).toMatchObject({
      record: "assessment",
      questionnaire: { key: short, sha256: templateDigest },
    });
  });

  test("is refused to anybody who answered, also for somebody else, and to whoever handed it in", async () => {
    const id = await fresh();
    const key = await firstKey(id);
    await answer(lead, id, key, { kind: "unknown" });
    const version = await handedInBy(owner, id);
    await expect(approveAssessment.execute(lead, { id, version, reason: "Mine." })).rejects.toThrow(
      Forbidden,
    );
    await expect(approveAssessment.execute(owner, { id, version, reason: "Mine." })).rejects.toThrow(
      Forbidden,
    );
    expect((await read(id)).state).toBe("submitted");
  });

  test("two approvers at once give one approval", async () => {
    const id = await fresh();
    const version = await handedInBy(owner, id);
    const other = await personWith("compliance", world.insurance);
    const both = await Promise.allSettled(
      [approver, other].map((by) => approveAssessment.execute(by, { id, version, reason: "Good." })),
    );
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const { state, signatures } = await read(id);
    expect([state, signatures.filter((one) => one.state === "granted").length]).toEqual(["approved", 1]);
  });

  test("takes as many people as the questionnaire says, each once, also two at the same time", async () => {
    const { id: systemId } = await systemOf(owner, world.claims, lead);
    const id = await started(lead, systemId, "fairness-and-bias");
    const version = await handedInBy(owner, id);
    const sign = (by: Actor) => approveAssessment.execute(by, { id, version, reason: "Good." });
    const other = await personWith("compliance", world.insurance);
    const twice = await Promise.allSettled([sign(approver), sign(approver)]);
    expect(twice.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect((await read(id)).state).toBe("submitted");
    expect((await sign(other)).state).toBe("approved");
    const signers = (await read(id)).signatures.map(({ signer }) => signer);
    expect(signers.toSorted()).toEqual([approver.name, other.name].toSorted());
  });

  test("signs what was seen: not what was returned and handed in again meanwhile", async () => {
    const { id: systemId } = await systemOf(owner, world.claims, lead);
    const id = await started(lead, systemId, "fairness-and-bias");
    const version = await handedInBy(owner, id);
    const returned = await returnAssessment.execute(approver, {
      ...{ id, version, reason: "Look at the second group again.", questions: [] },
    });
    await submitAssessment.execute(owner, { id, version: returned.version });
    const signed = approveAssessment.execute(approver, { id, version, reason: "Good." });
    await expect(signed).rejects.toThrow(Conflict);
    expect((await read(id)).signatures.filter(({ state }) => state === "granted")).toEqual([]);
  });

  test("can be refused, and the assessment opened again", async () => {
    const id = await fresh();
    const version = await handedInBy(owner, id);
    const refused = await refuseAssessment.execute(approver, { id, version, reason: "Not like this." });
    expect(refused.state).toBe("refused");
    const again = await reopenAssessment.execute(lead, {
      id,
      version: refused.version,
      reason: "Second try.",
    });
    expect(again.state).toBe("in-progress");
    expect((await read(id)).left).toEqual([]);
  });
});

describe("an assessment that is sent back", () => {
  test("says at which questions something is to be mended, and is handed in again once that is done", async () => {
    const id = await fresh();
    const key = await firstKey(id);
    const version = await handedInBy(owner, id);
    const questions = [{ questionKey: key, text: "Say since when." }];
    const returned = await returnAssessment.execute(approver, { id, version, reason: "Nearly.", questions });
    expect(returned.state).toBe("returned");
    expect((await read(id)).left).toEqual([expect.objectContaining({ question: key, why: "returned" })]);
    await expect(submitAssessment.execute(owner, { id, version: returned.version })).rejects.toThrow(Invalid);
    await answer(owner, id, key, (await read(id)).answers[key]?.answer ?? null);
    expect((await read(id)).left).toEqual([]);
    await submitAssessment.execute(owner, { id, version: returned.version });
  });

  test("or withdrawn, its answers stay readable and nobody can sign it", async () => {
    const id = await fresh();
    const version = await handedInBy(owner, id);
    await withdrawAssessment.execute(lead, { id, version, reason: "The system is retired." });
    const { state, answered, signatures } = await read(id);
    expect([state, signatures.map((one) => one.state)]).toEqual(["withdrawn", ["withdrawn"]]);
    expect(answered).toBeGreaterThan(0);
    await expect(
      approveAssessment.execute(approver, { id, version: version + 1, reason: "x" }),
    ).rejects.toThrow(Conflict);
  });
});

describe("the next assessment of the same system", () => {
  test("carries the answers forward with their day, and counts none of them before it is confirmed", async () => {
    const { id: systemId } = await systemOf(owner, world.claims, lead);
    const first = await started(lead, systemId, short);
    await approveAssessment.execute(approver, {
      id: first,
      version: await handedInBy(owner, first),
      reason: "Good.",
    });
    const next = await started(lead, systemId, short);
    const { answers, left, version, carriedFrom } = await read(next);
    expect(carriedFrom?.id).toBe(first);
    expect(Object.values(answers).every((one) => one?.way === "carried")).toBe(true);
    expect(left.filter(({ why }) => why === "carried").length).toBe(left.length);
    await expect(submitAssessment.execute(owner, { id: next, version })).rejects.toThrow(/not confirmed/);
    await confirmAnswers.execute(owner, { id: next, questionKeys: left.map(({ question }) => question) });
    const after = await read(next);
    expect(after.left).toEqual([]);
    await submitAssessment.execute(owner, { id: next, version: after.version });
  });
});
