import { beforeAll, describe, expect, test } from "vitest";
import { judgeRequirement } from "@/lib/domain/controls/commands/judge-coverage";
import { excludeRequirement } from "@/lib/domain/controls/commands/statement";
import { lostWords } from "@/lib/domain/controls/queries/lost-words";
import { exportFramework } from "@/lib/domain/frameworks/queries/export";
import { frameworksInForce } from "@/lib/domain/frameworks/queries/in-force";
import { shippedFrameworks } from "@/lib/domain/frameworks/queries/shipped";
import type { Framework, Requirement } from "@/lib/domain/frameworks/schema";
import { treeOf } from "@/lib/domain/frameworks/tree";
import { applyFramework } from "@/lib/domain/frameworks/versions/commands/put-in-force";
import { readOscal } from "@/lib/domain/frameworks/versions/files/oscal";
import { readFrameworkTable } from "@/lib/domain/frameworks/versions/files/table";
import { requirementOf } from "@/lib/domain/frameworks/versions/rules";
import type { StoredLine } from "@/lib/domain/frameworks/versions/schema";
import type { Actor } from "@/lib/platform/access/actor";
import { lookBackTo } from "@/lib/platform/operation/operation";
import { request } from "@/tests/support/door";
import { cisoLibrary } from "@/tests/support/framework-files";
import { oscalCatalogShape } from "@/tests/support/oscal-catalog-shape";
import { createWorld, personWith, tokenOf, type World } from "@/tests/support/world";

let world: World;
let lead: Actor;
let token: string;

beforeAll(async () => {
  world = await createWorld();
  lead = await personWith("compliance", world.root);
  token = await tokenOf(lead, world.root);
});

async function bytesOf(key: string, format: "oscal" | "csv"): Promise<Uint8Array> {
  const file = await exportFramework.execute(lead, { key, format });
  return new Response(file.bytes).bytes();
}

const byRef = (lines: readonly Requirement[]) => new Map(lines.map((one) => [one.ref, one]));
const again = (key: string, lines: readonly StoredLine[]) => lines.map((line) => requirementOf(key, line));

async function imported(text: string, said: Record<string, string> = {}): Promise<string> {
  const query = new URLSearchParams({ name: "a.file", ...said });
  const { status, body } = await request("POST", `/framework-versions?${query}`, { token, raw: text });
  expect([status, body["errors"]]).toEqual([201, undefined]);
  return String(body["id"]);
}

describe("a framework that is exported", () => {
  const frameworks = shippedFrameworks().map((one) => [one.key, one] as const);

  test.each(frameworks)("%s as an OSCAL catalog keeps the rules of OSCAL", async (key) => {
    const catalog = JSON.parse(new TextDecoder().decode(await bytesOf(key, "oscal")));
    expect(oscalCatalogShape.safeParse(catalog).error?.issues ?? []).toEqual([]);
  });

  test.each(frameworks)(
    "%s as an OSCAL catalog is read back to the same requirements and tree",
    async (key, shipped) => {
      const { lines, warnings } = readOscal(new TextDecoder().decode(await bytesOf(key, "oscal")));
      const read = again(key, lines);
      expect(warnings).toEqual([]);
      expect(byRef(read)).toEqual(byRef(shipped.requirements));
      const tree = (requirements: readonly Requirement[]) =>
        treeOf({ ...shipped, requirements } as Framework, shippedFrameworks(), []).tree;
      expect(tree(read)).toEqual(tree(shipped.requirements));
    },
  );

  test.each(frameworks)(
    "%s as CSV is read back to the same requirements in the same order",
    async (key, shipped) => {
      const { lines } = await readFrameworkTable(await bytesOf(key, "csv"), null);
      expect(again(key, lines)).toEqual(shipped.requirements);
    },
  );

  test("is, when it was imported, the next version of itself without a change", async () => {
    const first = await imported(cisoLibrary);
    await applyFramework.execute(lead, { id: first, version: 1, reason: "The board asked for it." });
    const file = new TextDecoder().decode(await bytesOf("house-rules", "oscal"));
    const { body } = await request("GET", `/framework-versions/${await imported(file)}`, { token });
    expect(body).toMatchObject({
      ...{ key: "house-rules", rights: "Acme, may be copied\nPackaged by somebody." },
      changes: { added: [], removed: [], changed: [], renumbered: [], same: 4 },
    });
  });
});

test("what was said of a requirement that a newer version lacks is listed before and after, and nothing of it is lost", async () => {
  const key = "house-lost";
  const first = await imported(cisoLibrary.replaceAll("house-rules", key), { key });
  await applyFramework.execute(lead, { id: first, version: 1, reason: "The board asked for it." });
  const said = { framework: key, unitId: world.claims };
  await judgeRequirement.execute(lead, { ...said, ref: "P.1", verdict: "fulfilled", reason: "Seen." });
  await excludeRequirement.execute(lead, { ...said, ref: "p1-again", reason: "Nobody is away." });
  expect((await lostWords.execute(lead, { framework: key })).rows).toEqual([]);
  const draft = await imported(
    cisoLibrary
      .replaceAll("house-rules", key)
      .replace("version: 3", "version: 4")
      .replaceAll("P.1", "P.9")
      .replaceAll("p1-again", "p2"),
  );
  const lost = [
    { ref: "P.1", what: "finding", words: "Fulfilled: Seen.", unit: "Claims" },
    { ref: "p1-again", what: "exclusion", words: "Nobody is away.", unit: "Claims" },
  ];
  const { rows } = await lostWords.execute(lead, { framework: key, versionId: draft });
  expect(rows).toMatchObject(lost);
  await applyFramework.execute(lead, { id: draft, version: 1, reason: "The newer one counts." });
  expect((await lostWords.execute(lead, { framework: key })).rows).toMatchObject(lost);
});

test("on a day before it was imported a framework was not there", async () => {
  const keys = (asOf: string) =>
    lookBackTo(asOf, lead, { permission: exportFramework.permission }, async ({ tx }) =>
      (await frameworksInForce(tx)).map(({ key }) => key),
    );
  expect(await keys("2026-01-01")).toEqual(shippedFrameworks().map(({ key }) => key));
});
