import { beforeAll, describe, expect, test } from "vitest";
import { addNode, removeNode, updateNode } from "@/lib/domain/attack-trees/commands/change-nodes";
import { createTree, updateTree } from "@/lib/domain/attack-trees/commands/write-tree";
import { getTree, getTreeHistory, listTrees } from "@/lib/domain/attack-trees/queries";
import { createControl } from "@/lib/domain/controls/commands/change-control";
import { testControl } from "@/lib/domain/controls/commands/test-control";
import { updateSystem } from "@/lib/domain/inventory/systems/commands";
import { getSystem } from "@/lib/domain/inventory/systems/queries";
import { getModel } from "@/lib/domain/threat-models/queries/model";
import type { Actor } from "@/lib/platform/access/actor";
import { Conflict, Invalid, NotFound } from "@/lib/platform/errors/public-error";
import { inDays } from "@/tests/support/days";
import { ragChatbot } from "@/tests/support/rag-chatbot";
import { storedModel, threatsOf } from "@/tests/support/stored-threat-models";
import { createWorld, personWith, type World } from "@/tests/support/world";

let world: World;
let lead: Actor;
let threatModelId: string;

beforeAll(async () => {
  world = await createWorld();
  lead = await personWith("lead", world.insurance);
  threatModelId = await storedModel(lead, world.claims, ragChatbot());
});

const begun = (title = "Customer data leaves") => createTree.execute(lead, { threatModelId, title });
type Said = Partial<Parameters<typeof addNode.execute>[1]>;

async function add(id: string, parentId: string, name: string, more: Said = {}): Promise<string> {
  const { version, nodes } = await getTree.execute(lead, { id });
  const step = {
    ...{ threatIds: [], controlIds: [], gate: "or" as const, cost: null, skill: null },
    ...more,
  };
  await addNode.execute(lead, {
    ...{ detectability: null, technique: null, zoneId: null, test: null, ...step },
    ...{ id, version, parentId, name },
  });
  const known = new Set(nodes.map((one) => one.id));
  return (await getTree.execute(lead, { id })).nodes.find((one) => !known.has(one.id))?.id ?? "";
}

/** The goal is reached by planting a page and sending data out, or by an insider. */
async function theft() {
  const { id } = await begun();
  const inject = await add(id, "goal", "By injection", { gate: "and" });
  const plant = await add(id, inject, "Plant a page", { cost: 50, skill: "2", technique: "AML.T0051" });
  const send = await add(id, inject, "Send it out", { cost: 10, skill: "3" });
  const insider = await add(id, "goal", "An insider copies it", { cost: 5000 });
  return { id, inject, plant, send, insider };
}

describe("an attack tree of a threat model", () => {
  test("begins with its goal, grows step by step, and says what each way takes", async () => {
    const { id, plant, send, insider } = await theft();
    const tree = await getTree.execute(lead, { id });
    expect(tree.paths.map(({ steps, cost }) => [steps, cost.least])).toEqual([
      [[plant, send], 60],
      [[insider], 5000],
    ]);
    expect(tree.nodes[0]?.figures).toMatchObject({ cost: { least: 60, most: 60 }, standing: "open" });
    const { rows } = await listTrees.execute(lead, { threatModelId });
    expect(rows.find((one) => one.id === id)).toMatchObject({ nodes: 5, ways: 2, openWays: 2 });
    expect((await getTreeHistory.execute(lead, { id })).entries).toHaveLength(5);
    expect(tree.nodes.map(({ release, techniqueWords }) => [release, techniqueWords])).toEqual(
      tree.nodes.map((node) =>
        node.id === plant ? ["5.6.0", "AML.T0051 LLM Prompt Injection (ATLAS 5.6.0)"] : [null, null],
      ),
    );
  });

  test("is closed where a control works by design and in operation, and not by one that nobody has shown to work", async () => {
    const { id, plant } = await theft();
    const control = await createControl.execute(lead, {
      ...{ title: "Pages are checked", kind: "preventive", unitId: world.claims, status: "implemented" },
      ...{ implementation: "By a filter.", ownerId: lead.personId },
    } as never);
    const { version } = await getTree.execute(lead, { id });
    await updateNode.execute(lead, { id, version, node: plant, controlIds: [control.id] });
    const ways = async () => (await getTree.execute(lead, { id })).paths.map(({ standing }) => standing);
    expect(await ways()).toEqual(["open", "unknown"]);
    await testControl.execute(lead, {
      ...{ id: control.id, version: control.version, testedOn: inDays(0) },
      ...{ outcome: "passed", note: "Tried ten pages." },
    });
    expect(await ways()).toEqual(["open", "closed"]);
    expect((await getTree.execute(lead, { id })).controls).toMatchObject([{ id: control.id, share: 1 }]);
  });

  test("names only what is there: threats and zones of its model, controls one sees, techniques of ATLAS", async () => {
    const { id } = await begun();
    const [threat] = await threatsOf(lead, threatModelId);
    const other = await storedModel(lead, world.claims, ragChatbot());
    const [foreign] = await threatsOf(lead, other);
    await add(id, "goal", "One of ours", { threatIds: [threat?.id ?? ""] });
    for (const more of [
      { threatIds: [foreign?.id ?? ""] },
      { threatIds: ["nothing"] },
      { controlIds: ["0198f000-0000-7000-8000-000000000000"] },
      { technique: "AML.T9999" },
      { zoneId: "nowhere" },
    ])
      await expect(add(id, "goal", "Not ours", more)).rejects.toThrow(Invalid);
    expect((await getTree.execute(lead, { id })).nodes).toHaveLength(2);
  });

  test("a step is taken away with what is below it; the goal is not, and nothing is added below what is gone", async () => {
    const { id, inject, insider } = await theft();
    const { version } = await getTree.execute(lead, { id });
    await removeNode.execute(lead, { id, version, node: inject });
    const left = await getTree.execute(lead, { id });
    expect(left.nodes.map((one) => one.id)).toEqual(["goal", insider]);
    await expect(removeNode.execute(lead, { id, version: left.version, node: "goal" })).rejects.toThrow(
      "Put the tree aside",
    );
    await expect(removeNode.execute(lead, { id, version: left.version, node: inject })).rejects.toThrow(
      NotFound,
    );
    await expect(add(id, inject, "Below nothing")).rejects.toThrow(Invalid);
  });

  test("of two who change it at once, one wins and the other is told with the tree as it is", async () => {
    const { id, version } = await begun();
    const rename = (title: string) => updateTree.execute(lead, { id, version, title });
    const both = await Promise.allSettled([rename("First"), rename("Second")]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    const lost = both.find((one) => one.status === "rejected");
    expect(lost?.reason).toBeInstanceOf(Conflict);
    expect(lost?.reason.current).toMatchObject({ id, version: version + 1 });
  });

  test("goes where the AI system of its model goes, and is not seen from elsewhere", async () => {
    const { id } = await begun();
    const stranger = await personWith("lead", world.clinics);
    await expect(getTree.execute(stranger, { id })).rejects.toThrow(NotFound);
    const { system } = await getModel.execute(lead, { id: threatModelId });
    const { version } = await getSystem.execute(lead, { id: (system as { id: string }).id });
    await updateSystem.execute(lead, { id: (system as { id: string }).id, version, unitId: world.insurance });
    expect((await getTree.execute(lead, { id })).unitId).toBe(world.insurance);
  });
});
