import { beforeAll, describe, expect, test } from "vitest";
import { parts } from "@/lib/domain/inventory/kinds";
import { updateSystem } from "@/lib/domain/inventory/systems/commands";
import { createModel } from "@/lib/domain/threat-models/commands/create-model";
import { generateThreats } from "@/lib/domain/threat-models/commands/generate-threats";
import { saveDrawing } from "@/lib/domain/threat-models/commands/save-drawing";
import { grantSignOff, requestSignOff } from "@/lib/domain/threat-models/commands/sign-off";
import type { ThreatModel } from "@/lib/domain/threat-models/model";
import { modelsWith } from "@/lib/domain/threat-models/queries/links";
import { getModel } from "@/lib/domain/threat-models/queries/model";
import { compareVersions, listVersions } from "@/lib/domain/threat-models/queries/versions";
import type { Actor } from "@/lib/platform/access/actor";
import { ragChatbot } from "@/tests/support/rag-chatbot";
import { draw, drawingOf, newSystem, storedModel, threatsOf } from "@/tests/support/stored-threat-models";
import { createWorld, personWith, type World } from "@/tests/support/world";

let world: World;
let lead: Actor;
let compliance: Actor;
let round = 0;

beforeAll(async () => {
  world = await createWorld();
  lead = await personWith("lead", world.insurance);
  compliance = await personWith("compliance", world.insurance);
});

const noExit = { agent: { can_send_external: false }, tickets: { write_access: false } };

describe("a model drawn from the inventory", () => {
  async function drawn() {
    const unitId = world.claims;
    round += 1;
    const model = await parts.models.create.execute(lead, {
      name: `Model ${round}`,
      unitId,
      kind: "hosted-api",
    } as never);
    const tool = await parts.tools.create.execute(lead, {
      name: `Tool ${round}`,
      unitId,
      mayWrite: false,
    } as never);
    const [modelId, toolId] = [model, tool].map((one) => (one as { id: string }).id);
    const systemId = await newSystem(lead, world.claims, {
      modelIds: [modelId],
      toolIds: [toolId],
      exposure: "public",
      criticality: "high",
    });
    const made = await createModel.execute(lead, { title: "Drawn", systemId, ownerId: lead.personId });
    return { id: made.id, systemId, toolId: toolId ?? "", tool: tool as { id: string; version: number } };
  }

  test("has an element for each part, with what the inventory knows, and each part shows the model", async () => {
    const { id, toolId, systemId } = await drawn();
    const read = (await getModel.execute(lead, { id })) as unknown as {
      drawing: ThreatModel;
      parts: { elementId: string; partId: string }[];
    };
    const element = read.drawing.elements.find(
      (one) => one.id === read.parts.find(({ partId }) => partId === toolId)?.elementId,
    );
    expect(element).toMatchObject({ type: "tool_mcp_server", attributes: { write_access: false } });
    for (const recordId of [toolId, systemId])
      expect((await modelsWith.execute(lead, { recordId })).rows.map((row) => row.id)).toContain(id);
  });

  test("follows a change of a part, keeps what a person said otherwise, and its sign-off goes stale with what changed", async () => {
    const { id, systemId, tool } = await drawn();
    await requestSignOff.execute(lead, { id, reason: "Ready for the pilot." });
    await expect(grantSignOff.execute(lead, { id, reason: "Fine." })).rejects.toThrow("Another person signs");
    await grantSignOff.execute(compliance, { id, reason: "Seen." });
    expect((await getModel.execute(lead, { id })).state).toBe("signed-off");
    await parts.tools.update.execute(lead, { id: tool.id, version: tool.version, mayWrite: true } as never);
    const after = await getModel.execute(lead, { id });
    expect(after.state).toBe("stale");
    expect(after.stateReason).toContain("write access");
    const drifted = (await threatsOf(lead, id)).filter(({ drift }) => drift !== null);
    expect(drifted.map(({ drift }) => drift)).toContain("condition-changed");
    const { versions } = await listVersions.execute(lead, { id });
    expect(versions.map(({ name }) => name)).toEqual(["Signed off"]);
    const compared = await compareVersions.execute(lead, { id, from: "1" });
    expect(compared.parts.changed.map(({ changed }) => changed)).toEqual([["write_access"]]);
    expect(compared.threats.changed.length).toBeGreaterThan(0);
    const { version } = await getModel.execute(lead, { id });
    expect(await generateThreats.execute(lead, { id, version })).toMatchObject({
      added: 0,
      changed: 0,
      version,
    });
    const second = await parts.tools.create.execute(lead, {
      name: `Second ${round}`,
      unitId: world.claims,
    } as never);
    const toolIds = [(second as { id: string }).id];
    await updateSystem.execute(lead, { id: systemId, version: 1, toolIds });
    expect((await threatsOf(lead, id)).filter(({ drift }) => drift === "new").length).toBeGreaterThan(0);
    const gone = (await getModel.execute(lead, { id })) as unknown as { drawing: ThreatModel };
    const tools = gone.drawing.elements.filter(({ type }) => type === "tool_mcp_server");
    expect(tools.map(({ outOfScope }) => outOfScope)).toEqual([true, false]);
  });

  test("cannot be signed off while a threat waits to be confirmed or the drawing is ahead of its threats", async () => {
    const id = await storedModel(lead, world.claims, ragChatbot());
    await draw(lead, id, ragChatbot(noExit));
    await expect(requestSignOff.execute(lead, { id, reason: "Ready." })).rejects.toThrow("confirmed");
    const { version } = await getModel.execute(lead, { id });
    await saveDrawing.execute(lead, { id, version, drawing: drawingOf(ragChatbot()) });
    await expect(requestSignOff.execute(lead, { id, reason: "Ready." })).rejects.toThrow("Generate them");
  });
});
