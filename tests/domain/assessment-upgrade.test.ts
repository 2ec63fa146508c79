import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { confirmAnswers } from "@/lib/domain/assessments/commands/answer";
import { approveAssessment } from "@/lib/domain/assessments/commands/decide";
import { submitAssessment } from "@/lib/domain/assessments/commands/submit";
import { upgradeAssessment } from "@/lib/domain/assessments/commands/upgrade";
import { assessmentHistoryOf, getAssessment } from "@/lib/domain/assessments/queries/assessment";
import { upgradePreview } from "@/lib/domain/assessments/queries/upgrade";
import { importOwn } from "@/lib/domain/assessments/templates/own/commands/create-own";
import { saveDraft } from "@/lib/domain/assessments/templates/own/commands/edit-draft";
import { publishOwn } from "@/lib/domain/assessments/templates/own/commands/publish-own";
import { getDraft } from "@/lib/domain/assessments/templates/own/queries/own";
import type { Question, Template } from "@/lib/domain/assessments/templates/schema";
import { newestOf, shippedTemplates } from "@/lib/domain/assessments/templates/shipped";
import type { Actor } from "@/lib/platform/access/actor";
import { Conflict, Forbidden } from "@/lib/platform/errors/public-error";
import { answer, answerAll, started, systemOf } from "@/tests/support/assessments";
import { smallQuestionnaire } from "@/tests/support/questionnaires";
import { createWorld, personWith, type World } from "@/tests/support/world";

let world: World;
let lead: Actor;
let owner: Actor;
let approver: Actor;
let own: string;
let id: string;

beforeAll(async () => {
  world = await createWorld();
  lead = await personWith("lead", world.insurance);
  owner = await personWith("risk-owner", world.claims);
  approver = await personWith("executive", world.insurance);
});

const publish = async () =>
  publishOwn.execute(lead, { id: own, version: (await getDraft.execute(lead, { id: own })).version });
const read = () => getAssessment.execute(owner, { id });
const preview = async () => (await upgradePreview.execute(lead, { id })).move;
const move = async (to = 2, by = lead) =>
  upgradeAssessment.execute(by, { id, version: (await read()).version, to });

/** Publishes version 2: the first question worded otherwise, the second gone, the third on another scale, and a new one. */
async function newVersion(): Promise<void> {
  const { version, content } = await getDraft.execute(lead, { id: own });
  const [section] = (content as Template).sections as [Template["sections"][number]];
  const [first, , third] = section.questions as [Question, Question, Question];
  const questions = [
    { ...first, label: "Is it so today?" },
    { ...third, to: 4, labels: { 1: "Not at all", 4: "Fully" } },
    { ...first, key: "added", label: "Is it new?" },
  ];
  await saveDraft.execute(lead, {
    ...{ id: own, version },
    content: { ...(content as Template), sections: [{ ...section, questions }] } as never,
  });
  await publish();
}

beforeEach(async () => {
  own = (await importOwn.execute(lead, { unitId: world.insurance, text: smallQuestionnaire() })).id;
  const { key } = await publish();
  id = await started(lead, (await systemOf(owner, world.claims, lead)).id, key);
  await answerAll(owner, id);
});

describe("an assessment by an older version of its questionnaire", () => {
  test("stays at it until somebody who assigns moves it, and says before what would become of each answer", async () => {
    expect(await preview()).toBeNull();
    await newVersion();
    expect((await read()).template.version).toBe(1);
    expect(await preview()).toMatchObject({
      ...{ from: 1, to: 2, kept: 1 },
      reworded: [{ key: "first", label: "Is it so today?" }],
      rest: [
        { key: "open", answer: "Yes", why: "The question is not asked any more." },
        { key: "second", answer: "1: Not at all" },
      ],
      added: [{ key: "added" }],
    });
    await expect(move(2, owner)).rejects.toThrow(Forbidden);
  });

  test("keeps what fits, asks for reworded questions to be confirmed, and drops nothing silently", async () => {
    await newVersion();
    await move();
    const { template, answers, left } = await read();
    expect(template.version).toBe(2);
    expect(answers["first"]).toMatchObject({ way: "carried", answer: { kind: "value", value: "yes" } });
    expect(answers["second"]).toBeUndefined();
    expect(left.map(({ question, why }) => [question, why])).toEqual([
      ["first", "carried"],
      ["second", "open"],
      ["added", "open"],
    ]);
    const { entries } = await assessmentHistoryOf.execute(owner, { id });
    const said = JSON.stringify(entries[0]);
    for (const words of ["Is it open? Yes. The question is not asked any more.", "How far? 1: Not at all."])
      expect(said).toContain(words);
  });

  test("is handed in and approved by the newer version", async () => {
    await newVersion();
    await move();
    await confirmAnswers.execute(owner, { id, questionKeys: ["first"] });
    await answer(owner, id, "second", { kind: "value", value: 2 });
    await answer(owner, id, "added", { kind: "unknown" });
    const { version } = await submitAssessment.execute(owner, { id, version: (await read()).version });
    await expect(move()).rejects.toThrow(Conflict);
    await approveAssessment.execute(approver, { id, version, reason: "Good." });
    expect(await preview()).toBeNull();
  });

  test("is moved only to the version that was seen, and once", async () => {
    await expect(move()).rejects.toThrow("newest version of its questionnaire already");
    await newVersion();
    await expect(move(3)).rejects.toThrow("Look at it first");
    await move();
    await expect(move()).rejects.toThrow(Conflict);
  });
});

test("of a shipped questionnaire the newest version alone is offered, and older ones are kept", () => {
  const [first] = shippedTemplates() as [Template];
  const newer = { ...first, version: first.version + 1 };
  expect(newestOf([first, newer])).toEqual([newer]);
});
