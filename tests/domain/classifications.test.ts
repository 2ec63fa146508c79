import { beforeAll, describe, expect, test } from "vitest";
import { createSystem, updateSystem } from "@/lib/domain/inventory/systems/commands";
import { getSystem } from "@/lib/domain/inventory/systems/queries";
import { getMyWork } from "@/lib/domain/my-work/queries";
import { answerClassification } from "@/lib/domain/obligations/classifications/commands/answer";
import {
  refuseClassification,
  reopenClassification,
  requestSignature,
  signClassification,
  withdrawRequest,
} from "@/lib/domain/obligations/classifications/commands/sign";
import {
  classificationHistoryOf,
  getClassification,
} from "@/lib/domain/obligations/classifications/queries/classification";
import { type Act, obstacleTo } from "@/lib/domain/obligations/classifications/queries/find";
import { classificationRegister } from "@/lib/domain/obligations/classifications/queries/register";
import { classificationReport } from "@/lib/domain/obligations/classifications/report";
import type { Actor } from "@/lib/platform/access/actor";
import { plain, recruitment } from "@/tests/support/ai-act-answers";
import { classify, sealed } from "@/tests/support/classifying";
import { asOwner } from "@/tests/support/test-database";
import { createWorld, personWith, type World } from "@/tests/support/world";

test("what is not possible in a state says why, and everything else is possible", () => {
  const states = ["not-started", "draft", "waiting", "sealed"] as const;
  const possible = (act: Act, open = 0) =>
    states.filter(
      (state) => obstacleTo(act, { state, open, unitId: "", pending: null, inForce: null }) === null,
    );
  expect(possible("answer")).toEqual(["not-started", "draft"]);
  expect(possible("request")).toEqual(["draft"]);
  expect(possible("request", 1)).toEqual([]);
  expect(possible("reopen")).toEqual(["sealed"]);
  for (const act of ["sign", "refuse", "withdraw"] as const) expect(possible(act)).toEqual(["waiting"]);
});

let world: World;
let owner: Actor;
let lead: Actor;
let compliance: Actor;
let number = 0;

beforeAll(async () => {
  world = await createWorld();
  owner = await personWith("system-owner", world.claims);
  lead = await personWith("lead", world.insurance);
  compliance = await personWith("compliance", world.insurance);
});

async function system(facts: object = {}): Promise<string> {
  number += 1;
  const named = { name: `Candidate ranking ${number}`, unitId: world.claims, ownerId: owner.personId };
  return (await createSystem.execute(lead, { ...named, stage: "validation", ...facts })).id;
}

const read = (id: string, actor = lead) => getClassification.execute(actor, { id });

async function change(id: string, facts: object) {
  const { version } = await getSystem.execute(lead, { id });
  return updateSystem.execute(lead, { id, version: Number(version), ...facts });
}

