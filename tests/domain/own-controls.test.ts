import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { adoptControls } from "@/lib/domain/controls/commands/adopt-controls";
import { updateControl } from "@/lib/domain/controls/commands/change-control";
import { testControl } from "@/lib/domain/controls/commands/test-control";
import { createOwnControl, updateOwnControl } from "@/lib/domain/controls/own/commands/change-own";
import { restoreOwnControl, retireOwnControl } from "@/lib/domain/controls/own/commands/retire-own";
import { getOwnControlHistory } from "@/lib/domain/controls/own/queries/own";
import { ownControlRegister } from "@/lib/domain/controls/own/queries/register";
import { mappingDraft, mappingDraftText, readMappings } from "@/lib/domain/controls/own/rules";
import {
  previewControls,
  proposedControls,
  proposedForUnit,
} from "@/lib/domain/controls/queries/applicability";
import { frameworkCoverage } from "@/lib/domain/controls/queries/coverage";
import { getLibraryControl, listLibrary } from "@/lib/domain/controls/queries/library";
import { controlRegister } from "@/lib/domain/controls/queries/register";
import { getStatement } from "@/lib/domain/controls/queries/statement";
import { listImportTargets } from "@/lib/domain/imports/choices";
import { createSystem } from "@/lib/domain/inventory/systems/commands";
import { searchRecords } from "@/lib/domain/search/queries";
import type { Actor } from "@/lib/platform/access/actor";
import { closeSender } from "@/lib/platform/jobs/queue";
import { inDays } from "@/tests/support/days";
import { request } from "@/tests/support/door";
import { applied, checked, upload } from "@/tests/support/importing";
import { createWorld, personWith, tokenOf, type World } from "@/tests/support/world";

let world: World;
let lead: Actor;
let token: string;
let systemId: string;

beforeAll(async () => {
  world = await createWorld();
  lead = await personWith("lead", world.root);
  token = await tokenOf(lead, world.root);
  const made = { name: "Bot", unitId: world.claims, stage: "production", kind: "chatbot" } as const;
  systemId = (await createSystem.execute(lead, made)).id;
});
afterAll(closeSender);

const heads = "Control name,Aim,Description,Type,Mapped to,Stage,Kinds of system";
const file = (...rows: readonly string[]) => [heads, ...rows].join("\n");
const check = (text: string) => checked(lead, token, "own-controls", world.root, text);
const doubleCheck = (mapping: string) =>
  `Second reading,Prompts say what they should.,Another person reads each.,Preventive,"${mapping}",Production,Chatbot`;
const keyOf = async (title: string) => {
  const { entries } = await listLibrary.execute(lead, { q: title.toLowerCase() });
  return entries.find((one) => one.title === title)?.key ?? "";
};

describe("what a line of a mapping says", () => {
  test("is framework, reference, what the control does and how sure; said less, it is related and not sure", () => {
    const said = "eu-ai-act Art. 9(6) subset high\niso-42001:A.6.2.4 = equal, medium; nist-ai-rmf MAP 1.6";
    expect(readMappings(said)).toEqual({
      mappings: [
        { framework: "eu-ai-act", ref: "Art. 9(6)", relation: "subset", confidence: "high" },
        { framework: "iso-42001", ref: "A.6.2.4", relation: "equal", confidence: "medium" },
        { framework: "nist-ai-rmf", ref: "MAP 1.6", relation: "intersects", confidence: "low" },
      ],
      faults: [],
    });
  });

  test("is refused where it names no framework, or a requirement twice", () => {
    expect(readMappings("A.6.2.4").faults).toEqual([expect.stringContaining("names no framework")]);
    expect(readMappings("iso-42001 A.7.3; iso-42001 A.7.3 equal").faults).toEqual([
      "iso-42001 A.7.3 stands twice. Keep one of the two.",
    ]);
  });
});

