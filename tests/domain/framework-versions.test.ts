import { beforeAll, describe, expect, test } from "vitest";
import { createPack } from "@/lib/domain/audit-packs/commands/create-pack";
import { carryOver } from "@/lib/domain/controls/commands/carry-over";
import { judgeRequirement } from "@/lib/domain/controls/commands/judge-coverage";
import { excludeRequirement } from "@/lib/domain/controls/commands/statement";
import { coverageOverview, frameworkCoverage } from "@/lib/domain/controls/queries/coverage";
import { lostWords } from "@/lib/domain/controls/queries/lost-words";
import { getStatement } from "@/lib/domain/controls/queries/statement";
import { compareFrameworks, getFramework, listFrameworks } from "@/lib/domain/frameworks/queries/browse";
import {
  applyFramework,
  discardFramework,
  withdrawFramework,
} from "@/lib/domain/frameworks/versions/commands/put-in-force";
import { chooseColumns } from "@/lib/domain/frameworks/versions/commands/receive";
import { getVersion, listVersions } from "@/lib/domain/frameworks/versions/queries/versions";
import { frameworkLimits } from "@/lib/domain/frameworks/versions/schema";
import type { Actor } from "@/lib/platform/access/actor";
import { Conflict, Forbidden, NotFound } from "@/lib/platform/errors/public-error";
import { request } from "@/tests/support/door";
import { cisoLibrary, oscalCatalog, ownList } from "@/tests/support/framework-files";
import { createWorld, personWith, tokenOf, type World } from "@/tests/support/world";

let world: World;
let lead: Actor;
let token: string;
let reader: Actor;

beforeAll(async () => {
  world = await createWorld();
  lead = await personWith("compliance", world.root);
  token = await tokenOf(lead, world.root);
  reader = await personWith("auditor", world.claims);
});

async function send(text: string, said: Record<string, string> = {}, as = token) {
  const query = new URLSearchParams({ name: "a.file", ...said });
  return request("POST", `/framework-versions?${query}`, { token: as, raw: text });
}

async function drafted(text: string, said: Record<string, string> = {}) {
  const { status, body } = await send(text, said);
  expect([status, body["errors"]]).toEqual([201, undefined]);
  return { id: String(body["id"]), version: Number(body["version"]) };
}

async function inForce(text: string, said: Record<string, string> = {}) {
  const draft = await drafted(text, said);
  await applyFramework.execute(lead, { ...draft, reason: "Asked for by the board." });
  return draft.id;
}

const keys = async () => (await listFrameworks.execute(reader, {})).entries.map(({ key }) => key);

