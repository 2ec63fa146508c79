import { beforeAll, expect, test } from "vitest";
import { listDuties } from "@/lib/domain/duties/queries/duties";
import { getFramework, listFrameworks } from "@/lib/domain/frameworks/queries/browse";
import { createSystem } from "@/lib/domain/inventory/systems/commands";
import { getClassification } from "@/lib/domain/obligations/classifications/queries/classification";
import { shippedFiles, shippedLaw } from "@/lib/domain/obligations/law";
import { applyLaw, discardLaw, loadLaw } from "@/lib/domain/obligations/law-versions/commands/laws";
import { lawChanges, listLaws } from "@/lib/domain/obligations/law-versions/queries/laws";
import type { Actor } from "@/lib/platform/access/actor";
import { plain, recruitment } from "@/tests/support/ai-act-answers";
import { classify, sealed } from "@/tests/support/classifying";
import { createWorld, personWith, type World } from "@/tests/support/world";

let world: World;
let owner: Actor;
let lead: Actor;
let ranking: string;
let bot: string;

const later = shippedFiles().requirements.replaceAll("annex_iii:2027-12-02", "annex_iii:2029-12-02");
const asked = shippedFiles()
  .tree.replace(/^(T5,[^\n]*,no),Z1,,/m, "$1,T6,,")
  .concat(
    'T6,"Is it used in a lift?",Art. 50(1),Art. 50(1),yes,Z1,limited,\nT6,"Is it used in a lift?",Art. 50(1),Art. 50(1),no,Z1,,\n',
  );
const read = (id: string) => getClassification.execute(lead, { id });

beforeAll(async () => {
  world = await createWorld();
  owner = await personWith("system-owner", world.claims);
  lead = await personWith("lead", world.root);
  const made = async (name: string) =>
    (await createSystem.execute(lead, { name, unitId: world.claims, ownerId: owner.personId })).id;
  [ranking, bot] = [await made("Ranking"), await made("Bot")];
  await classify(owner, ranking, recruitment);
  await classify(owner, bot, plain);
  await sealed(owner, lead, ranking);
  await sealed(owner, lead, bot);
});

test("an edition is loaded as a draft, and shows which outcomes, duties and dates change for which system, while nothing does", async () => {
  const { id } = await loadLaw.execute(lead, { edition: "Later", requirements: later });
  const { systems, classified } = await lawChanges.execute(lead, { id });
  expect([classified, systems.map(({ name }) => name)]).toEqual([2, ["Ranking"]]);
  expect(systems[0]?.changes).toEqual(
    expect.arrayContaining([
      {
        what: "outcome",
        how: "date",
        name: "High-risk, as provider",
        before: "2 Dec 2027",
        after: "2 Dec 2029",
      },
      {
        ...{
          what: "duty",
          how: "date",
          name: expect.stringContaining("Art. 9 Risk management system, as provider"),
        },
        ...{ before: "2 Dec 2027", after: "2 Dec 2029" },
      },
    ]),
  );
  expect(await read(ranking)).toMatchObject({ state: "sealed", appliesFrom: "2027-12-02" });
  await discardLaw.execute(lead, { id, version: 1 });
  await expect(applyLaw.execute(lead, { id, version: 2, reason: "After all." })).rejects.toThrow(
    "discarded already",
  );
});

test("a new question is open for every system it reaches", async () => {
  const { id } = await loadLaw.execute(lead, { edition: "With lifts", tree: asked });
  const { systems } = await lawChanges.execute(lead, { id });
  expect(systems.map(({ name }) => name)).toEqual(["Bot", "Ranking"]);
  expect(systems[0]?.changes).toContainEqual(
    expect.objectContaining({ what: "question", how: "added", name: "T6: Is it used in a lift?" }),
  );
});

test("files that do not hold together, the same files, none, or far too much text are refused, and nothing is kept", async () => {
  const before = (await listLaws.execute(lead, {})).rows.length;
  const load = (given: object, actor = lead) => loadLaw.execute(actor, { edition: "Broken", ...given });
  await expect(load({})).rejects.toThrow("at least one file");
  await expect(load({ tree: "a,b\n1,2\n" })).rejects.toMatchObject({ status: 400 });
  await expect(load({ tree: asked.replace("T6,,\n", "T7,,\n") })).rejects.toThrow("T7");
  await expect(load({ requirements: later.replace("2025-02-02", "soon") })).rejects.toThrow("line 3");
  await expect(load({ tree: shippedFiles().tree })).rejects.toThrow("ones in force");
  await expect(load({ tree: "x".repeat(450_001) })).rejects.toThrow("450,000");
  const below = await personWith("lead", world.claims);
  await expect(load({ requirements: later }, below)).rejects.toMatchObject({ status: 403 });
  expect((await listLaws.execute(lead, {})).rows).toHaveLength(before);
});

test("applied, it makes the signatures it changes stale with the reason, leaves the others; duties and the framework follow it", async () => {
  const { id } = await loadLaw.execute(lead, { edition: "2027-03-01", requirements: later });
  await applyLaw.execute(lead, { id, version: 1, reason: "Published today." });
  expect(await read(ranking)).toMatchObject({
    ...{ state: "stale", appliesFrom: "2029-12-02", law: { edition: "2027-03-01" } },
    stateReason: expect.stringContaining("High-risk, as provider: 2 Dec 2027 → 2 Dec 2029"),
  });
  expect((await read(bot)).state).toBe("sealed");
  const { duties } = await listDuties.execute(lead, { systemId: ranking });
  expect(duties.find(({ key }) => key === "provider:Art. 9")?.practicalFrom).toBe("2029-12-02");
  const { rows, shipped } = await listLaws.execute(lead, {});
  expect([rows.find((one) => one.id === id)?.state, shipped.state]).toEqual(["in-force", "superseded"]);
  const act = await getFramework.execute(lead, { key: "eu-ai-act" });
  const dates = ["2 Dec 2027 (Annex III)", "2 Dec 2029 (Annex III)"].map((date) =>
    JSON.stringify(act).includes(date),
  );
  expect([act.version, dates]).toEqual(["2027-03-01", [false, true]]);
  expect((await listFrameworks.execute(lead, {})).entries).toContainEqual(
    expect.objectContaining({ key: "eu-ai-act", version: "2027-03-01" }),
  );
  await sealed(owner, lead, ranking);
  expect((await read(ranking)).state).toBe("sealed");
  expect(shippedLaw().digest).not.toBe((await read(bot)).law.digest);
});
