import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { getAssessment } from "@/lib/domain/assessments/queries/assessment";
import { fulfilRequest } from "@/lib/domain/evidence/commands/answer-request";
import { unlinkEvidence } from "@/lib/domain/evidence/commands/link-evidence";
import { requestEvidence } from "@/lib/domain/evidence/commands/request-evidence";
import { getRequest } from "@/lib/domain/evidence/queries/requests";
import { parts } from "@/lib/domain/inventory/kinds";
import { approveMove } from "@/lib/domain/inventory/systems/approvals/commands";
import { createSystem, reviewSystem } from "@/lib/domain/inventory/systems/commands";
import { moveSystem } from "@/lib/domain/inventory/systems/commands/move-system";
import { setGates } from "@/lib/domain/inventory/systems/gates/commands";
import { systemGates } from "@/lib/domain/inventory/systems/gates/queries";
import { initialGates, type SetCondition } from "@/lib/domain/inventory/systems/gates/schema";
import { answerClassification } from "@/lib/domain/obligations/classifications/commands/answer";
import { requestSignature } from "@/lib/domain/obligations/classifications/commands/sign";
import { getClassification } from "@/lib/domain/obligations/classifications/queries/classification";
import { adoptEntries, previewAdoption } from "@/lib/domain/risk-catalogue/commands";
import { createRisk } from "@/lib/domain/risks/commands/create-risk";
import { setRiskMethod } from "@/lib/domain/risks/commands/set-method";
import { updateRisk } from "@/lib/domain/risks/commands/update-risk";
import { initialRiskMethod } from "@/lib/domain/risks/method";
import { getRisk } from "@/lib/domain/risks/queries/risk";
import { createModel } from "@/lib/domain/threat-models/commands/create-model";
import { threatToRisk } from "@/lib/domain/threat-models/commands/link-threat";
import { followAllModels } from "@/lib/domain/threat-models/jobs";
import { getModel } from "@/lib/domain/threat-models/queries/model";
import type { Actor } from "@/lib/platform/access/actor";
import { knownPermissions } from "@/lib/platform/access/permission";
import { Conflict, Forbidden, Invalid, NotFound } from "@/lib/platform/errors/public-error";
import "@/lib/registry";
import { holding } from "@/tests/access/company";
import { specimen } from "@/tests/access/specimens";
import { plain } from "@/tests/support/ai-act-answers";
import { answer, started } from "@/tests/support/assessments";
import { classify } from "@/tests/support/classifying";
import { handedIn } from "@/tests/support/evidence";
import { asOwner } from "@/tests/support/test-database";
import {
  createWorld,
  holderOf,
  personWith,
  rootUnit,
  theSystem,
  tokenOf,
  type World,
} from "@/tests/support/world";

// What is said to somebody who sees a record and lacks one of the rights that an act on it takes: they hold it in another unit
// alone, or hold another right of the same act.

let world: World;
let lead: Actor;
let made = 0;

beforeAll(async () => {
  world = await createWorld();
  lead = await personWith("lead", rootUnit);
});

const system = (unitId = world.claims, facts: object = {}) =>
  createSystem.execute(lead, { name: `Held apart ${++made}`, unitId, ...facts });
const keeper = () => ({ unitId: world.claims, personId: lead.personId ?? "" });

describe("a new risk", () => {
  test("is made of a threat only by whoever may add risks there, however much they may do with the threat", async () => {
    const id = await specimen("threats", keeper());
    const modeller = holding(lead, [
      world.claims,
      "threat-models:read",
      "threat-models:write",
      "risks:read",
      "systems:read",
    ]);
    await expect(threatToRisk.execute(modeller, { id })).rejects.toThrow(
      "You may not add risks in this unit. Choose one that is there.",
    );
    expect((await threatToRisk.execute(lead, { id })).riskId).toEqual(expect.any(String));
  });

  test("is adopted for a system only where its reader may add risks; elsewhere it is left out with the reason", async () => {
    const { id } = await system();
    const actor = holding(
      lead,
      [world.claims, "systems:read", "risks:read"],
      [world.clinics, "systems:read", "risks:read", "risks:create"],
    );
    const adoption = { entries: ["excessive-agency"], systemIds: [id], mode: "each" as const };
    const leftOut = {
      state: "left-out",
      reason: "You may not add risks in the business unit of this system.",
    };
    expect((await previewAdoption.execute(actor, adoption)).rows).toMatchObject([leftOut]);
    expect(await adoptEntries.execute(actor, adoption)).toMatchObject({ added: 0, rows: [leftOut] });
  });
});