describe("a framework that is imported", () => {
  test("is a draft first: it is shown with what was left out, and no list knows it", async () => {
    const { id } = await drafted(cisoLibrary, { key: "drafted" });
    const read = await getVersion.execute(reader, { id });
    expect(read).toMatchObject({ state: "draft", key: "drafted", toFulfil: 2, lineCount: 4, earlier: null });
    expect(read.warnings).toHaveLength(4);
    expect(read.rights).toContain("Acme, may be copied");
    expect(await keys()).not.toContain("drafted");
  });

  test("is, once in force, listed, searched, compared, covered, stated and packed like every other", async () => {
    await inForce(cisoLibrary);
    expect(await keys()).toContain("house-rules");
    const { found, origin } = await getFramework.execute(reader, { key: "house-rules", q: "named PERSON" });
    expect([found, origin?.rights]).toEqual([1, "Acme, may be copied\nPackaged by somebody."]);
    const compared = await compareFrameworks.execute(reader, { from: "iso-42001", to: "house-rules" });
    expect(compared.counts).toMatchObject({ all: 2, unmentioned: 2 });
    const which = { framework: "house-rules", unitId: world.claims };
    await judgeRequirement.execute(lead, {
      ...{ ...which, ref: "P.1", verdict: "fulfilled", reason: "Seen in the register." },
    });
    const covered = await frameworkCoverage.execute(lead, { key: "house-rules", unitId: world.claims });
    expect(covered.rows.map(({ ref, state }) => [ref, state])).toEqual([
      ["P.1", "confirmed"],
      ["p1-again", "open"],
    ]);
    await excludeRequirement.execute(lead, { ...which, ref: "p1-again", reason: "Nobody is ever away." });
    const { lines } = await getStatement.execute(lead, which);
    expect(lines.map(({ applicable }) => applicable)).toEqual([true, false]);
    const { frameworks } = await coverageOverview.execute(lead, { unitId: world.claims });
    expect(frameworks.find(({ key }) => key === "house-rules")?.counts).toMatchObject({
      ...{ all: 2, confirmed: 1, excluded: 1 },
    });
    const pack = await createPack.execute(lead, {
      ...{ title: "Pack", recipient: "Auditor", unitId: world.claims, systemIds: [], leftOut: [] },
      ...{ frameworks: ["house-rules"], periodFrom: "2026-01-01", asOf: "2026-01-02" },
    });
    expect(pack.id).toBeTruthy();
  });

  test("is read by who may read frameworks in a unit below, and imported only by who may do so at the top", async () => {
    const below = await personWith("compliance", world.claims);
    const { status, body } = await send(cisoLibrary, {}, await tokenOf(below, world.claims));
    expect([status, body["detail"]]).toEqual([403, expect.stringContaining("whole organisation")]);
    const { id, version } = await drafted(cisoLibrary, { key: "not-theirs" });
    await expect(applyFramework.execute(below, { id, version, reason: "I want it." })).rejects.toBeInstanceOf(
      Forbidden,
    );
    expect((await listVersions.execute(below, {})).can.import).toBe(false);
  });

  test("that is withdrawn is no longer listed, keeps its versions, and comes back with the next import", async () => {
    const id = await inForce(cisoLibrary, { key: "withdrawn-one" });
    const { version } = await getVersion.execute(lead, { id });
    await withdrawFramework.execute(lead, { id, version, reason: "Read in by mistake." });
    expect(await keys()).not.toContain("withdrawn-one");
    await expect(getFramework.execute(reader, { key: "withdrawn-one" })).rejects.toBeInstanceOf(NotFound);
    expect((await getVersion.execute(reader, { id })).state).toBe("withdrawn");
    await inForce(cisoLibrary, { key: "withdrawn-one" });
    expect(await keys()).toContain("withdrawn-one");
  });

  test("is discarded once, and not put in force after that", async () => {
    const { id, version } = await drafted(cisoLibrary, { key: "discarded-one" });
    await discardFramework.execute(lead, { id, version });
    await expect(
      applyFramework.execute(lead, { id, version: version + 1, reason: "After all." }),
    ).rejects.toBeInstanceOf(Conflict);
  });
});

describe("a newer version", () => {
  const newer = cisoLibrary
    .replace("version: 3", "version: 4")
    .replace("answers for every system.", "answers for every system and model.")
    .replace("ref_id: P.1\n      description: Somebody", "ref_id: P.2\n      description: Somebody")
    .replace("      ref_id: People", "      ref_id: Persons")
    .replace(
      "  reference_controls:\n  - urn: urn:acme:risk:function:x\n    ref_id: X\n",
      "    - urn: urn:acme:risk:req_node:house-rules:p3\n      assessable: true\n      depth: 1\n      ref_id: P.3\n      name: New\n",
    );

  test("of the same source is known by it, says what it adds, changes, removes and numbers otherwise, and keeps what was said", async () => {
    const key = "house-versions";
    const first = await inForce(
      cisoLibrary.replaceAll("risk:framework:house-rules", `risk:framework:${key}`),
      { key },
    );
    const unitId = world.claims;
    const judge = (ref: string) =>
      judgeRequirement.execute(lead, { framework: key, ref, unitId, verdict: "fulfilled", reason: "Seen." });
    await judge("P.1");
    await judge("p1-again");
    const second = await drafted(newer.replaceAll("risk:framework:house-rules", `risk:framework:${key}`));
    const read = await getVersion.execute(lead, { id: second.id });
    expect([read.key, read.edition, read.earlier?.id]).toEqual([key, "4, 2026-03-23", first]);
    expect(read.changes).toMatchObject({
      added: [{ ref: "P.3", title: "New" }],
      removed: [],
      renumbered: [
        { ref: "Persons", was: "People" },
        { ref: "P.2", was: "p1-again" },
      ],
      same: 0,
    });
    expect(read.changes?.changed.map(({ ref, fields }) => [ref, fields.map(({ field }) => field)])).toEqual([
      ["node2", ["Stands below"]],
      ["P.1", ["Text"]],
    ]);
    await applyFramework.execute(lead, { ...second, reason: "The newer one counts." });
    const { rows } = await frameworkCoverage.execute(lead, { key, unitId });
    expect(rows.map(({ ref, state }) => [ref, state])).toEqual([
      ["P.1", "confirmed"],
      ["P.2", "open"],
      ["P.3", "open"],
    ]);
    const lost = await lostWords.execute(lead, { framework: key });
    expect(lost.rows.map(({ ref }) => ref)).toEqual(["p1-again"]);
    const carry = { framework: key, reason: "The source says that it is the same." };
    expect(await carryOver.execute(lead, carry)).toMatchObject({ findings: 1, exclusions: 0, crosswalk: 0 });
    const covered = await frameworkCoverage.execute(lead, { key, unitId });
    expect(covered.rows.find(({ ref }) => ref === "P.2")).toMatchObject({
      state: "confirmed",
      path: [expect.stringContaining("Seen. (Said of p1-again; The source says that it is the same.)")],
    });
    // Nothing is lost, and nothing is said twice.
    expect(await lostWords.execute(lead, { framework: key })).toEqual(lost);
    expect(await carryOver.execute(lead, carry)).toMatchObject({ findings: 0 });
    await expect(carryOver.execute(lead, { ...carry, framework: "iso-42001" })).rejects.toMatchObject({
      status: 409,
    });
    expect((await getVersion.execute(reader, { id: first })).state).toBe("superseded");
    expect((await getVersion.execute(reader, { id: first })).tree[0]?.ref).toBe("People");
  });
});

