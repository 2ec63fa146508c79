import { beforeAll, describe, expect, test } from "vitest";
import { addNode, updateNode } from "@/lib/domain/attack-trees/commands/change-nodes";
import { createTree } from "@/lib/domain/attack-trees/commands/write-tree";
import { getTree } from "@/lib/domain/attack-trees/queries";
import { applyFramework } from "@/lib/domain/frameworks/versions/commands/put-in-force";
import { updateSystem } from "@/lib/domain/inventory/systems/commands";
import { searchRecords } from "@/lib/domain/search/queries";
import { confirmMoves, refuseMoves } from "@/lib/domain/taxonomy/commands";
import { listCiting, listOlderIds } from "@/lib/domain/taxonomy/queries";
import { generateThreats } from "@/lib/domain/threat-models/commands/generate-threats";
import { followAllModels } from "@/lib/domain/threat-models/jobs";
import { createOwnRule } from "@/lib/domain/threat-models/own-rules/commands/own-rule";
import { getOwnRule } from "@/lib/domain/threat-models/own-rules/queries/own-rules";
import { getModel } from "@/lib/domain/threat-models/queries/model";
import { getThreat, getThreatHistory } from "@/lib/domain/threat-models/queries/threats";
import type { Actor } from "@/lib/platform/access/actor";
import { request } from "@/tests/support/door";
import { ragChatbot } from "@/tests/support/rag-chatbot";
import { draw, storedModel, threatsOf } from "@/tests/support/stored-threat-models";
import { asOwner } from "@/tests/support/test-database";
import { createWorld, personWith, theSystem, tokenOf, type World } from "@/tests/support/world";

let world: World;
let lead: Actor;
let owner: Actor;

beforeAll(async () => {
  world = await createWorld();
  lead = await personWith("lead", world.root);
  owner = await personWith("system-owner", world.claims);
});

const llm = (id: string) => ({ framework: "owasp-llm-2025", edition: "2025", id });
const older = async (threatModelId?: string) =>
  (await listOlderIds.execute(lead, threatModelId ? { threatModelId } : {})).rows;
const idsOf = async (id: string, ruleId: string) =>
  (await threatsOf(lead, id))
    .find((one) => one.ruleId === ruleId)
    ?.sources.map((one) => `${one.id} ${one.edition}`);
const again = async (id: string) => {
  const { version } = await getModel.execute(lead, { id });
  return generateThreats.execute(lead, { id, version });
};

