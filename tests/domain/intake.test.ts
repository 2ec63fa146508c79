import { beforeAll, describe, expect, test } from "vitest";
import { approveProposal, declineProposal } from "@/lib/domain/intake/commands/decide";
import { propose, updateProposal, withdrawProposal } from "@/lib/domain/intake/commands/propose";
import { reopenProposal, returnProposal, triageProposal } from "@/lib/domain/intake/commands/triage";
import { getProposal, proposalHistory, proposalRegister } from "@/lib/domain/intake/queries";
import { verdictOf } from "@/lib/domain/intake/rules";
import { getSystem } from "@/lib/domain/inventory/systems/queries";
import { listNotifications } from "@/lib/domain/tasks/queries";
import type { Actor } from "@/lib/platform/access/actor";
import { Conflict, Forbidden, Invalid, NotFound } from "@/lib/platform/errors/public-error";
import { onDay } from "@/tests/support/on-day";
import { createWorld, personWith, type World } from "@/tests/support/world";

let world: World;
let proposer: Actor;
let lead: Actor;
let executive: Actor;
let number = 0;

beforeAll(async () => {
  world = await createWorld();
  proposer = await personWith("risk-owner", world.claims);
  lead = await personWith("lead", world.insurance);
  executive = await personWith("executive", world.insurance);
});

const yes = { machineBased: true, infers: true, outputs: true, independent: true };
const proposed = (more: object = {}, by = proposer) => {
  number += 1;
  return propose.execute(by, {
    ...yes,
    name: `Letter drafting ${number}`,
    purpose: "Drafts replies that a clerk sends.",
    unitId: world.claims,
    ...more,
  });
};
const triaged = async (more: object = {}) => {
  const { id, version } = await proposed(more);
  return triageProposal.execute(lead, {
    id,
    version,
    ownerId: proposer.personId ?? "",
    criticality: "medium",
    stage: "idea",
  });
};
const titlesOf = async (actor: Actor) =>
  (await listNotifications.execute(actor, {})).rows.map(({ title }) => title);

describe("is it AI at all, by the elements of Article 3(1)", () => {
  test.each([
    ["every element is there", {}, "ai"],
    ["it runs on no machine", { machineBased: false }, "not-ai"],
    ["people wrote its rules in full", { infers: false }, "not-ai"],
    ["it influences nothing", { outputs: false }, "not-ai"],
    ["people do every step", { independent: false }, "not-ai"],
    ["one element is not known", { infers: null }, "unclear"],
    ["one is missing and another not known", { infers: null, outputs: false }, "not-ai"],
  ])("%s", (_name, more, verdict) => {
    expect(verdictOf({ ...yes, ...more }).verdict).toBe(verdict);
  });

  test("what is no AI is kept with its reasons, tells nobody, and can be taken up again", async () => {
    const kept = await proposed({ infers: false });
    expect(kept.state).toBe("not-ai");
    const found = await getProposal.execute(lead, { id: kept.id });
    expect(found.why).toEqual(["It follows rules that people wrote in full and infers nothing."]);
    expect(await titlesOf(lead)).not.toContain(`A proposal waits for triage: ${kept.ref} ${kept.name}`);
    const again = await reopenProposal.execute(lead, {
      id: kept.id,
      version: 1,
      reason: "It uses a model after all.",
    });
    expect(again.state).toBe("submitted");
  });

  test("what is unclear goes to triage", async () => {
    expect((await proposed({ infers: null })).state).toBe("submitted");
  });
});

