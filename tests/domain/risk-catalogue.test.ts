import { beforeAll, describe, expect, test } from "vitest";
import { shippedFrameworks } from "@/lib/domain/frameworks/queries/shipped";
import { createSystem } from "@/lib/domain/inventory/systems/commands";
import { adoptEntries, previewAdoption } from "@/lib/domain/risk-catalogue/commands";
import { getCatalogueEntry, listCatalogue, suggestSystems } from "@/lib/domain/risk-catalogue/queries";
import { readCatalogue } from "@/lib/domain/risk-catalogue/read-catalogue";
import { fitOf } from "@/lib/domain/risk-catalogue/rules";
import { catalogueEdition, harms } from "@/lib/domain/risk-catalogue/schema";
import { closeRisk } from "@/lib/domain/risks/commands/review-risk";
import { initialRiskMethod } from "@/lib/domain/risks/method";
import { riskRegister } from "@/lib/domain/risks/queries/register";
import { getRisk, riskHistory } from "@/lib/domain/risks/queries/risk";
import { threatFamilies } from "@/lib/domain/risks/schema";
import type { Actor } from "@/lib/platform/access/actor";
import { Forbidden, Invalid, NotFound } from "@/lib/platform/errors/public-error";
import { createWorld, personWith, type World } from "@/tests/support/world";

const { entries, sources, controls } = readCatalogue();
let world: World;
let lead: Actor;
let owner: Actor;
let made = 0;

beforeAll(async () => {
  world = await createWorld();
  lead = await personWith("lead", world.root);
  owner = await personWith("risk-owner", world.claims);
});

async function system(unitId: string, kind: "agent" | "classic-ml" | null = "agent") {
  const name = `Catalogue system ${++made}`;
  const { id } = await createSystem.execute(lead, { name, unitId, kind, autonomy: "acts-alone" });
  return { id, name };
}

describe("the catalogue", () => {
  test("has at least 60 risks, each with a key and a title of its own", () => {
    expect(entries.length).toBeGreaterThanOrEqual(60);
    expect(new Set(entries.map(({ key }) => key)).size).toBe(entries.length);
    expect(new Set(entries.map(({ title }) => title)).size).toBe(entries.length);
  });

  test("covers each of the six threat families and of the four harms", () => {
    for (const { value } of threatFamilies)
      expect(entries.filter(({ threatFamily }) => threatFamily === value).length).toBeGreaterThanOrEqual(5);
    for (const { value } of harms)
      expect(entries.filter((entry) => entry.harms.includes(value)).length).toBeGreaterThanOrEqual(5);
  });

  test("cites only identifiers that the lists of sources and controls have", () => {
    const unknown = entries.flatMap((entry) => [
      ...entry.sources.filter((id) => !sources.has(id)),
      ...entry.controls.filter((id) => !controls.has(id)),
    ]);
    expect(unknown).toEqual([]);
    // A ref alone must say of which framework it is.
    const lists = shippedFrameworks().filter(({ name }) =>
      [...sources.values()].some(({ list }) => list === name),
    );
    const refs = new Set(lists.flatMap(({ requirements }) => requirements.map(({ ref }) => ref)));
    const counted = lists.reduce((sum, { requirements }) => sum + requirements.length, 0);
    expect([counted, sources.size]).toEqual([refs.size, refs.size]);
  });

  test("uses categories that the risk method comes with", () => {
    const known = initialRiskMethod.categories.map(({ key }) => key);
    expect(entries.filter(({ category }) => !known.includes(category)).map(({ key }) => key)).toEqual([]);
  });

  test("is searched by words and identifiers, and narrowed down by family, harm and kind", async () => {
    const found = async (input: object) => (await listCatalogue.execute(owner, input)).entries;
    expect((await found({})).length).toBe(entries.length);
    expect((await found({ q: "LLM10:2025" })).every((entry) => entry.sources.includes("LLM10:2025"))).toBe(
      true,
    );
    expect((await found({ family: "fairness" })).every(({ family }) => family === "fairness")).toBe(true);
    expect((await found({ harm: "over-reliance" })).every((e) => e.harms.includes("over-reliance"))).toBe(
      true,
    );
    const coding = (await found({ kind: "coding-assistant" })).map(({ key }) => key);
    expect(coding).toContain("hallucinated-packages");
    expect(coding).not.toContain("proxy-discrimination");
  });
});