describe("ids of the OWASP list of 2025", () => {
  test("are told with what stands in their place in 2026, and how many threats cite each", async () => {
    const id = await storedModel(lead, world.claims, ragChatbot());
    const rows = await older(id);
    expect(new Set(rows.map(({ framework }) => framework))).toEqual(
      new Set(["owasp-llm-2025", "mitre-atlas"]),
    );
    const agency = rows.find((row) => row.id === "LLM06:2025");
    expect(agency).toMatchObject({
      ...{ name: "Excessive Agency", edition: "2025" },
      to: { id: "LLM03:2026", name: "Excessive Agency", edition: "2026", change: "renumbered" },
    });
    const citing = await listCiting.execute(lead, {
      ...{ framework: "owasp-llm-2025", edition: "2025", cited: "LLM06:2025", threatModelId: id },
    });
    const threats = (await threatsOf(lead, id)).filter(({ sources }) =>
      sources.some((one) => one.id === "LLM06:2025"),
    );
    expect([citing.all, agency?.threats, agency?.both]).toEqual(
      Array.from({ length: 3 }, () => threats.length),
    );
    expect(rows.find((row) => row.id === "LLM01:2025")?.to).toMatchObject({
      id: "LLM01:2026",
      change: "same",
    });
    expect(rows.find((row) => row.id === "AML.T0020")?.to).toMatchObject({
      ...{
        change: "renamed",
        name: "Training Data Poisoning",
        basis: expect.stringContaining("not verified"),
      },
    });
  });

  test("are moved all in one step, each once, stay so when threats are generated again, and the threat shows the old id", async () => {
    const id = await storedModel(lead, world.claims, ragChatbot());
    expect(await idsOf(id, "STRAI-AGT-02")).toEqual(
      expect.arrayContaining(["LLM06:2025 2025", "LLM03:2026 2026"]),
    );
    const items = (await older(id)).filter(({ framework }) => framework === "owasp-llm-2025");
    const moved = await confirmMoves.execute(owner, {
      ...{ threatModelId: id, reason: "We report by the edition of 2026." },
      items: items.map(({ framework, edition, id: one }) => ({ framework, edition, id: one })),
    });
    expect(moved).toMatchObject({ rules: 0, trees: 0, left: 0 });
    expect(moved.threats).toBeGreaterThan(10);
    for (const { sources } of await threatsOf(lead, id)) {
      const ids = sources.map((one) => one.id);
      expect(ids.filter((one) => one.endsWith(":2025"))).toEqual([]);
      expect(new Set(ids).size).toBe(ids.length);
    }
    expect(await idsOf(id, "STRAI-AGT-02")).toContain("LLM03:2026 2026");
    expect(await again(id)).toMatchObject({ added: 0, changed: 0 });
    expect((await older(id)).filter(({ framework }) => framework === "owasp-llm-2025")).toEqual([]);
    const threat = (await threatsOf(lead, id)).find(({ ruleId }) => ruleId === "STRAI-AGT-02");
    const { moves } = await getThreat.execute(lead, { id: threat?.id ?? "" });
    expect(moves).toContainEqual(
      expect.objectContaining({
        ...{ fromId: "LLM06:2025", fromName: "Excessive Agency", fromEdition: "2025", toId: "LLM03:2026" },
        ...{ confirmed: true, reason: "We report by the edition of 2026.", by: owner.name },
      }),
    );
    const { entries } = await getThreatHistory.execute(lead, { id: threat?.id ?? "" });
    expect(entries[0]?.action).toBe("confirmed");
    await draw(lead, id, ragChatbot({ agent: { can_send_external: null } }));
    const drifted = (await threatsOf(lead, id)).find(({ ruleId }) => ruleId === "STRAI-AGT-02");
    expect([drifted?.state, drifted?.sources.filter(({ edition }) => edition === "2025")]).toEqual([
      ...["needs-answer", []],
    ]);
  });

  test("that somebody goes on citing are not proposed again, and nothing is changed", async () => {
    const id = await storedModel(lead, world.claims, ragChatbot());
    const before = await threatsOf(lead, id);
    const asked = { threatModelId: id, items: [llm("LLM06:2025")], reason: "Our auditors read 2025." };
    await refuseMoves.execute(lead, asked);
    expect(await threatsOf(lead, id)).toEqual(before);
    expect((await older(id)).map((row) => row.id)).not.toContain("LLM06:2025");
    await expect(confirmMoves.execute(lead, asked)).rejects.toMatchObject({ status: 409 });
    await expect(refuseMoves.execute(lead, { ...asked, items: [] })).rejects.toThrow("Choose at least one");
  });

  test("are moved where one may, and what was said goes along to another unit with the system", async () => {
    const [mine, theirs] = [
      await storedModel(lead, world.claims, ragChatbot()),
      await storedModel(lead, world.clinics, ragChatbot()),
    ];
    const auditor = await personWith("auditor", world.claims);
    const asked = { items: [llm("LLM10:2025")], reason: "By 2026." };
    await expect(confirmMoves.execute(auditor, asked)).rejects.toMatchObject({ status: 403 });
    await expect(confirmMoves.execute(owner, { ...asked, threatModelId: theirs })).rejects.toMatchObject({
      status: 409,
    });
    await confirmMoves.execute(owner, asked);
    const cites = async (id: string) =>
      (await threatsOf(lead, id)).some(({ sources }) => sources.some((one) => one.id === "LLM10:2025"));
    expect([await cites(mine), await cites(theirs)]).toEqual([false, true]);
    const { system } = (await getModel.execute(lead, { id: mine })) as unknown as { system: { id: string } };
    await updateSystem.execute(lead, { id: system.id, version: 1, unitId: world.clinics });
    const { rows } = await asOwner((client) =>
      client.query(
        `select distinct m."unitId" from taxonomy_moves m join threats t on t.id = m."threatId" where t."threatModelId" = $1`,
        [mine],
      ),
    );
    expect(rows).toEqual([{ unitId: world.clinics }]);
  });

  test("in a rule of one's own move with it, and the threats that it found say that their taxonomy changed", async () => {
    const id = await storedModel(lead, world.insurance, ragChatbot());
    const rule = await createOwnRule.execute(lead, {
      ...{
        title: "Too free",
        description: null,
        types: ["agent_orchestrator"],
        condition: "always",
        tier: "1",
      },
      ...{ category: "Elevation of privilege", family: "other_security", likelihood: 3, impact: 3 },
      ...{ mitigations: [], sources: "LLM06:2025" },
    });
    await followAllModels.execute(theSystem(), {});
    const insider = await personWith("system-owner", world.insurance);
    const asked = { items: [llm("LLM06:2025")], reason: "By 2026." };
    await confirmMoves.execute(insider, asked);
    expect(await getOwnRule.execute(lead, { id: rule.id })).toMatchObject({
      sources: "LLM06:2025",
      version: 1,
    });
    expect(await confirmMoves.execute(lead, asked)).toMatchObject({ rules: 1 });
    expect(await getOwnRule.execute(lead, { id: rule.id })).toMatchObject({
      sources: "LLM03:2026",
      version: 2,
    });
    await followAllModels.execute(theSystem(), {});
    const found = (await threatsOf(lead, id)).find(({ ruleId }) => ruleId === rule.key);
    expect(found).toMatchObject({ state: "open", drift: "taxonomy-changed" });
    expect(found?.sources.map((one) => one.id)).toEqual(["LLM03:2026"]);
  });
});