describe("own controls from a file", () => {
  test("are shown row by row before anything is written, and refused with what to do where they point at nothing", async () => {
    const found = await check(
      file(
        doubleCheck("iso-42001 A.6.2.4 superset high"),
        'Lost,Aim.,Text.,Preventive,"iso-42001 A.99; house-rules 1; iso-42001 A.6",,',
        "No kind,Aim.,Text.,,,,",
      ),
    );
    expect(found).toMatchObject({ created: 1, refused: 2, state: "checked" });
    const said = (line: number) =>
      found.rows.find((row) => row.line === line)?.problems.map(({ message }) => message);
    expect(said(3)).toEqual([
      'iso-42001 has no requirement "A.99". Correct the reference.',
      expect.stringContaining('There is no framework "house-rules".'),
      'iso-42001 "A.6" is a heading. Name the requirements below it.',
    ]);
    expect(said(4)).toEqual([expect.stringContaining("Kind is missing")]);
    expect(await keyOf("Second reading")).toBe("");
  });

  test("stand in the library beside the shipped ones, and the same file again changes nothing", async () => {
    const text = file(doubleCheck("iso-42001: A.6.2.4 superset high"));
    const found = await check(text);
    expect(await applied(lead, token, found.id)).toMatchObject({ state: "applied", created: 1 });
    const { all, own } = await listLibrary.execute(lead, {});
    expect([all, own]).toEqual([216, 1]);
    expect(await getLibraryControl.execute(lead, { key: await keyOf("Second reading") })).toMatchObject({
      requirements: [
        { ref: "A.6.2.4", relation: "superset", frameworkName: "ISO/IEC 42001, AI management system" },
      ],
      applies: { stages: ["production"], kinds: ["chatbot"] },
      edition: "own, version 1",
    });
    expect(await check(text)).toMatchObject({ created: 0, changed: 0, unchanged: 1, refused: 0 });
  });

  test("are changed by another file, which says what changes, and the history keeps both", async () => {
    const found = await check(file(doubleCheck("iso-42001 A.6.2.4 superset medium")));
    expect(found).toMatchObject({ changed: 1 });
    expect(found.rows[0]?.differences).toEqual([
      {
        label: "Requirements",
        before: "iso-42001 A.6.2.4 superset high",
        after: "iso-42001 A.6.2.4 superset medium",
      },
    ]);
    await applied(lead, token, found.id);
    const [row] = (await ownControlRegister.list.execute(lead, { q: "Second" })).rows;
    const { entries } = await getOwnControlHistory.execute(lead, { id: row?.id ?? "" });
    expect(entries).toHaveLength(2);
  });

  test("come back from an export as they were, and so does the example", async () => {
    const example = await check(readFileSync("prisma/reference/examples/own-controls.csv", "utf8"));
    expect(example).toMatchObject({ created: 2, refused: 0 });
    await applied(lead, token, example.id);
    const { body } = await request("GET", "/own-controls/export?format=csv", { token });
    expect(await check(String(body["text"]))).toMatchObject({
      unchanged: 3,
      created: 0,
      changed: 0,
      refused: 0,
    });
  });

  test("are kept by whoever may do so for the whole organisation alone", async () => {
    const below = await personWith("lead", world.insurance);
    const { targets } = await listImportTargets.execute(below, {});
    expect(targets.map(({ concept }) => concept)).not.toContain("own-controls");
    const mine = await tokenOf(below, world.insurance);
    expect((await upload(mine, "own-controls", world.insurance, file(doubleCheck("")))).status).toBe(400);
  });
});

describe("an own control written on the screen", () => {
  const words = {
    title: "Written by hand",
    objective: "Aim.",
    statement: "Text.",
    kind: "detective",
  } as const;
  const mapped = { ...words, title: "Mapped", requirements: "iso-42001: A.6.2.5 equal; eu-ai-act Art. 9(1)" };

  test("is refused with what to do where a mapping points at nothing or its title is taken, and nothing is written", async () => {
    const requirements = "iso-42001 A.99 equal high\niso-42001 A.6\nhouse-rules 1\niso-42001";
    await expect(createOwnControl.execute(lead, { ...words, requirements })).rejects.toMatchObject({
      problems: [
        { path: "requirements", message: expect.stringContaining("names no framework and reference") },
        { message: 'iso-42001 has no requirement "A.99". Correct the reference.' },
        { message: 'iso-42001 "A.6" is a heading. Name the requirements below it.' },
        { message: expect.stringContaining('There is no framework "house-rules".') },
      ],
    });
    const taken = { ...words, title: "Second reading" };
    await expect(createOwnControl.execute(lead, taken)).rejects.toMatchObject({
      problems: [{ path: "title" }],
    });
    expect((await ownControlRegister.count.execute(lead, {})).all).toBe(3);
  });

  test("stands in the library with typed mappings, tests and evidence; a change keeps what it does not name", async () => {
    const tests = "Take ten prompts.\nRead the minutes.";
    const { id, version } = await createOwnControl.execute(lead, { ...mapped, tests, lowersImpact: 2 });
    const key = await keyOf("Mapped");
    const evidence = { evidence: "Signed minutes." };
    const changed = await updateOwnControl.execute(lead, { id, version, ...evidence });
    expect(await getLibraryControl.execute(lead, { key })).toMatchObject({
      requirements: [
        { framework: "iso-42001", ref: "A.6.2.5", relation: "equal", confidence: "low" },
        { framework: "eu-ai-act", ref: "Art. 9(1)", relation: "intersects", confidence: "low" },
      ],
      ...{ tests: tests.split("\n"), evidence: ["Signed minutes."], applies: { everywhere: true } },
      ...{ effectiveness: { likelihood: 0, impact: 2 }, edition: "own, version 2" },
    });
    // The writer of the old version sees what it is now, and nothing of theirs is written over.
    await expect(updateOwnControl.execute(lead, { id, version, title: "Late" })).rejects.toMatchObject({
      ...{ status: 409, current: { version: changed.version, evidence: "Signed minutes." } },
    });
    const { entries } = await getOwnControlHistory.execute(lead, { id });
    expect(entries).toHaveLength(2);
  });

  test("is changed by nobody below the top, and by nobody while it is retired", async () => {
    const [row] = (await ownControlRegister.list.execute(lead, { q: "Mapped" })).rows;
    const [id, version] = [row?.id ?? "", Number(row?.["version"])];
    const below = await personWith("lead", world.insurance);
    await expect(createOwnControl.execute(below, words)).rejects.toMatchObject({ status: 403 });
    await expect(updateOwnControl.execute(below, { id, version, title: "Mine" })).rejects.toMatchObject({
      status: 403,
    });
    const retired = await retireOwnControl.execute(lead, { id, version, reason: "Replaced." });
    await expect(
      updateOwnControl.execute(lead, { id, version: retired.version, title: "After all" }),
    ).rejects.toThrow("Offer it again before you change it.");
  });

  test("rows that are still being written stay as far as they go", () => {
    const rows = mappingDraft("iso-42001 A.6.2.4 equal high\niso-42001\nA.7");
    expect(rows.map(({ framework, ref, relation }) => [framework, ref, relation])).toEqual([
      ["iso-42001", "A.6.2.4", "equal"],
      ["iso-42001", "", "intersects"],
      ["", "A.7", "intersects"],
    ]);
    expect(mappingDraftText(rows)).toBe("iso-42001 A.6.2.4 equal high\niso-42001\nA.7");
  });
});

