import { beforeAll, expect, test } from "vitest";
import { requestStage } from "@/lib/domain/pasta-stages/commands/sign-stage";
import { updateStage } from "@/lib/domain/pasta-stages/commands/write-stage";
import { listStages } from "@/lib/domain/pasta-stages/queries/stages";
import { pastaStages } from "@/lib/domain/pasta-stages/stages";
import { requestAcceptance } from "@/lib/domain/threat-models/acceptance/request";
import { grantAcceptance } from "@/lib/domain/threat-models/acceptance/sign";
import { decideThreats } from "@/lib/domain/threat-models/commands/decide-threats";
import { saveDrawing } from "@/lib/domain/threat-models/commands/save-drawing";
import { updateModel } from "@/lib/domain/threat-models/commands/update-model";
import { laidOut } from "@/lib/domain/threat-models/diagram/laid-out";
import { getDiagram, getModel } from "@/lib/domain/threat-models/queries/model";
import { oneModelReport } from "@/lib/domain/threat-models/report/model-report";
import type { Actor } from "@/lib/platform/access/actor";
import { inDays } from "@/tests/support/days";
import "@/lib/registry";
import { readPdf } from "@/tests/reports/read-pdf";
import { ragChatbot } from "@/tests/support/rag-chatbot";
import { drawingOf, storedModel, threatsOf } from "@/tests/support/stored-threat-models";
import { createWorld, personWith } from "@/tests/support/world";

let lead: Actor;
let signer: Actor;
let unitId: string;

beforeAll(async () => {
  const world = await createWorld();
  unitId = world.claims;
  lead = await personWith("lead", world.root);
  signer = await personWith("compliance", world.root);
});

async function wordsOf(id: string): Promise<string> {
  const paper = await oneModelReport.execute(lead, { id, format: "pdf" });
  const { pages } = readPdf(new Uint8Array(await paper.response().arrayBuffer()));
  const words = pages.flatMap(({ texts }) => texts.map(({ text }) => text)).join(" ");
  return words.replace(/\s+/g, " ");
}

test("a threat model on paper holds its diagram, parts, threats with decisions, sources with editions, coverage and sign-off", async () => {
  const id = await storedModel(lead, unitId, ragChatbot());
  const [first] = await threatsOf(lead, id);
  const decision = { state: "transferred", reason: "Carried by the provider of the web search." };
  await decideThreats.execute(lead, {
    ...{ id, ...decision },
    threats: [{ id: first?.id ?? "", version: first?.version ?? 0 }],
  } as never);
  const other = (await threatsOf(lead, id)).find(({ state }) => state === "open");
  const until = inDays(30);
  const asked = { id: other?.id ?? "", reason: "Carried until the search is replaced.", until };
  await requestAcceptance.execute(lead, asked);
  expect(await wordsOf(id)).toContain("not signed.");
  await grantAcceptance.execute(signer, { id: asked.id, reason: "Few see it." });
  const said = await wordsOf(id);
  const { elements, flows } = ragChatbot();
  for (const { name } of elements) expect(said).toContain(name);
  expect(said).toContain("Elements, flows and zones");
  expect(said).toContain("How far the threats are decided");
  for (const words of [first?.ref ?? "?", "Transferred", "Carried by the provider of the web search."])
    expect(said).toContain(words);
  for (const { id: cited, name } of first?.sources ?? []) {
    expect(said).toContain(cited);
    expect(said).toContain(name);
  }
  for (const words of [
    "Prompt injection",
    "Why none",
    "Nobody has asked for its sign-off.",
    "Acceptances of threats",
    asked.reason,
    "Few see it.",
    "In force",
    "Accepted",
  ])
    expect(said).toContain(words);
  expect(flows.length).toBeGreaterThan(0);
});

test("its diagram, as a picture and on paper, is drawn where people put its parts", async () => {
  const drawn = ragChatbot();
  const id = await storedModel(lead, unitId, drawn);
  const asked = async () => (await getDiagram.execute(lead, { id })).response().text();
  const before = await asked();
  const { version } = await getModel.execute(lead, { id });
  const layout = Object.fromEntries(drawn.elements.map(({ id: part }, at) => [part, { x: at * 300, y: 40 }]));
  await saveDrawing.execute(lead, { id, version, drawing: drawingOf(drawn), layout });
  expect(await asked()).not.toBe(before);
  expect((await getModel.execute(lead, { id })).layout).toEqual(layout);
  const { elements } = laidOut({ ...drawn, positions: layout });
  const lefts = elements.map(({ box }) => box.x);
  expect(lefts.slice(1).map((x, at) => x - (lefts[at] ?? 0))).toEqual(lefts.slice(1).map(() => 300));
});

test("a threat model by PASTA holds its seven stages with gate, outputs and decisions; one by STRIDE alone says nothing of them", async () => {
  const id = await storedModel(lead, unitId, ragChatbot());
  expect(await wordsOf(id)).not.toContain("Define technical scope");
  const { version } = await getModel.execute(lead, { id });
  await updateModel.execute(lead, { id, version, approach: "both" });
  const { rows } = await listStages.execute(lead, { threatModelId: id });
  const first = { id: rows[0]?.id ?? "", version: 1 };
  await updateStage.execute(lead, { ...first, unacceptable: "A claim is refused by mistake." });
  const why = "The owner signs next week.";
  await requestStage.execute(lead, { id: first.id, reason: "Gone through.", exception: why });
  const said = await wordsOf(id);
  for (const { number, name, outputs } of pastaStages()) {
    expect(said).toContain(`Stage ${number}: ${name}`);
    for (const output of outputs) expect(said).toContain(output);
  }
  for (const words of ["A claim is refused by mistake.", "Purpose is not in the inventory yet", why])
    expect(said).toContain(words);
});

test("an empty threat model is a report too", async () => {
  const id = await storedModel(lead, unitId, { ...ragChatbot(), elements: [], flows: [], zones: [] });
  expect(await wordsOf(id)).toContain("No threats have been generated yet.");
});