test("a rule of one's own is found by its words and its id below the top as well", async () => {
  const rule = await createOwnRule.execute(lead, {
    ...{
      title: "Purchases overnight",
      description: null,
      types: ["agent_orchestrator"],
      condition: "always",
    },
    ...{ category: "Elevation of privilege", family: "other_security", tier: "1", likelihood: 3, impact: 3 },
    ...{ mitigations: [], sources: null },
  });
  for (const q of [rule.key, "purchases overnight"])
    expect((await searchRecords.execute(owner, { q })).results).toContainEqual(
      expect.objectContaining({ kind: "own-threat-rules", href: `/threat-rules/${rule.key}` }),
    );
  const model = await storedModel(lead, world.claims, ragChatbot());
  const { ref } = (await getModel.execute(lead, { id: model })) as unknown as { ref: string };
  expect((await searchRecords.execute(owner, { q: ref })).results.map(({ id }) => id)).toEqual([model]);
});

describe("a newer release of MITRE ATLAS that was imported", () => {
  const release = [
    "Reference,Title,Notes",
    "AML.T0053,AI Agent Tool Invocation,",
    "AML.T0051.001,Injection through content,",
    "AML.T0900,Poisoned pages,Replaces AML.T0070.",
  ].join("\n");

  test("is proposed for every technique: unchanged, renamed, replaced by another or retired; one names another id", async () => {
    const token = await tokenOf(lead, world.root);
    const said = new URLSearchParams({
      ...{
        name: "atlas.csv",
        key: "mitre-atlas-own",
        title: "MITRE ATLAS",
        edition: "2030.01",
        publisher: "MITRE",
      },
    });
    const { body } = await request("POST", `/framework-versions?${said}`, { token, raw: release });
    const model = await storedModel(lead, world.claims, ragChatbot());
    const tree = await createTree.execute(lead, { threatModelId: model, title: "Data leaves" });
    let { version } = tree;
    const step = async (technique: string | null) => {
      const added = await addNode.execute(lead, {
        ...{
          id: tree.id,
          version,
          parentId: "goal",
          name: `By ${technique}`,
          gate: "or",
          cost: null,
          skill: null,
        },
        ...{ detectability: null, technique, threatIds: [], controlIds: [], zoneId: null, test: null },
      });
      version = added.version;
    };
    for (const technique of ["AML.T0070", "AML.T0053", "AML.T0104"]) await step(technique);
    await applyFramework.execute(lead, {
      ...{ id: String(body["id"]), version: Number(body["version"]), reason: "The newest." },
    });
    const rows = (await older(model)).filter(({ framework }) => framework === "mitre-atlas");
    const to = (id: string) => rows.find((row) => row.id === id)?.to;
    expect(to("AML.T0053")).toMatchObject({
      id: "AML.T0053",
      edition: "2030.01",
      name: "AI Agent Tool Invocation",
    });
    expect(to("AML.T0051.001")).toMatchObject({ change: "renamed", name: "Injection through content" });
    expect(to("AML.T0070")).toMatchObject({ change: "renumbered", id: "AML.T0900" });
    expect(to("AML.T0104")).toMatchObject({ change: "retired", id: null, name: null });
    const items = ["AML.T0070", "AML.T0053", "AML.T0051.001"].map((id) => ({
      ...{ framework: "mitre-atlas", edition: "5.6.0", id },
    }));
    const moved = await confirmMoves.execute(lead, { threatModelId: model, items, reason: "The newest." });
    expect(moved).toMatchObject({ trees: 1 });
    const named = {
      threatModelId: model,
      items: [{ ...llm("AML.T0104"), framework: "mitre-atlas", edition: "5.6.0" }],
    };
    await expect(
      confirmMoves.execute(lead, { ...named, toId: "AML.T9999", reason: "It is that." }),
    ).rejects.toThrow('has no "AML.T9999"');
    await confirmMoves.execute(lead, { ...named, toId: "AML.T0900", reason: "It is that." });
    const read = await getTree.execute(lead, { id: tree.id });
    expect(read.nodes.map(({ technique }) => technique)).toEqual([
      null,
      "AML.T0900",
      "AML.T0053",
      "AML.T0900",
    ]);
    const node = read.nodes.at(-1)?.id ?? "";
    await updateNode.execute(lead, { id: tree.id, version: read.version, node, technique: "AML.T0900" });
    const left = (await older(model)).map((row) => row.id);
    for (const { id } of items) expect(left).not.toContain(id);
    const threat = (await threatsOf(lead, model)).find(({ sources }) =>
      sources.some((one) => one.id === "AML.T0051.001"),
    );
    expect(threat?.sources.find((one) => one.id === "AML.T0051.001")).toMatchObject({
      ...{ edition: "2030.01", name: "Injection through content" },
    });
    expect(await again(model)).toMatchObject({ added: 0, changed: 0 });
    const retired = (await older(model)).find((row) => row.to.change === "retired" && row.threats > 0);
    const { framework, edition, id: gone } = retired ?? { framework: "", edition: "", id: "" };
    const asked = { threatModelId: model, items: [{ framework, edition, id: gone }], reason: "Retired." };
    const citing = (await threatsOf(lead, model)).find(({ sources }) =>
      sources.some((one) => one.id === gone),
    );
    await confirmMoves.execute(lead, asked);
    const after = await getThreat.execute(lead, { id: citing?.id ?? "" });
    expect(after.sources.map((one) => one.id)).not.toContain(gone);
    expect(after.moves[0]).toMatchObject({ fromId: gone, toId: null, toEdition: "2030.01", confirmed: true });
  });
});
