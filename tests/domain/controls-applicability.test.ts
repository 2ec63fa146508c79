import { beforeAll, describe, expect, test } from "vitest";
import { fitOf, type SystemFacts } from "@/lib/domain/controls/applicability/rules";
import { adoptControls } from "@/lib/domain/controls/commands/adopt-controls";
import {
  previewControls,
  proposedControls,
  proposedForUnit,
} from "@/lib/domain/controls/queries/applicability";
import { getControl } from "@/lib/domain/controls/queries/control";
import { parts } from "@/lib/domain/inventory/kinds";
import { createSystem, updateSystem } from "@/lib/domain/inventory/systems/commands";
import type { Actor } from "@/lib/platform/access/actor";
import { createWorld, personWith, type World } from "@/tests/support/world";

let world: World;
let lead: Actor;

beforeAll(async () => {
  world = await createWorld();
  lead = await personWith("lead", world.insurance);
});

const facts: SystemFacts = {
  stage: "production",
  kind: "chatbot",
  exposure: "public",
  autonomy: null,
  dataClasses: [],
  euRoles: ["deployer"],
  personalData: false,
  generatesContent: true,
  learnsInUse: null,
  euClass: null,
  acts: false,
  retrieves: false,
};

describe("whether a control applies", () => {
  test("needs every fact it names, by any of its values, and says which", () => {
    const applies = { stages: ["production"], exposures: ["customers", "public"] } as never;
    expect(fitOf({ applies }, facts)).toEqual({
      fit: "applies",
      because: ["Stage: Production", "Exposure: Public"],
    });
    expect(fitOf({ applies }, { ...facts, exposure: "internal" })).toEqual({
      fit: "does-not-apply",
      because: ["Exposure: Internal"],
    });
  });

  test("is open while a fact is not known: what nobody knows rules nothing out", () => {
    const applies = { stages: ["production"], autonomies: ["acts-alone"], dataClasses: ["secrets"] } as never;
    expect(fitOf({ applies }, facts)).toEqual({
      fit: "may-apply",
      because: ["Stage: Production", "Autonomy: not known", "Data classes: not known"],
    });
  });

  test("sees an agent in whatever names an agent or a tool, and retrieval in whatever draws from data", () => {
    const agents = { kinds: ["agent"] } as never;
    expect(fitOf({ applies: agents }, facts).fit).toBe("does-not-apply");
    expect(fitOf({ applies: agents }, { ...facts, acts: true }).because).toEqual([
      "Kind: Agent (uses an agent or a tool)",
    ]);
    const retrieval = { kinds: ["rag-assistant"] } as never;
    expect(fitOf({ applies: retrieval }, { ...facts, retrieves: true }).fit).toBe("applies");
  });

  test("follows from the class under the EU AI Act where nothing else calls for it, and may apply while none is signed", () => {
    const control = {
      ...{ applies: { euRoles: ["deployer"] }, outcomes: ["fria_required"], onlyByOutcome: true },
    } as never;
    const role = "EU AI Act role: Deployer";
    expect(fitOf(control, facts)).toEqual({
      fit: "may-apply",
      because: [role, "EU AI Act class: not signed"],
    });
    expect(fitOf(control, { ...facts, euClass: ["high", "fria_required"] })).toEqual({
      fit: "applies",
      because: [role, "EU AI Act class: Fundamental rights impact assessment required"],
    });
    expect(fitOf(control, { ...facts, euClass: ["minimal"] })).toEqual({
      fit: "does-not-apply",
      because: ["EU AI Act class: Minimal risk"],
    });
  });
});

