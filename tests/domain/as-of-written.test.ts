import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parts } from "@/lib/domain/inventory/kinds";
import { createSystem, reviewSystem, updateSystem } from "@/lib/domain/inventory/systems/commands";
import { moveSystem } from "@/lib/domain/inventory/systems/commands/move-system";
import { createRisk } from "@/lib/domain/risks/commands/create-risk";
import { requestAcceptance } from "@/lib/domain/risks/commands/request-acceptance";
import { closeRisk, reopenRisk, reviewRisk } from "@/lib/domain/risks/commands/review-risk";
import { scoreRisk } from "@/lib/domain/risks/commands/score-risk";
import { acceptRisk } from "@/lib/domain/risks/commands/sign-acceptance";
import { updateRisk } from "@/lib/domain/risks/commands/update-risk";
import { riskRegister } from "@/lib/domain/risks/queries/register";
import { getRisk } from "@/lib/domain/risks/queries/risk";
import type { Actor } from "@/lib/platform/access/actor";
import { closeSender } from "@/lib/platform/jobs/queue";
import { addDays, dayIn } from "@/lib/platform/time/day";
import { applied, checked } from "@/tests/support/importing";
import { expectSameRecords, expectSameRows, pastRegisters } from "@/tests/support/same-as-today";
import { createWorld, personWith, tokenOf, type World } from "@/tests/support/world";

// Each way to write a record leaves an entry from which it can be shown again.

let world: World;
let lead: Actor;
let executive: Actor;
let token: string;
const today = () => dayIn("UTC", new Date());

beforeAll(async () => {
  world = await createWorld();
  lead = await personWith("lead", world.root);
  executive = await personWith("executive", world.root);
  token = await tokenOf(lead, world.root);
});
afterAll(closeSender);

async function expectSame(): Promise<void> {
  for (const reader of [
    lead,
    await personWith("lead", world.claims),
    await personWith("auditor", world.clinics),
  ])
    for (const register of pastRegisters) await expectSameRows(register, reader, today());
  await expectSameRecords(lead, today(), 20);
}

describe("as of today is today", () => {
  test("after risks were scored, treated, accepted, made stale, moved, closed and reopened", async () => {
    for (const title of ["One", "Two", "Three"]) {
      const risk = { title, category: "security", unitId: world.claims, treatmentDueOn: "2027-01-31" };
      const { id } = await createRisk.execute(lead, risk);
      const version = async () => (await getRisk.execute(lead, { id })).version;
      const score = async (likelihood: number) => {
        const scoring = { kind: "current", likelihood, impact: 2, reason: "Judged." } as const;
        await scoreRisk.execute(lead, { id, version: await version(), ...scoring });
      };
      await score(3);
      await reviewRisk.execute(lead, { id, outcome: "no-change", notes: "Looked at." });
      const until = addDays(today(), 90);
      await requestAcceptance.execute(lead, { id, version: await version(), reason: "Carried.", until });
      await acceptRisk.execute(executive, { id, version: await version(), reason: "Agreed." });
      if (title === "Two") await score(5);
      if (title === "Three") {
        await updateRisk.execute(lead, { id, version: await version(), unitId: world.clinics });
        await closeRisk.execute(lead, { id, version: await version(), reason: "Gone." });
        await reopenRisk.execute(lead, { id, version: await version(), reason: "Back." });
      }
    }
    await expectSame();
  });

  test("after systems and parts were linked, changed, moved and reviewed", async () => {
    const named = (name: string, unitId = world.claims) => ({ name, unitId });
    const vendor = await parts.vendors.create.execute(lead, named("Vendor", world.root));
    const base = await parts.models.create.execute(lead, named("Base"));
    const dataset = await parts.datasets.create.execute(lead, named("Data", world.clinics));
    const model = await parts.models.create.execute(lead, {
      ...named("Model"),
      vendorId: vendor.id,
      baseModelId: base.id,
      datasetIds: [dataset.id],
    });
    const tool = await parts.tools.create.execute(lead, { ...named("Tool"), vendorId: vendor.id });
    const prompt = await parts.prompts.create.execute(lead, {
      ...named("Prompt"),
      template: "Answer {{question}}",
      modelIds: [model.id],
    });
    const agent = await parts.agents.create.execute(lead, {
      ...named("Agent"),
      modelIds: [model.id],
      toolIds: [tool.id],
      promptIds: [prompt.id],
    });
    await parts.guardrails.create.execute(lead, {
      ...named("Guardrail"),
      protectsModelIds: [model.id],
      protectsAgentIds: [agent.id],
    });
    await parts.models.update.execute(lead, { id: model.id, version: 1, vendorId: null, licence: "MIT" });
    await parts.tools.update.execute(lead, { id: tool.id, version: 1, unitId: world.clinics });
    const nextReviewOn = addDays(today(), 30);
    await parts.agents.review.execute(lead, { id: agent.id, version: 1, nextReviewOn, note: "Fine." });
    const { id } = await createSystem.execute(lead, {
      ...named("System"),
      stage: "idea",
      agentIds: [agent.id],
      modelIds: [base.id],
    });
    await moveSystem.execute(lead, { id, version: 1, toStage: "development", reason: "Begun." });
    await updateSystem.execute(lead, { id, version: 2, unitId: world.clinics, modelIds: [] });
    await reviewSystem.execute(lead, { id, version: 3, nextReviewOn, note: "Fine." });
    await createRisk.execute(lead, {
      title: "Linked",
      category: "security",
      unitId: world.claims,
      systemIds: [id],
    });
    await expectSame();
  });

  test("after a file brought new records and changed them", async () => {
    const file = async (concept: string, text: string) => {
      const found = await checked(lead, token, concept, world.root, text);
      expect(await applied(lead, token, found.id)).toMatchObject({ state: "applied" });
    };
    await file("vendors", "Name,Country\nSupplier,DE\n");
    await file("models", "Name,Licence\nBrought,MIT\n");
    await file("systems", readFileSync("prisma/reference/examples/ai-systems.csv", "utf8"));
    await file("systems", "Name,Stage,Vendors,Purpose\nFrom a file,Idea,Supplier,To test\n");
    await file("systems", "Name,Stage,Models,Purpose\nFrom a file,Development,Brought,To test more\n");
    const heading = "Title,Category,Event,Likelihood,Impact,AI systems,Treatment due\n";
    await file("risks", `${heading}Brought,security,It happens,3,4,From a file,2027-02-01\n`);
    await file("risks", `${heading}Brought,privacy,It happens often,5,4,From a file,2027-03-01\n`);
    expect((await riskRegister.count.execute(lead, { q: "Brought" })).count).toBe(1);
    await expectSame();
  });
});