describe("from a proposal to an AI system", () => {
  test("triage names owners, another person approves, and the system is there with what was answered", async () => {
    const { id, ref, name } = await proposed({
      adapts: true,
      dataClasses: ["personal"],
      supplier: "Altamira AI",
      notes: "Pilot in two teams.",
    });
    expect(await titlesOf(lead)).toContain(`A proposal waits for triage: ${ref} ${name}`);
    const handed = await triageProposal.execute(lead, {
      id,
      version: 1,
      ownerId: proposer.personId ?? "",
      criticality: "high",
      stage: "development",
      triageNote: "No duplicate.",
    });
    expect(await titlesOf(executive)).toContain(`Your approval is asked for: ${ref} ${name}`);
    const done = await approveProposal.execute(executive, {
      id,
      version: handed.version,
      reason: "Worth it.",
    });
    const system = await getSystem.execute(lead, { id: String(done["systemId"]) });
    expect(system).toMatchObject({
      name,
      purpose: "Drafts replies that a clerk sends.",
      stage: "development",
      criticality: "high",
      learnsInUse: true,
      dataClasses: ["personal"],
      personalData: null,
      kind: null,
      owner: { id: proposer.personId },
    });
    expect(system.description).toContain("Altamira AI");
    expect(await titlesOf(proposer)).toContain(`${ref} ${name} is approved`);
    const found = await getProposal.execute(proposer, { id });
    expect(found).toMatchObject({
      state: "approved",
      system: { name },
      decidedDigest: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    const { entries } = await proposalHistory.execute(proposer, { id });
    expect(entries.map(({ action }) => action)).toHaveLength(3);
  });

  test("nobody approves their own, and nothing is approved before it has an owner", async () => {
    const own = await proposed({}, lead);
    const handed = await triageProposal.execute(lead, {
      id: own.id,
      version: 1,
      ownerId: proposer.personId ?? "",
      criticality: "low",
      stage: "idea",
    });
    const input = { id: own.id, version: handed.version, reason: "Mine." };
    await expect(approveProposal.execute(lead, input)).rejects.toBeInstanceOf(Forbidden);
    const early = await proposed();
    await expect(
      approveProposal.execute(executive, { id: early.id, version: 1, reason: "Soon." }),
    ).rejects.toBeInstanceOf(Conflict);
  });

  test("a name that a system of the unit has is refused in words that say what to do, and nothing is written", async () => {
    const first = await triaged({ name: "Same name" });
    await approveProposal.execute(executive, { id: first.id, version: first.version, reason: "Yes." });
    const second = await triaged({ name: "Same name" });
    const input = { id: second.id, version: second.version, reason: "Yes." };
    await expect(approveProposal.execute(executive, input)).rejects.toBeInstanceOf(Invalid);
    const found = await getProposal.execute(lead, { id: second.id });
    expect([found.state, found.similar.map(({ name }) => name)]).toEqual(["triaged", ["Same name"]]);
  });

  test("sent back with a question it waits for the proposer, and goes to triage again when it is answered", async () => {
    const { id } = await proposed();
    await returnProposal.execute(lead, { id, version: 1, question: "Which letters?" });
    const answered = await updateProposal.execute(proposer, { id, version: 2, notes: "Only refusals." });
    expect([answered.state, answered.version]).toEqual(["submitted", 3]);
  });

  test("declined or withdrawn it stays findable with the reason", async () => {
    const one = await triaged();
    await declineProposal.execute(executive, { id: one.id, version: one.version, reason: "Too early." });
    const other = await proposed();
    await withdrawProposal.execute(proposer, { id: other.id, version: 1, reason: "Not needed." });
    const { rows } = await proposalRegister.list.execute(lead, { state: "declined,withdrawn" });
    expect(rows.map(({ id }) => id).sort()).toEqual([one.id, other.id].sort());
    await expect(
      updateProposal.execute(proposer, { id: other.id, version: 2, notes: "Late." }),
    ).rejects.toBeInstanceOf(Conflict);
  });
});

describe("who may", () => {
  test("others of the unit read it, strangers do not find it, and readers propose nothing", async () => {
    const { id } = await proposed();
    const reader = await personWith("reader", world.claims);
    expect((await getProposal.execute(reader, { id })).can).toEqual({
      edit: false,
      withdraw: false,
      triage: false,
      return: false,
      approve: false,
      decline: false,
      reopen: false,
    });
    await expect(updateProposal.execute(executive, { id, version: 1, notes: "x" })).rejects.toBeInstanceOf(
      Forbidden,
    );
    const stranger = await personWith("lead", world.clinics);
    await expect(getProposal.execute(stranger, { id })).rejects.toBeInstanceOf(NotFound);
    await expect(proposed({}, reader)).rejects.toBeInstanceOf(Forbidden);
    await expect(proposed({ unitId: world.clinics })).rejects.toBeInstanceOf(Invalid);
  });
});

test("a proposal looks back to a day: as it was, without what came later, and nothing can be done there", async () => {
  const { id } = await onDay("2026-02-10", () => proposed({ purpose: "Drafts replies." }));
  await onDay("2026-03-10", () =>
    updateProposal.execute(proposer, { id, version: 1, purpose: "Sends replies." }),
  );
  await expect(getProposal.execute(proposer, { id, asOf: "2026-02-09" })).rejects.toBeInstanceOf(NotFound);
  const then = await getProposal.execute(proposer, { id, asOf: "2026-02-28" });
  expect(then).toMatchObject({ purpose: "Drafts replies.", state: "submitted", can: { edit: false } });
  expect((await getProposal.execute(proposer, { id })).purpose).toBe("Sends replies.");
  const { all } = await proposalRegister.count.execute(proposer, { asOf: "2026-02-28" });
  expect(all).toBe(1);
});
