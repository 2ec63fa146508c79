import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { fulfilRequest } from "@/lib/domain/evidence/commands/answer-request";
import { unlinkEvidence } from "@/lib/domain/evidence/commands/link-evidence";
import { requestEvidence } from "@/lib/domain/evidence/commands/request-evidence";
import { getRequest } from "@/lib/domain/evidence/queries/requests";
import { approveMove } from "@/lib/domain/inventory/systems/approvals/commands";
import { createSystem } from "@/lib/domain/inventory/systems/commands";
import { moveSystem } from "@/lib/domain/inventory/systems/commands/move-system";
import { setGates } from "@/lib/domain/inventory/systems/gates/commands";
import { systemGates } from "@/lib/domain/inventory/systems/gates/queries";
import { initialGates, type SetCondition } from "@/lib/domain/inventory/systems/gates/schema";
import { answerClassification } from "@/lib/domain/obligations/classifications/commands/answer";
import { requestSignature } from "@/lib/domain/obligations/classifications/commands/sign";
import { getClassification } from "@/lib/domain/obligations/classifications/queries/classification";
import { adoptEntries, previewAdoption } from "@/lib/domain/risk-catalogue/commands";
import { threatToRisk } from "@/lib/domain/threat-models/commands/link-threat";
import type { Actor } from "@/lib/platform/access/actor";
import { Conflict, Forbidden } from "@/lib/platform/errors/public-error";
import "@/lib/registry";
import { holding } from "@/tests/access/company";
import { specimen } from "@/tests/access/specimens";
import { plain } from "@/tests/support/ai-act-answers";
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
      await expect.poll(() => waiting("for update"), { timeout: 5_000 }).toBeGreaterThan(0);
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
});