describe("a CSV file", () => {
  test("needs a name and a version beside it, and says so", async () => {
    const { status, body } = await send(ownList);
    expect([status, JSON.stringify(body)]).toEqual([400, expect.stringContaining("which version it is")]);
  });

  test("is read again with other columns; the new draft takes the place of the old one", async () => {
    const draft = await drafted(ownList, { title: "Data rules", edition: "1" });
    const columns = { ref: "Clause", title: "Description", notes: "Owner" };
    await expect(
      chooseColumns.execute(lead, { ...draft, columns: { ref: "Clause", title: "Gone" } }),
    ).rejects.toThrow('no column "Gone"');
    await expect(chooseColumns.execute(lead, { ...draft, columns })).rejects.toThrow(
      "neither a title nor a text",
    );
    const again = await chooseColumns.execute(lead, {
      ...{ ...draft, columns: { ref: "Clause", title: "Requirement", notes: "Owner" } },
    });
    expect((await getVersion.execute(lead, { id: draft.id })).state).toBe("discarded");
    const read = await getVersion.execute(lead, { id: again.id });
    expect([read.key, read.toFulfil, read.tree[1]?.notes]).toEqual(["data-rules", 3, ["Ada"]]);
  });
});

describe("refused, with nothing written", () => {
  test.each([
    ["a workbook", "PK\u0003\u0004rest", {}, 400, "Save the sheet as CSV"],
    ["XML", "<catalog/>", {}, 400, "This is XML"],
    ["a key of a framework that is shipped", cisoLibrary, { key: "iso-42001" }, 400, "Choose another key"],
    ["a key that stands in addresses", cisoLibrary, { key: "versions" }, 400, "taken by Plumbline"],
    ["a key with a slash", cisoLibrary, { key: "a/b" }, 400, "small letters"],
    ["too large", "x".repeat(frameworkLimits.bytes + 1), {}, 413, "12 MB"],
    [
      "a parent in a framework that does not exist",
      "ref,parent,title\nA,iso-42001:Z.9,x",
      { title: "Title", edition: "1" },
      400,
      "which does not exist",
    ],
  ])("%s", async (_what, text, said, status, words) => {
    const before = (await listVersions.execute(lead, {})).rows.length;
    const answer = await send(text, said as Record<string, string>);
    expect([answer.status, JSON.stringify(answer.body)]).toEqual([status, expect.stringContaining(words)]);
    expect((await listVersions.execute(lead, {})).rows).toHaveLength(before);
  });

  test("a key that a shipped framework has is not taken from the file: the import gets one of its own", async () => {
    const text = JSON.stringify(oscalCatalog).replace("Small catalog", "ISO 42001");
    expect((await getVersion.execute(lead, { id: (await drafted(text)).id })).key).toBe("iso-42001-imported");
  });
});
