import { createHash } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { place, smooth } from "@/components/diagram/place";
import { parts } from "@/lib/domain/inventory/kinds";
import { variablesOf } from "@/lib/domain/inventory/prompts/rules";
import type { Actor } from "@/lib/platform/access/actor";
import { Invalid } from "@/lib/platform/errors/public-error";
import { request } from "@/tests/support/door";
import { applied, checked } from "@/tests/support/importing";
import { createWorld, personWith, tokenOf, type World } from "@/tests/support/world";

const { agents, datasets, prompts, tools } = parts;

let world: World;
let lead: Actor;
let token: string;

beforeAll(async () => {
  world = await createWorld();
  lead = await personWith("lead", world.root);
  token = await tokenOf(lead, world.root);
});

describe("a prompt", () => {
  test("is hashed as UTF-8 and its variables are found, again with each new template", async () => {
    const template = "Antworte auf {{ language }} über {topic}.\n{{language}}";
    const { id, version } = await prompts.create.execute(lead, {
      name: "Hashed",
      unitId: world.root,
      template,
    });
    const sha = (words: string) => createHash("sha256").update(words, "utf8").digest("hex");
    expect(await prompts.get.execute(lead, { id })).toMatchObject({
      templateHash: sha(template),
      variables: "language, topic",
    });
    await prompts.update.execute(lead, { id, version, template: "Plain" });
    expect(await prompts.get.execute(lead, { id })).toMatchObject({
      templateHash: sha("Plain"),
      variables: null,
    });
    await prompts.update.execute(lead, { id, version: version + 1, description: "The hash stays" });
    expect(await prompts.get.execute(lead, { id })).toMatchObject({ templateHash: sha("Plain") });
    await prompts.update.execute(lead, { id, version: version + 2, template: null });
    expect(await prompts.get.execute(lead, { id })).toMatchObject({ templateHash: null, variables: null });
  });

  test.each([
    ['{"a": 1, "b": {}}', []],
    ["{{a.b}} {c-d} {{ e }} {{a.b}}", ["a.b", "c-d", "e"]],
    ["{{}} { } {1} {{two words}}", []],
  ])("takes %s apart", (template, names) => {
    expect(variablesOf(template)).toEqual(names);
  });
});

describe("what nobody knows", () => {
  test("is a gap for each right of a tool, and no is an answer", async () => {
    const { id } = await tools.create.execute(lead, {
      name: "Half known",
      unitId: world.root,
      mayRead: true,
      mayWrite: false,
    });
    const { gaps } = await tools.get.execute(lead, { id });
    expect(gaps).toEqual(expect.arrayContaining(["maySpend", "maySendOut", "approvalNeeded"]));
    expect(gaps).not.toContain("mayWrite");
    const { rows } = await tools.register.list.execute(lead, { maySpend: "unknown", mayWrite: "false" });
    expect(rows.map((row) => row.id)).toEqual([id]);
  });
});

describe("an agent without a model", () => {
  test("has a gap that is counted, found and closed", async () => {
    const { id, version } = await agents.create.execute(lead, { name: "Thoughtless", unitId: world.clinics });
    const gaps = async () => (await agents.get.execute(lead, { id })).gaps;
    const found = async () =>
      (await agents.register.list.execute(lead, { gaps: "modelIds" })).rows.some((row) => row.id === id);
    expect(await gaps()).toContain("modelIds");
    expect(await found()).toBe(true);
    const model = await parts.models.create.execute(lead, { name: "Its model", unitId: world.clinics });
    const after = await agents.update.execute(lead, { id, version, modelIds: [model.id] });
    expect(after).toMatchObject({ completeness: 10 });
    expect(await gaps()).not.toContain("modelIds");
    expect(await found()).toBe(false);
    expect(await agents.update.execute(lead, { id, version: version + 1, memory: "none" })).toMatchObject({
      completeness: 20,
    });
  });
});