describe("an own control takes part where shipped ones do", () => {
  const row = async () => {
    const { rows } = await frameworkCoverage.execute(lead, { key: "iso-42001", systemId });
    return rows.find(({ ref }) => ref === "A.6.2.4");
  };

  test("it is proposed by its facts, also in the preview of a change, and offered as the next step of a gap", async () => {
    const key = await keyOf("Second reading");
    const { proposed } = await proposedControls.execute(lead, { systemId });
    expect(proposed.find((one) => one.key === key)).toMatchObject({
      fit: "applies",
      because: ["Stage: Production", "Kind: Chatbot"],
    });
    const { dropped } = await previewControls.execute(lead, { systemId, kind: "speech" });
    expect(dropped.map((one) => one.key)).toContain(key);
    const unit = await proposedForUnit.execute(lead, { unitId: world.root });
    expect(unit.proposed.map(({ title }) => title)).toContain("Yearly talk with the works council");
  });

  test("adopted and working, it covers its requirement, in the statement too, and is filtered by it", async () => {
    const key = await keyOf("Second reading");
    const { controls } = await adoptControls.execute(lead, { keys: [key], systemId, ownerId: lead.personId });
    const id = controls[0]?.id ?? "";
    expect((await row())?.state).not.toBe("inferred");
    const version = controls[0]?.version ?? 1;
    const said = { status: "implemented", implementation: "The team reads it." } as const;
    const written = await updateControl.execute(lead, { id, version, ...said });
    const testedOn = inDays(0);
    await testControl.execute(lead, {
      id,
      version: written.version,
      outcome: "passed",
      testedOn,
      note: "Seen.",
    });
    expect(await row()).toMatchObject({
      state: "inferred",
      path: [expect.stringContaining("Second reading")],
    });
    const { lines } = await getStatement.execute(lead, { framework: "iso-42001", unitId: world.claims });
    expect(lines.find(({ ref }) => ref === "A.6.2.4")?.controls.map(({ title }) => title)).toContain(
      "Second reading",
    );
    const { rows } = await controlRegister.list.execute(lead, { requirement: "iso-42001:A.6.2.4" });
    expect(rows.map(({ id: found }) => found)).toContain(id);
  });

  test("retired it is offered no more, and still counts where it is carried out, until it is offered again", async () => {
    const key = await keyOf("Second reading");
    const { ownRecord } = await getLibraryControl.execute(lead, { key });
    const id = ownRecord?.id ?? "";
    const retired = await retireOwnControl.execute(lead, {
      ...{ id, version: ownRecord?.version ?? 0, reason: "Replaced." },
    });
    expect(await keyOf("Second reading")).toBe("");
    expect((await row())?.state).toBe("inferred");
    const again = await check(file(doubleCheck("iso-42001 A.6.2.4 equal high")));
    expect(again.rows[0]?.problems[0]?.message).toBe("The control is retired. Offer it again first.");
    await restoreOwnControl.execute(lead, { id, version: retired.version });
    expect(await keyOf("Second reading")).toBe(key);
  });

  test("it is found by its words where controls are read, below the top as well", async () => {
    const reader = await personWith("reader", world.claims);
    const { results } = await searchRecords.execute(reader, { q: "second reading" });
    expect(results).toContainEqual(
      expect.objectContaining({
        kind: "own-controls",
        href: expect.stringMatching(/^\/controls\/library\/own-/),
      }),
    );
  });
});
