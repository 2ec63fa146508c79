import { beforeAll, describe, expect, test } from "vitest";
import { importOwn } from "@/lib/domain/assessments/templates/own/commands/create-own";
import { publishOwn } from "@/lib/domain/assessments/templates/own/commands/publish-own";
import { getDraft } from "@/lib/domain/assessments/templates/own/queries/own";
import { listPointers } from "@/lib/domain/assessments/templates/own/queries/pointers";
import { getTemplate, listTemplates } from "@/lib/domain/assessments/templates/queries";
import { carryOver } from "@/lib/domain/controls/commands/carry-over";
import { createOwnControl, updateOwnControl } from "@/lib/domain/controls/own/commands/change-own";
import { getOwnControl } from "@/lib/domain/controls/own/queries/own";
import { frameworkCoverage } from "@/lib/domain/controls/queries/coverage";
import { lostWords } from "@/lib/domain/controls/queries/lost-words";
import { setLicensedText } from "@/lib/domain/frameworks/licensed/commands";
import { listLicensedTexts } from "@/lib/domain/frameworks/licensed/queries";
import { applyFramework, withdrawFramework } from "@/lib/domain/frameworks/versions/commands/put-in-force";
import { getVersion } from "@/lib/domain/frameworks/versions/queries/versions";
import { searchRecords } from "@/lib/domain/search/queries";
import type { Actor } from "@/lib/platform/access/actor";
import { request } from "@/tests/support/door";
import { cisoLibrary } from "@/tests/support/framework-files";
import { smallQuestionnaire } from "@/tests/support/questionnaires";
import { createWorld, personWith, tokenOf, type World } from "@/tests/support/world";

let world: World;
let lead: Actor;
let token: string;
let reader: Actor;

const framework = "house-rules";
const newer = cisoLibrary
  .replace("version: 3", "version: 4")
  .replace("ref_id: P.1\n      description: Somebody", "ref_id: P.2\n      description: Somebody");

beforeAll(async () => {
  world = await createWorld();
  lead = await personWith("lead", world.root);
  token = await tokenOf(lead, world.root);
  reader = await personWith("reader", world.claims);
});

async function inForce(text: string): Promise<string> {
  const { body } = await request("POST", `/framework-versions?name=a.yaml`, { token, raw: text });
  const [id, version] = [String(body["id"]), Number(body["version"])];
  await applyFramework.execute(lead, { id, version, reason: "Asked for by the board." });
  return id;
}

const found = async (q: string, actor = reader, more: object = {}) =>
  (await searchRecords.execute(actor, { q, limit: 100, ...more })).results.map(({ ref, href }) => [
    ref,
    href,
  ]);
const questionnaire = (ref: string) =>
  smallQuestionnaire({ source: ref }).replace("framework: nist-ai-rmf", `framework: ${framework}`);

describe("before it is imported", () => {
  test("no question can cite it, and the draft says what to do", async () => {
    const { id } = await importOwn.execute(lead, { unitId: world.root, text: questionnaire("P.1") });
    const { version, faults } = await getDraft.execute(lead, { id });
    const message = 'There is no framework "house-rules" in force. Cite another.';
    expect(faults).toEqual([expect.objectContaining({ place: "Question first", message })]);
    await expect(publishOwn.execute(lead, { id, version })).rejects.toThrow(message);
  });
});

describe("a requirement of an imported framework", () => {
  beforeAll(() => inForce(cisoLibrary));

  test("is found by its reference and by the words of its title, like those that are shipped", async () => {
    const there = ["P.1", "/frameworks/house-rules?q=P.1"];
    expect(await found("p1 somebody answers")).toEqual([]);
    expect(await found("somebody answ")).toEqual([there]);
    expect(await found("house answers")).toEqual([there]);
    expect((await found("P.1", reader, { kinds: "requirements" }))[0]).toEqual(there);
    expect(await found("a.6.2.4")).toContainEqual(["A.6.2.4", "/frameworks/iso-42001?q=A.6.2.4"]);
    // What only the framework is called says nothing of a requirement.
    expect(await found("house rules")).toEqual([]);
    const { kinds } = await searchRecords.execute(reader, { q: "somebody answ" });
    expect(kinds).toEqual([{ kind: "requirements", one: "requirement", count: 1 }]);
    const narrow: Actor = { ...reader, kind: "token", scopes: ["search:use"] };
    expect(await found("somebody answ", narrow)).toEqual([]);
  });

  test("leads, while no control speaks of it, to the form of an own control that does", async () => {
    const { rows } = await frameworkCoverage.execute(lead, { key: framework, unitId: world.claims });
    expect(rows.find(({ ref }) => ref === "P.1")?.next?.href).toBe(
      "/own-controls/new?requirement=house-rules%3AP.1",
    );
  });

  test("is cited by a question of one's own, with its title, and no longer once the framework is withdrawn", async () => {
    expect((await listPointers.execute(lead, {})).frameworks).toContainEqual({
      ...{ value: framework, label: expect.stringContaining("House rules for AI") },
    });
    const { id, key } = await importOwn.execute(lead, { unitId: world.root, text: questionnaire("P.1") });
    const draft = await getDraft.execute(lead, { id });
    expect([draft.faults, draft.titles["house-rules P.1"]]).toEqual([[], "Somebody answers"]);
    const wrong = await importOwn.execute(lead, { unitId: world.root, text: questionnaire("P.9") });
    const { faults } = await getDraft.execute(lead, { id: wrong.id });
    expect(faults.map(({ message }) => message)).toEqual(["house-rules has no P.9."]);
    await publishOwn.execute(lead, { id, version: draft.version });
    const read = await getTemplate.execute(lead, { key });
    expect(read.frameworks.map((one) => one.key)).toEqual(["iso-42001", framework]);
    const { rows } = await listTemplates.execute(lead, {});
    expect(rows.find((one) => one.key === key)?.frameworks.map((one) => one.key)).toContain(framework);
  });
});