describe("a risk", () => {
  test("stays linked to a system that whoever changes it may not read, and so never saw", async () => {
    const [seen, unseen] = [await system(), await system(world.clinics)];
    const [systemIds, title] = [[seen.id, unseen.id].sort(), `Held apart ${++made}`];
    const { id, version } = await createRisk.execute(lead, {
      ...{ title, category: "security", unitId: world.claims, systemIds },
    });
    const actor = holding(
      lead,
      [world.claims, "systems:read", "risks:read", "risks:edit"],
      [world.clinics, "risks:read"],
    );
    const linked = async () => (await getRisk.execute(lead, { id })).systems?.map((one) => one.id).sort();
    await updateRisk.execute(actor, { id, version, systemIds: [seen.id] });
    expect(await linked()).toEqual(systemIds);
    await updateRisk.execute(lead, { id, version: version + 1, systemIds: [seen.id] });
    expect(await linked()).toEqual([seen.id]);
  });

  test("is scored by a method that only somebody sets who may read every risk", async () => {
    const input = { version: 0, method: initialRiskMethod, reason: "Said again." };
    const top = holding(lead, [rootUnit, "risks:method"], [world.claims, "risks:read"]);
    await expect(setRiskMethod.execute(top, input)).rejects.toBeInstanceOf(Forbidden);
    await setRiskMethod.execute(holding(lead, [rootUnit, "risks:method", "risks:read"]), input);
  });
});

describe("an AI system", () => {
  test("that one may not read is as if it were not there, whatever is said of its review", async () => {
    const { id, version } = await system();
    const review = { id, version, note: "Looked at it.", nextReviewOn: "2020-01-01" };
    const actor = holding(lead, [world.claims, "systems:edit"]);
    await expect(reviewSystem.execute(actor, review)).rejects.toBeInstanceOf(NotFound);
    await expect(reviewSystem.execute(lead, review)).rejects.toBeInstanceOf(Invalid);
  });

  test("whose part is changed by somebody who only reads its threat model keeps that as it is, for the system to follow", async () => {
    const tool = await parts.tools.create.execute(lead, {
      ...{ name: `Held apart ${++made}`, unitId: world.claims, mayWrite: false },
    });
    const { id: systemId } = await system(world.clinics, { toolIds: [tool.id] });
    const { id } = await createModel.execute(lead, { title: "Drawn", systemId });
    const { version } = await getModel.execute(lead, { id });
    const actor = holding(
      lead,
      [world.claims, "tools:read", "tools:edit", "threat-models:write"],
      [world.clinics, "systems:read", "tools:read", "threat-models:read"],
    );
    const change = { id: tool.id, mayWrite: true };
    await parts.tools.update.execute(actor, { ...change, version: Number(tool.version) });
    expect((await getModel.execute(lead, { id })).version).toBe(version);
    await followAllModels.execute(theSystem(), {});
    expect((await getModel.execute(lead, { id })).version).toBeGreaterThan(version);
  });
});

describe("a classification", () => {
  const first = { questionId: "S1", seen: 0, answers: ["an AI system"] };

  test("is begun only by whoever may answer it there, also when they may elsewhere", async () => {
    const { id } = await system();
    const actor = holding(
      lead,
      [world.claims, "systems:read", "classifications:read"],
      [world.clinics, "systems:read", "classifications:read", "classifications:edit"],
    );
    await expect(answerClassification.execute(actor, { id, answers: [first] })).rejects.toThrow(
      "You may read this classification but not do this with it.",
    );
    await classify(lead, id, { S1: "an AI system" });
    expect((await getClassification.execute(actor, { id })).can.answer).toBe(false);
  });

  test("takes no answer that was sent before a signature was asked for and came after it", async () => {
    const { id } = await system();
    await classify(lead, id, { S1: "an AI system" });
    const late = { id, answers: [{ questionId: "S2", seen: 0, answers: ["yes"] }] };
    const given = await asOwner(async (client) => {
      await client.query("begin");
      await client.query("update classifications set state = 'waiting' where id = $1", [id]);
      const answer = answerClassification.execute(lead, late).catch((error: unknown) => error);
      await expect.poll(() => waiting("for update"), { timeout: 30_000 }).toBeGreaterThan(0);
      await client.query("commit");
      return answer;
    });
    expect(given).toBeInstanceOf(Conflict);
    expect((await getClassification.execute(lead, { id })).state).toBe("waiting");
  });

  test("that waits for a signature cannot be put forward again, and says so", async () => {
    const { id } = await system();
    await classify(lead, id, plain);
    const ask = async () => {
      const { version } = await getClassification.execute(lead, { id });
      return requestSignature.execute(lead, { id, version, reason: "Done." });
    };
    await ask();
    const { can, notNow } = await getClassification.execute(lead, { id });
    expect([can.request, notNow.request]).toEqual([false, "It is signed or waits for a signature already."]);
    await expect(ask()).rejects.toThrow("It is signed or waits for a signature already.");
  });
});

