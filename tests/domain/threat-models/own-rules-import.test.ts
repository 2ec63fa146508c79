import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listImportTargets } from "@/lib/domain/imports/choices";
import { elementTypes } from "@/lib/domain/threat-models/element-types";
import { createOwnRule, retireOwnRule } from "@/lib/domain/threat-models/own-rules/commands/own-rule";
import { getOwnRule, getOwnRuleHistory } from "@/lib/domain/threat-models/own-rules/queries/own-rules";
import { ownRuleRegister } from "@/lib/domain/threat-models/own-rules/queries/register";
import { getThreatRule } from "@/lib/domain/threat-models/queries/threat-rules";
import type { Actor } from "@/lib/platform/access/actor";
import { closeSender } from "@/lib/platform/jobs/queue";
import { request } from "@/tests/support/door";
import { applied, checked, upload } from "@/tests/support/importing";
import { createWorld, personWith, tokenOf, type World } from "@/tests/support/world";

// Threat rules of one's own in files: what a file would do is shown before anything is written, row by row.

let world: World;
let lead: Actor;
let token: string;

beforeAll(async () => {
  world = await createWorld();
  lead = await personWith("lead", world.root);
  token = await tokenOf(lead, world.root);
});
afterAll(closeSender);

const heads =
  "Title,Types of elements,Applies when,Category,Family,Tier,Likelihood,Impact,Mitigations,Sources";
const file = (...rows: readonly string[]) => [heads, ...rows].join("\n");
const check = (text: string) => checked(lead, token, "own-threat-rules", world.root, text);
const rule = (condition: string, more: { types?: string; title?: string; impact?: string } = {}) =>
  [
    ...[more.title ?? "Orders in our name", more.types ?? "agent orchestrator", condition],
    ...["Tampering", "Prompt injection", "Always asked", "3", more.impact ?? "4", "MIT-01; MIT-02"],
    "LLM06:2025 ASI02",
  ].join(",");
const listed = async (q: string) => (await ownRuleRegister.list.execute(lead, { q })).rows;

test("a file is read without writing, then applied, and the same file again changes nothing", async () => {
  const text = file(
    rule("element.can_write"),
    rule("always", { title: "Of two", types: "end_user; agent_orchestrator" }),
  );
  const found = await check(text);
  expect(found).toMatchObject({ created: 2, changed: 0, refused: 0 });
  expect(await listed("Orders in")).toEqual([]);
  await applied(lead, token, found.id);
  const [row] = await listed("Orders in");
  expect(row).toMatchObject({
    ...{ state: "asked", types: ["agent_orchestrator"], tier: "1", impact: 4, sources: "LLM06:2025\nASI02" },
  });
  expect(await getThreatRule.execute(lead, { key: String(row?.["key"]) })).toMatchObject({
    ...{ standing: "own", condition: "element.can_write" },
    mitigations: [{ id: "MIT-01" }, { id: "MIT-02" }],
  });
  expect(await check(text)).toMatchObject({ created: 0, changed: 0, unchanged: 2, refused: 0 });
});

test("a file says what it would change, and the history of the rule keeps where that came from", async () => {
  const found = await check(file(rule("element.can_write and system.multimodal", { impact: "5" })));
  expect(found.rows[0]?.differences).toEqual([
    {
      label: "Applies when",
      before: "element.can_write",
      after: "element.can_write and system.multimodal",
    },
    { label: "Impact", before: "4", after: "5" },
  ]);
  await applied(lead, token, found.id);
  const [row] = await listed("Orders in");
  const { entries } = await getOwnRuleHistory.execute(lead, { id: row?.id ?? "" });
  expect(entries).toHaveLength(2);
  expect(JSON.stringify(entries[0])).toContain("list.csv");
});

test("what cannot be read names its row and its column, and is not written with the rest", async () => {
  const { id: retired } = await createOwnRule.execute(lead, {
    ...{ title: "Gone", description: null, types: ["end_user"], condition: "always", category: "Spoofing" },
    ...{ family: "other_security", tier: "1", likelihood: 1, impact: 1, mitigations: [], sources: null },
  });
  await retireOwnRule.execute(lead, { id: retired, version: 1, reason: "A try." });
  const found = await check(
    file(
      rule("element.can_write and", { title: "A" }),
      rule("element.colour", { title: "B" }),
      rule("element.can_write", { title: "C", types: "agent orchestrator; end user" }),
      rule("always", { title: "D", types: "robot" }),
      rule("always", { title: "E", impact: "9" }),
      rule("always", { title: "F" }).replace("MIT-02", "MIT-99"),
      rule("always", { title: "G" }).replace("ASI02", "LLM99"),
      rule("always", { title: "Gone" }),
      rule("always", { title: "Kept" }),
    ),
  );
  expect(found).toMatchObject({ created: 1, refused: 8 });
  const told = found.rows.map(({ line, problems }) => [line, problems[0]?.label, problems[0]?.message]);
  const says = (words: string) => expect.stringContaining(words);
  expect(told.slice(0, 8)).toEqual([
    [2, "Applies when", says("At the end: a fact")],
    [3, "Applies when", says('nothing called "colour"')],
    [4, "Applies when", says("Read for: End user")],
    [5, "Types of elements", says('"robot" is not a value')],
    [6, "Impact", says("from 1 to 5")],
    [7, "Mitigations", says('"MIT-99" is not a value')],
    [8, "Sources", says('"LLM99"')],
    [9, null, says("The rule is retired")],
  ]);
  await applied(lead, token, found.id, "skip");
  expect((await listed("")).map(({ title }) => title).toSorted()).toEqual(
    ["Gone", "Kept", "Of two", "Orders in our name"].toSorted(),
  );
});

test("an export comes back as it was, whatever the type, and so does the example", async () => {
  const every = [...elementTypes().keys()].join("; ");
  const example = await check(readFileSync("prisma/reference/examples/own-threat-rules.csv", "utf8"));
  expect(example).toMatchObject({ created: 2, refused: 0 });
  await applied(lead, token, example.id);
  const wide = await check(file(rule("always", { title: "Everywhere", types: every })));
  await applied(lead, token, wide.id);
  expect((await listed("Everywhere"))[0]?.["types"]).toHaveLength(elementTypes().size);
  const { body } = await request("GET", "/own-threat-rules/export?format=csv&state=asked", { token });
  const again = await check(String(body["text"]));
  expect(again).toMatchObject({ created: 0, changed: 0, unchanged: 6, refused: 0 });
  const [row] = await listed("OWN-0001");
  expect(await getOwnRule.execute(lead, { id: row?.id ?? "" })).toMatchObject({ key: "OWN-0001" });
  const renamed = await check(`Ref,Title\nOWN-0001,Orders without asking`);
  expect(renamed.rows[0]).toMatchObject({ outcome: "change", recordId: row?.id });
});

test("only who keeps the rules of the whole organisation may import them", async () => {
  const below = await personWith("lead", world.insurance);
  const { targets } = await listImportTargets.execute(below, {});
  expect(targets.map(({ concept }) => concept)).not.toContain("own-threat-rules");
  const mine = await tokenOf(below, world.insurance);
  expect((await upload(mine, "own-threat-rules", world.insurance, file(rule("always")))).status).toBe(400);
});