describe("a number with decimals", () => {
  test.each([0, -1, 1.23456, 1_001, Number.NaN, "1.5"])("ε is not %s", async (epsilon) => {
    const input = { name: "Refused", unitId: world.root, epsilon };
    await expect(datasets.create.receive(lead, input)).rejects.toBeInstanceOf(Invalid);
  });

  test("is read back as it was written, filtered by range, sorted, and exported and imported without a change", async () => {
    for (const [name, epsilon] of [
      ["Strong", 0.5],
      ["Weak", 8],
      ["Between", 1.25],
    ] as const)
      await datasets.create.execute(lead, {
        name,
        unitId: world.insurance,
        epsilon,
        uses: ["training", "input"],
      });
    const { rows } = await datasets.register.list.execute(lead, { epsilon: "0.6..8", sort: "-epsilon" });
    expect(rows.map(({ name, epsilon }) => [name, epsilon])).toEqual([
      ["Weak", 8],
      ["Between", 1.25],
    ]);
    const csv = await request("GET", `/datasets/export?format=csv&unit=${world.insurance}`, { token });
    const again = await checked(lead, token, "datasets", world.insurance, String(csv.body["text"]));
    expect(again).toMatchObject({ unchanged: 3, changed: 0, refused: 0 });
  });

  test("is taken from a file with a comma, and refused with a separator of thousands", async () => {
    const file = "Agent;Spend limit;Currency\nFrom file;12,50;eur\nTwice;1.234,50;EUR\n";
    const first = await checked(lead, token, "agents", world.insurance, file);
    expect(first.rows.map(({ problems }) => problems.length)).toEqual([0, 1]);
    await applied(lead, token, first.id, "skip");
    const { rows } = await agents.register.list.execute(lead, { q: "From file" });
    expect(rows).toMatchObject([{ spendLimit: 12.5, spendCurrency: "EUR" }]);
  });
});

test("a file names the parts that a part is linked with, by name or reference, and exports them again", async () => {
  const tool = await tools.create.execute(lead, { name: "Calendar", unitId: world.insurance });
  const file = `Name;Tools\nPlanner;Calendar\nOther planner;${tool.ref}\n`;
  const first = await checked(lead, token, "agents", world.insurance, file);
  expect(first.rows.flatMap(({ problems }) => problems)).toEqual([]);
  await applied(lead, token, first.id);
  const { rows } = await agents.register.list.execute(lead, { tools: tool.id });
  expect(rows).toMatchObject([{ tools: [{ id: tool.id }] }, { tools: [{ id: tool.id }] }]);
  const csv = await request("GET", `/agents/export?format=csv&tools=${tool.id}`, { token });
  const again = await checked(lead, token, "agents", world.insurance, String(csv.body["text"]));
  expect(again).toMatchObject({ unchanged: 2, changed: 0, refused: 0 });
});

describe("the diagram of relations", () => {
  const node = (id: string) => ({ id, word: "Tool", icon: "tool", label: id, href: null, gap: null });
  const diagram = {
    nodes: ["s", "a", "g"].map(node),
    edges: [
      { from: "s", to: "a", label: "Uses" },
      { from: "g", to: "a", label: "Protects", back: true },
    ],
  };

  test("looks the same each time, from left to right, without one node upon another", () => {
    const placed = place(diagram);
    expect(placed).toEqual(place(structuredClone(diagram)));
    const [s, a, g] = placed.nodes.map(({ x }) => x) as [number, number, number];
    expect(s < a && a < g).toBe(true);
    expect(new Set(placed.nodes.map(({ x, y }) => `${x} ${y}`)).size).toBe(3);
  });

  test("an arrow that points back ends at what it leads to", () => {
    const { edges, nodes } = place(diagram);
    const [start, tip] = [edges[1]?.points.at(0)?.x ?? 0, edges[1]?.points.at(-1)?.x ?? 0];
    expect(start).toBeGreaterThan(tip);
    expect(tip).toBeGreaterThanOrEqual(nodes[1]?.x ?? 0);
    expect(smooth(edges[1]?.points ?? [])).toMatch(/^M [\d.]+ [\d.]+ Q? ?/);
  });
});