/** Returns how many statements with these words wait for a lock. */
async function waiting(words: string): Promise<number> {
  const { rows } = await asOwner((client) =>
    client.query<{ n: number }>(
      "select count(*)::int as n from pg_stat_activity where wait_event_type = 'Lock' and query like '%' || $1 || '%' and pid <> pg_backend_pid()",
      [words],
    ),
  );
  return rows[0]?.n ?? 0;
}

describe("a gate", () => {
  const asked = (condition: string, set: Partial<SetCondition>): SetCondition => ({
    ...{ condition, value: null, required: true, waivableBy: null },
    ...set,
  });

  beforeEach(() => asOwner((client) => client.query("delete from settings where key = 'lifecycle-gates'")));

  const production = (condition: SetCondition) =>
    setGates.execute(lead, {
      ...{ version: 0, reason: "Stricter from now on." },
      gates: { ...initialGates, production: [condition] },
    });

  test("is waived by a person alone, not by what acts in their name with a token", async () => {
    await production(asked("systems.completeness", { value: 90, waivableBy: "lead" }));
    const { id, version } = await system(world.claims, { stage: "validation" });
    const token = await holderOf(await tokenOf(lead, rootUnit));
    const mayWaive = async (actor: Actor) =>
      (await systemGates.execute(actor, { id })).gates.find(({ stage }) => stage === "production")?.canWaive;
    expect([await mayWaive(lead), await mayWaive(token)]).toEqual([true, false]);
    const input = { id, version, toStage: "production", reason: "Now.", waiver: "In a hurry." } as const;
    await expect(moveSystem.execute(token, input)).rejects.toThrow("nothing here that you may waive");
    await moveSystem.execute(lead, input);
  });

  test("is signed by a person alone, not by the system itself", async () => {
    await production(asked("systems.second-person", { value: ["lead"] }));
    const { id, version } = await system(world.claims, { stage: "validation" });
    const owner = await personWith("system-owner", world.claims);
    await moveSystem.execute(owner, { id, version, toStage: "production", reason: "Pilot done." });
    await expect(approveMove.execute(theSystem(), { id, version, reason: "Seen." })).rejects.toThrow(
      "Only a person can sign.",
    );
  });
});

describe("an assessment", () => {
  test("takes and shows in its answers only the names of records that one may read", async () => {
    const { id: systemId } = await system();
    const id = await started(lead, systemId, "data-security-and-privacy", lead.personId);
    const name = `Held apart ${++made}`;
    const { id: dataset } = await parts.datasets.create.execute(lead, { name, unitId: world.clinics });
    const actor = holding(
      lead,
      [world.claims, ...knownPermissions().map((one) => one.name)],
      [world.clinics, "tasks:read"],
    );
    const given = { kind: "value", value: [dataset] } as const;
    const names = async (by: Actor) => (await getAssessment.execute(by, { id })).names;
    await expect(answer(actor, id, "datasets", given)).rejects.toThrow("One of these records does not exist");
    await answer(lead, id, "datasets", given);
    expect([await names(lead), await names(actor)]).toEqual([{ [dataset]: name }, {}]);
  });
});

describe("evidence", () => {
  test("is handed in by who was asked only while they may hand in evidence there", async () => {
    const { id: subjectId } = await system();
    const person = await personWith("reader", world.claims);
    const { id } = await requestEvidence.execute(lead, {
      ...{ title: "Minutes", details: "Who took part.", askedId: person.personId ?? "", dueOn: "2099-01-01" },
      ...{ subjectType: "systems", subjectId },
    });
    const since = holding(
      person,
      [world.claims, "evidence:read", "systems:read"],
      [world.clinics, "evidence:read", "evidence:give"],
    );
    expect((await getRequest.execute(since, { id })).can.answer).toBe(false);
    const fileId = await handedIn(since, "the minutes");
    await expect(fulfilRequest.execute(since, { id, version: 1, kind: "record", fileId })).rejects.toThrow(
      "This request is somebody else's.",
    );
  });

  test("is taken away from a record only by whoever may change its evidence there", async () => {
    const id = await specimen("evidence-links", keeper());
    const actor = holding(
      lead,
      [world.claims, "evidence:read", "risks:read"],
      [world.clinics, "evidence:read", "evidence:edit"],
    );
    await expect(unlinkEvidence.execute(actor, { id })).rejects.toBeInstanceOf(Forbidden);
    expect(await unlinkEvidence.execute(lead, { id })).toEqual({ id });
  });

  test("is taken away from no record by whoever may not read that it is there", async () => {
    const id = await specimen("evidence-links", keeper());
    const actor = holding(lead, [world.claims, "evidence:edit", "risks:read"]);
    await expect(unlinkEvidence.execute(actor, { id })).rejects.toBeInstanceOf(NotFound);
    expect(await unlinkEvidence.execute(lead, { id })).toEqual({ id });
  });
});