describe("the controls of a system", () => {
  test("are proposed with their rule, adopted once, and keep why", async () => {
    const { id: systemId } = await createSystem.execute(lead, {
      ...{ name: "Bot", unitId: world.claims, kind: "chatbot", exposure: "public", stage: "production" },
    });
    const before = await proposedControls.execute(lead, { systemId });
    const wanted = before.proposed.find(({ key }) => key === "prompt-filters");
    expect(wanted).toMatchObject({ fit: "applies", unitWide: null });
    const keys = ["prompt-filters", "encryption-at-rest"];
    const { controls } = await adoptControls.execute(lead, { systemId, keys });
    const again = await adoptControls.execute(lead, {
      systemId,
      keys: [...keys, "rate-limits-quotas-and-budgets"],
    });
    expect(again).toMatchObject({ adopted: 1, leftOut: 2 });
    const control = await getControl.execute(lead, { id: controls[0]?.id ?? "" });
    expect(control).toMatchObject({ status: "planned", libraryEdition: "2026.1" });
    expect(control.proposedBecause).toContain("Kind: Chatbot");
    const after = await proposedControls.execute(lead, { systemId });
    expect(after.controls).toHaveLength(3);
    expect(after.proposed).toHaveLength(before.proposed.length - 3);
  });

  test("that a unit carries out for all are said to be there already", async () => {
    const { id: systemId } = await createSystem.execute(lead, {
      ...{ name: "Covered", unitId: world.claims, stage: "production" },
    });
    const keys = ["encryption-in-transit"];
    const { controls } = await adoptControls.execute(lead, { unitId: world.insurance, keys });
    const { proposed } = await proposedControls.execute(lead, { systemId });
    expect(proposed.find(({ key }) => key === keys[0])?.unitWide).toBe(controls[0]?.ref);
  });

  test("that hold once for a unit are proposed for units, and what is above counts below", async () => {
    await adoptControls.execute(lead, { unitId: world.insurance, keys: ["ai-policy"] });
    const { proposed, controls } = await proposedForUnit.execute(lead, { unitId: world.claims });
    expect(controls.map(({ libraryKey }) => libraryKey)).toContain("ai-policy");
    expect(proposed.map(({ key }) => key)).not.toContain("ai-policy");
    expect(proposed.map(({ key }) => key)).toContain("key-management");
  });

  test("that a change would bring or take away are shown before it happens, and nothing changes by itself", async () => {
    const tool = await parts.tools.create.execute(lead, { name: "Mail tool", unitId: world.claims });
    const system = await createSystem.execute(lead, {
      ...{ name: "Letters", unitId: world.claims, kind: "content-generation", stage: "production" },
      exposure: "public",
    });
    const { id: systemId, version } = system;
    await adoptControls.execute(lead, {
      systemId,
      keys: ["rate-limits-quotas-and-budgets", "prompt-filters"],
    });
    const held = (await proposedControls.execute(lead, { systemId })).controls.length;
    const brought = await previewControls.execute(lead, { systemId, toolIds: [tool.id], agentIds: [] });
    const added = brought.added.find(({ key }) => key === "tool-and-mcp-allow-list");
    expect(added?.because).toContain("uses an agent or a tool");
    const taken = await previewControls.execute(lead, { systemId, kind: "classic-ml" });
    expect(taken.dropped.find(({ key }) => key === "prompt-filters")?.controlId).toEqual(expect.any(String));
    await updateSystem.execute(lead, { id: systemId, version, kind: "classic-ml" });
    const after = await proposedControls.execute(lead, { systemId });
    expect(after.controls).toHaveLength(held);
    expect(after.controls.find(({ libraryKey }) => libraryKey === "prompt-filters")?.noLonger).toBe(
      "Kind: Classic ML",
    );
  });

  test("are adopted by nobody who may only read, and the library knows no others", async () => {
    const reader = await personWith("reader", world.claims);
    const keys = ["ai-policy"];
    await expect(adoptControls.execute(reader, { unitId: world.claims, keys })).rejects.toMatchObject({
      status: 403,
    });
    await expect(adoptControls.execute(lead, { unitId: world.clinics, keys })).rejects.toThrow(
      "no such business unit",
    );
    await expect(
      adoptControls.execute(lead, { unitId: world.claims, keys: ["no-such-control"] }),
    ).rejects.toThrow("The library has no control no-such-control");
  });
});