describe("what fits a system", () => {
  const applies = { kinds: ["agent" as const], exposures: [], autonomies: ["acts-alone" as const] };

  test("follows from its kind, exposure and autonomy; what is not known rules nothing out", () => {
    const facts = { kind: "agent", exposure: null, autonomy: "acts-alone" };
    expect(fitOf({ applies }, facts)).toEqual({
      fit: "applies",
      because: ["Kind: Agent", "Autonomy: Acts alone"],
    });
    expect(fitOf({ applies }, { ...facts, autonomy: null }).fit).toBe("may-apply");
    expect(fitOf({ applies }, { ...facts, kind: "classic-ml", autonomy: null }).fit).toBe("does-not-apply");
  });

  test("is listed for a system the reader sees, and not for one of another unit", async () => {
    const { id } = await system(world.claims);
    const { entries: fitting } = await listCatalogue.execute(owner, { system: id });
    expect(fitting.map(({ key }) => key)).toContain("excessive-agency");
    expect(fitting.map(({ key }) => key)).not.toContain("proxy-discrimination");
    const foreign = await system(world.root);
    await expect(listCatalogue.execute(owner, { system: foreign.id })).rejects.toBeInstanceOf(NotFound);
    const { systems } = await suggestSystems.execute(owner, { entries: "excessive-agency" });
    expect(systems.find((one) => one.id === id)?.fits).toHaveLength(1);
    expect(systems.map((one) => one.id)).not.toContain(foreign.id);
  });
});

describe("adopting", () => {
  const chosen = ["excessive-agency", "destructive-action"];

  test("adds one risk for each system, which remembers its entry and says so in the register", async () => {
    const [one, two] = [await system(world.claims), await system(world.claims)];
    const input = { entries: chosen, systemIds: [one.id, two.id], mode: "each" as const };
    const before = await riskRegister.count.execute(owner, {});
    expect((await previewAdoption.execute(owner, input)).rows.map(({ state }) => state)).toEqual(
      Array(4).fill("would-add"),
    );
    expect(await riskRegister.count.execute(owner, {})).toEqual(before);
    const { rows, added } = await adoptEntries.execute(owner, input);
    expect(added).toBe(4);
    const id = rows[0]?.risk?.id ?? "";
    expect(await getRisk.execute(owner, { id })).toMatchObject({
      title: `Agent does more than its task needs: ${one.name}`,
      catalogueKey: "excessive-agency",
      catalogueEdition,
      systems: [{ id: one.id }],
      status: "open",
      currentScore: 0,
    });
    expect((await riskHistory.execute(owner, { id })).entries).toHaveLength(1);
    const { risks } = await getCatalogueEntry.execute(owner, { key: "excessive-agency" });
    expect(risks.map((risk) => risk.id)).toContain(id);
    const listed = await riskRegister.list.execute(owner, { catalogue: "excessive-agency" });
    expect(listed.rows.map((row) => row["id"])).toContain(id);
  });

  test("leaves out what a system has already and names it; a closed risk does not stand in the way", async () => {
    const { id: systemId } = await system(world.claims);
    const input = { entries: chosen, systemIds: [systemId], mode: "each" as const };
    const first = (await adoptEntries.execute(owner, { ...input, entries: ["excessive-agency"] })).rows[0];
    const again = await adoptEntries.execute(owner, input);
    expect(again.rows).toMatchObject([
      { state: "left-out", reason: `Adopted already as ${first?.risk?.ref}.` },
      { state: "added" },
    ]);
    await closeRisk.execute(owner, { id: first?.risk?.id ?? "", version: 1, reason: "Switched off." });
    const { rows } = await previewAdoption.execute(owner, input);
    expect(rows[0]?.reason).toMatch(/has the same title/);
    expect(rows[1]).toMatchObject({ state: "left-out" });
  });

  test("as one risk for several systems puts it into the unit that was chosen", async () => {
    const [one, two] = [await system(world.claims), await system(world.claims)];
    const input = { entries: ["cost-harvesting"], systemIds: [one.id, two.id], mode: "shared" as const };
    await expect(adoptEntries.execute(owner, input)).rejects.toMatchObject({
      problems: [{ path: "unitId" }],
    });
    await expect(adoptEntries.execute(owner, { ...input, unitId: world.root })).rejects.toBeInstanceOf(
      Invalid,
    );
    const { rows } = await adoptEntries.execute(owner, { ...input, unitId: world.claims });
    const risk = await getRisk.execute(owner, { id: rows[0]?.risk?.id ?? "" });
    expect(risk).toMatchObject({ title: "Usage runs up the bill", unit: { id: world.claims } });
    expect(risk.systems).toHaveLength(2);
  });

  test("is refused for an unknown entry, a system out of reach, too many, and whoever may not add risks", async () => {
    const { id } = await system(world.claims);
    const foreign = await system(world.root);
    const adopt = (change: object, actor = owner) =>
      adoptEntries.execute(actor, { entries: chosen, systemIds: [id], mode: "each", ...change });
    await expect(adopt({ entries: ["no-such-entry"] })).rejects.toMatchObject({
      problems: [{ path: "entries" }],
    });
    await expect(adopt({ systemIds: [foreign.id] })).rejects.toMatchObject({
      problems: [{ path: "systemIds" }],
    });
    await expect(adopt({ systemIds: [] })).rejects.toBeInstanceOf(Invalid);
    await expect(adopt({}, await personWith("auditor", world.claims))).rejects.toBeInstanceOf(Forbidden);
    expect((await listCatalogue.execute(owner, { system: id })).entries.length).toBeGreaterThan(0);
  });
});
