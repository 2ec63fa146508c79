import { beforeAll, describe, expect, test } from "vitest";
import { getDocument } from "@/lib/domain/duties/documents/document";
import { drawn } from "@/lib/domain/duties/documents/draw";
import { documentReport } from "@/lib/domain/duties/documents/report";
import { parts } from "@/lib/domain/inventory/kinds";
import { createSystem } from "@/lib/domain/inventory/systems/commands";
import { shippedLaw } from "@/lib/domain/obligations/law";
import type { Actor } from "@/lib/platform/access/actor";
import { recruitment } from "@/tests/support/ai-act-answers";
import { classify } from "@/tests/support/classifying";
import { createWorld, personWith, type World } from "@/tests/support/world";

let world: World;
let lead: Actor;
let systemId: string;

beforeAll(async () => {
  world = await createWorld();
  lead = await personWith("lead", world.insurance);
  const model = { name: "Ranker", unitId: world.claims, modelVersion: "2.1" };
  const { id } = (await parts.models.create.execute(lead, model as never)) as { id: string };
  const facts = {
    purpose: "Ranks applicants.",
    euRoles: ["provider" as const],
    humanOversight: "before-effect" as const,
  };
  const named = { name: "Ranking", unitId: world.claims, modelIds: [id] };
  systemId = (await createSystem.execute(lead, { ...named, ...facts })).id;
  await classify(lead, systemId, recruitment);
});

const read = (document: "annex-iv" | "annex-viii", actor = lead) =>
  getDocument.execute(actor, { systemId, document });

describe("the documents of the Act", () => {
  test("hold every item of Annex IV and VIII that the Act lists", async () => {
    const listed = shippedLaw()
      .requirements.filter(({ ref, assessable }) => assessable && /^Annex (IV|VIII)\(/.test(ref))
      .map(({ ref }) => ref);
    expect(Object.keys(drawn).sort()).toEqual([...listed].sort());
    const all = [...(await read("annex-iv")).sections, ...(await read("annex-viii")).sections];
    expect(all.flatMap(({ items }) => items.map(({ ref }) => ref)).sort()).toEqual([...listed].sort());
  });

  test("draw from the records what these hold, and show everything else as a gap", async () => {
    const { sections, counts } = await read("annex-iv");
    const item = (ref: string) => sections.flatMap(({ items }) => items).find((one) => one.ref === ref);
    expect(item("Annex IV(1)(a)")).toMatchObject({
      state: "partly",
      lines: [
        { value: "Ranks applicants." },
        { label: "Provider" },
        { label: "Version of the system", value: null },
      ],
    });
    expect(item("Annex IV(1)(c)")?.lines[0]?.value).toBe("Ranker, version 2.1");
    expect(item("Annex IV(2)(e)")).toMatchObject({ state: "drawn", lines: [{ value: "Before effect" }] });
    expect(item("Annex IV(8)")?.state).toBe("gap");
    expect(counts.drawn + counts.partly + counts.gap).toBe(counts.items);
    const sheet = (await read("annex-viii")).sections.flatMap(({ items }) => items);
    expect(sheet.find((one) => one.ref === "Annex VIII(B)(6)")?.state).toBe("gap");
  });

  test.each(["annex-iv", "annex-viii"] as const)("are saved as PDF: %s", async (document) => {
    const { name, bytes } = await documentReport.execute(lead, { systemId, document });
    expect(name).toMatch(new RegExp(`^S-\\d{4}-${document}-.+\\.pdf$`));
    expect(new TextDecoder().decode((await new Response(bytes).arrayBuffer()).slice(0, 4))).toBe("%PDF");
  });

  test("show no trace to another unit", async () => {
    await expect(read("annex-iv", await personWith("lead", world.clinics))).rejects.toMatchObject({
      status: 404,
    });
  });
});