describe("when it gets another number", () => {
  const carry = { framework, reason: "The source says that it is the same." };
  let second: string;
  let control: string;

  beforeAll(async () => {
    const said = { objective: "Nobody is missed.", statement: "A second person is named." };
    const made = await createOwnControl.execute(lead, {
      ...{ ...said, title: "Second person", kind: "directive" },
      requirements: "house-rules p1-again superset high\niso-42001 A.5.2 subset low",
    });
    control = made.id;
    for (const ref of ["P.1", "p1-again"])
      await setLicensedText.execute(lead, { framework, ref, text: `As printed: ${ref}.` });
    second = await inForce(newer);
  });

  const texts = async () =>
    (await listLicensedTexts.execute(lead, { framework })).rows.flatMap(({ ref, text }) =>
      text === null ? [] : [[ref, text]],
    );

  test("an own control that was mapped to it is told of, and so are the texts that no line shows", async () => {
    const { rows } = await lostWords.execute(lead, { framework });
    const words = expect.stringMatching(/^L-\d+ Second person: Does all of it$/);
    expect(rows).toEqual([expect.objectContaining({ ref: "p1-again", what: "mapping", words })]);
    expect(await texts()).toEqual([["P.1", "As printed: P.1."]]);
  });

  test("who may not change the library or enter texts carries none of them over", async () => {
    const executive = await personWith("executive", world.root);
    expect(await carryOver.execute(executive, carry)).toMatchObject({ controls: 0, texts: 0 });
  });

  test("mappings of own controls and licensed texts follow, once, and the trail names no text", async () => {
    expect(await carryOver.execute(lead, carry)).toMatchObject({ controls: 1, texts: 1 });
    expect((await getOwnControl.execute(lead, { id: control })).requirements).toBe(
      "house-rules P.2 superset high\niso-42001 A.5.2 subset low",
    );
    expect(await texts()).toEqual([
      ["P.1", "As printed: P.1."],
      ["P.2", "As printed: p1-again."],
    ]);
    expect((await lostWords.execute(lead, { framework })).rows).toEqual([]);
    expect(await carryOver.execute(lead, carry)).toMatchObject({ controls: 0, texts: 0 });
    const { body } = await request("GET", "/audit?limit=50", { token });
    expect(JSON.stringify(body)).not.toContain("As printed");
  });

  test("withdrawn, it is neither found nor named, and what cites it says so", async () => {
    const { version } = await getVersion.execute(lead, { id: second });
    await withdrawFramework.execute(lead, { id: second, version, reason: "Read in by mistake." });
    expect(await found("somebody answ")).toEqual([]);
    // An own control that names it can still be changed, and names no other of it.
    const { version: seen, requirements } = await getOwnControl.execute(lead, { id: control });
    const evidence = { id: control, version: seen, evidence: "Minutes.", requirements };
    await updateOwnControl.execute(lead, evidence);
    await expect(
      updateOwnControl.execute(lead, { ...evidence, version: seen + 1, requirements: "house-rules P.1" }),
    ).rejects.toThrow('There is no framework "house-rules".');
    const { rows } = await listTemplates.execute(lead, {});
    const key = rows.find(({ title }) => title === "Small")?.key ?? "";
    expect((await getTemplate.execute(lead, { key })).titles["house-rules P.1"]).toBe("no longer in force");
  });
});