describe("a classification", () => {
  test("of a recruitment system is high-risk by Annex III point 4 from 2 December 2027, never from August 2026", async () => {
    const id = await system();
    await classify(owner, id, recruitment);
    const view = await read(id);
    expect(view).toMatchObject({
      ...{ state: "draft", riskClass: "high", routes: ["annex_iii"], openQuestions: [] },
      ...{ appliesFrom: "2027-12-02", practicalFrom: "2027-12-02" },
    });
    expect(view.outcomes[0]).toMatchObject({
      legalRef: "Annex III(4)(a); Art. 6(3) third subparagraph; GDPR Art. 4(4)",
      because: "D1: Does it profile natural persons in the GDPR sense? yes",
    });
    expect(view.outcomes.map(({ role }) => role)).toContain("deployer");
  });

  test("is unknown while a question is open, and says which: never minimal by silence", async () => {
    const id = await system();
    const { P7: _open, ...others } = plain;
    await classify(owner, id, others);
    expect(await read(id)).toMatchObject({ riskClass: null, openQuestions: ["P7"] });
    await classify(owner, id, { P7: "no" });
    expect(await read(id)).toMatchObject({ riskClass: "minimal", openQuestions: [] });
  });

  test("is answered by the register of AI systems where its facts say it, marked as such, until somebody answers", async () => {
    const id = await system({
      euRoles: ["deployer"],
      generatesContent: false,
      personalData: false,
      regions: ["eu"],
    });
    await classify(owner, id, { S1: "an AI system", S2: "yes" });
    const of = async (question: string) => (await read(id)).questions.find((one) => one.id === question);
    expect(await of("R1")).toMatchObject({
      source: "register",
      facts: [{ label: "EU AI Act roles", value: "Deployer" }],
    });
    expect([(await of("S3"))?.answers, (await of("T2"))?.answers]).toEqual([["yes"], ["no"]]);
    await classify(owner, id, { R1: ["provider", "deployer"] });
    expect((await of("R1"))?.source).toBe("person");
    expect((await read(id)).warnings.join()).toContain('R1: answered "provider');
    await classify(owner, id, { R1: [] });
    expect((await of("R1"))?.source).toBe("register");
  });

  test("keeps every answer; who saw an older one is told, and wrong words change nothing", async () => {
    const id = await system();
    await classify(owner, id, { S1: "an AI system" });
    await classify(lead, id, { S1: "only an AI model" });
    const late = { id, answers: [{ questionId: "S1", seen: 1, answers: ["an AI system"] }] };
    await expect(answerClassification.execute(owner, late)).rejects.toMatchObject({
      ...{ status: 409, current: { number: 2, answers: ["only an AI model"] } },
    });
    const wrong = (questionId: string, ...answers: string[]) =>
      answerClassification.execute(owner, { id, answers: [{ questionId, seen: 0, answers }] });
    await expect(wrong("S2", "perhaps")).rejects.toThrow('S2 takes "yes", "no".');
    await expect(wrong("S2", "yes", "no")).rejects.toThrow("takes one answer");
    await expect(wrong("Q9", "yes")).rejects.toThrow("no question Q9");
    await expect(wrong("Z1", "yes")).rejects.toThrow("no question Z1");
    const { entries } = await classificationHistoryOf.execute(lead, { id });
    expect(entries.filter(({ changes }) => changes.some(({ label }) => label === "Answer"))).toHaveLength(2);
    expect((await read(id)).questions.find((one) => one.id === "S2")?.answers ?? []).toEqual([]);
  });
});

describe("the signature", () => {
  test("needs every question answered, and a person who answered none of them", async () => {
    const id = await system();
    const { T5: _open, ...others } = recruitment;
    await classify(compliance, id, others);
    const ask = async () =>
      requestSignature.execute(owner, { id, version: (await read(id)).version, reason: "Done." });
    await expect(ask()).rejects.toThrow("1 questions are still to be answered");
    await classify(owner, id, { T5: "no" });
    const { version } = await ask();
    await expect(classify(owner, id, { T5: "yes" })).rejects.toThrow("waits for a signature");
    const sign = (actor: Actor) => signClassification.execute(actor, { id, version, reason: "Read." });
    await expect(sign(compliance)).rejects.toThrow("Somebody else has to sign");
    const { groups } = await getMyWork.execute(lead, {});
    const asked = groups.flatMap(({ items }) => items).find(({ href }) => href.includes(id));
    expect(asked).toMatchObject({ kind: "decision", href: `/systems/${id}/classification#signature` });
    await sign(lead);
    expect(await read(id)).toMatchObject({ state: "sealed", signature: { reason: "Read." } });
    const { rows } = await asOwner((client) =>
      client.query(`select snapshot from decisions where "subjectId" = $1 and state = 'granted'`, [id]),
    );
    expect(rows[0].snapshot).toMatchObject({
      law: { edition: expect.any(String) },
      class: { riskClass: "high" },
    });
    expect(rows[0].snapshot.outcomes.length).toBeGreaterThan(1);
  });

  test("is refused with a reason, taken back by who asked, or ended by reopening it", async () => {
    const id = await system();
    await classify(owner, id, plain);
    const ask = async () =>
      (await requestSignature.execute(owner, { id, version: (await read(id)).version, reason: "Done." }))
        .version;
    await refuseClassification.execute(lead, { id, version: await ask(), reason: "P3 is wrong." });
    expect(await read(id)).toMatchObject({ state: "draft", stateReason: "Not signed: P3 is wrong." });
    const version = await ask();
    await expect(withdrawRequest.execute(lead, { id, version })).rejects.toThrow("Somebody else asked");
    await withdrawRequest.execute(owner, { id, version });
    const { version: signed } = await sealed(owner, lead, id);
    await reopenClassification.execute(owner, { id, version: signed, reason: "New use." });
    expect(await read(id)).toMatchObject({ state: "draft", signature: null });
  });

  test("goes stale when a fact that was read changes, names it, and is asked for again", async () => {
    const id = await system({ purpose: "Ranks applicants.", euRoles: ["provider", "deployer"] });
    await classify(owner, id, { ...recruitment, R1: [] });
    await sealed(owner, lead, id);
    await change(id, { criticality: "high", technicalOwnerId: lead.personId });
    expect((await read(id)).state).toBe("sealed");
    await change(id, { purpose: "Ranks applicants and employees." });
    expect(await read(id)).toMatchObject({
      ...{
        state: "stale",
        stateReason: "Changed since it was signed: Purpose.",
        can: { answer: true, request: true },
      },
    });
    await sealed(owner, lead, id);
    expect((await read(id)).state).toBe("sealed");
  });

  test("does not fall when the register only becomes what the answers say; a request falls like a signature", async () => {
    const id = await system({ euRoles: ["provider"] });
    await classify(owner, id, recruitment);
    await sealed(owner, lead, id);
    await change(id, { euRoles: ["deployer", "provider"] });
    expect((await read(id)).state).toBe("sealed");
    const { version } = await read(id);
    await reopenClassification.execute(owner, { id, version, reason: "Again." });
    await requestSignature.execute(owner, { id, version: version + 1, reason: "Again." });
    await change(id, { generatesContent: true });
    expect(await read(id)).toMatchObject({
      ...{ state: "draft", stateReason: "Changed since it was handed over: Generates content." },
    });
  });
});

describe("the register of classifications", () => {
  test("lists every system, those without a classification among them, and is narrowed down by class, route and date", async () => {
    const [none, high] = [await system(), await system()];
    await classify(owner, high, recruitment);
    const ids = async (asked: Record<string, string>) =>
      (await classificationRegister.list.execute(lead, { ...asked, limit: 100 } as never)).rows.map(
        ({ id }) => id,
      );
    expect(await ids({ state: "not-started" })).toContain(none);
    expect(await ids({ riskClass: "none" })).toContain(none);
    expect(await ids({ unsigned: "true" })).toEqual(expect.arrayContaining([none, high]));
    const narrowed = await ids({
      riskClass: "high",
      routes: "annex_iii",
      practicalFrom: "2027-12-01..2027-12-31",
    });
    expect(narrowed).toContain(high);
    expect(narrowed).not.toContain(none);
    expect(await ids({ practicalFrom: "..2026-12-31", riskClass: "high" })).toEqual([]);
  });

  test("and the record show no trace to another unit; who may only read may not answer", async () => {
    const id = await system();
    const clinics = await personWith("lead", world.clinics);
    await expect(read(id, clinics)).rejects.toMatchObject({ status: 404 });
    await expect(classify(clinics, id, { S1: "an AI system" })).rejects.toMatchObject({ status: 404 });
    const reader = await personWith("reader", world.claims);
    expect((await read(id, reader)).can.answer).toBe(false);
    const given = { id, answers: [{ questionId: "S1", seen: 0, answers: ["an AI system"] }] };
    await expect(answerClassification.execute(reader, given)).rejects.toMatchObject({ status: 403 });
  });

  test("follows a system into another unit, with its answers and its signature", async () => {
    const id = await system();
    await classify(owner, id, plain);
    await sealed(owner, lead, id);
    await change(id, { unitId: world.insurance });
    const { rows } = await asOwner((client) =>
      client.query(
        `select distinct "unitId" from (select "unitId" from classifications where id = $1 union all
          select "unitId" from classification_answers where "classificationId" = $1 union all
          select "unitId" from decisions where "subjectId" = $1) held`,
        [id],
      ),
    );
    expect(rows).toEqual([{ unitId: world.insurance }]);
    expect((await read(id)).state).toBe("sealed");
  });

  test.each(["pdf", "csv"] as const)("is saved for one system as %s", async (format) => {
    const id = await system();
    await classify(owner, id, recruitment);
    const { bytes } = await classificationReport.execute(lead, { id, format });
    const text = Buffer.from(await new Response(bytes).arrayBuffer()).toString("latin1");
    expect(
      text.startsWith(format === "pdf" ? "%PDF" : "\u00ef\u00bb\u00bf") || text.includes("High-risk"),
    ).toBe(true);
  });
});
