import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { parts } from "@/lib/domain/inventory/kinds";
import { createSystem } from "@/lib/domain/inventory/systems/commands";
import { createRisk } from "@/lib/domain/risks/commands/create-risk";
import { updateRisk } from "@/lib/domain/risks/commands/update-risk";
import { searchRecords } from "@/lib/domain/search/queries";
import type { Actor } from "@/lib/platform/access/actor";
import { unitsWith } from "@/lib/platform/access/actor";
import { transact } from "@/lib/platform/database/client";
import { Invalid } from "@/lib/platform/errors/public-error";
import { foundKinds } from "@/lib/platform/registry/contributions";
import { withEveryRole } from "@/tests/access/company";
import { specimen } from "@/tests/access/specimens";
import { asOwner } from "@/tests/support/test-database";
import { createWorld, personWith, type World } from "@/tests/support/world";

let world: World;
let owner: Actor;
let everything: Actor;

beforeAll(async () => {
  world = await createWorld();
  owner = await personWith("risk-owner", world.insurance);
  everything = await withEveryRole(world.insurance);
});

const found = async (q: string, actor = owner, more: object = {}) =>
  (await searchRecords.execute(actor, { q, ...more })).results.map(({ name }) => name);
const risk = (title: string, more: object = {}, by = owner) =>
  createRisk.execute(by, { title, category: "security", unitId: world.claims, ...more });

describe("what is found", () => {
  test("a record by the beginnings of its words, in any order, without accents, case and punctuation", async () => {
    await risk("Crème-brûlée assistant leaks prompts");
    for (const q of ["creme", "LEAK creme", "brulee, assis", "Prompts (leaks)"])
      expect(await found(q)).toEqual(["Crème-brûlée assistant leaks prompts"]);
    expect(await found("creme pudding")).toEqual([]);
  });

  test.each([
    ["Προστασία δεδομένων", "προστασια"],
    ["Утечка данных Жук", "жук утеч"],
    ["日本語 の注意", "日本語"],
    ["Zażółć gęślą jaźń", "zazolc gesla"],
  ])("%s in its own script", async (title, q) => {
    await risk(title);
    expect(await found(q)).toContain(title);
  });

  test("text of plain letters alone by the same words as among letters of any kind", async () => {
    const plain = fc.string({ unit: "binary-ascii", maxLength: 40 }).map((said) => said.replaceAll("\0", ""));
    await asOwner((client) =>
      fc.assert(
        fc.asyncProperty(plain, async (said) => {
          const text = "select search.plain($1) as alone, search.any_letters($1) as among";
          const [row] = (await client.query<{ alone: string; among: string }>(text, [said])).rows;
          expect(row?.alone).toBe(row?.among);
        }),
      ),
    );
  });

  test("a reference, however it is written, finds its record first and alone", async () => {
    const { ref } = await risk("Found by its number");
    const number = Number(ref.slice(2));
    for (const q of [ref, `r${number}`, ` ${ref.toLowerCase()} `, `R-${number}`])
      expect(await found(q)).toEqual(["Found by its number"]);
  });

  test("a word in the name weighs more than one in the text", async () => {
    await risk("Quince in the text only", { event: "A marmelade is mentioned." });
    await risk("Marmelade in the name");
    expect(await found("marmelade")).toEqual(["Marmelade in the name", "Quince in the text only"]);
  });

  test("what a record says now, not what it said before", async () => {
    const { id, version } = await risk("Rhubarb once");
    await updateRisk.execute(owner, { id, version, title: "Gooseberry now" });
    expect([await found("rhubarb"), await found("gooseberry")]).toEqual([[], ["Gooseberry now"]]);
  });

  test("records of some kinds alone, with how many there are of each", async () => {
    await risk("Papaya risk");
    await createSystem.execute(everything, { name: "Papaya system", unitId: world.claims });
    const all = await searchRecords.execute(everything, { q: "papaya" });
    expect(all.kinds.map(({ kind, count }) => [kind, count])).toEqual([
      ["systems", 1],
      ["risks", 1],
    ]);
    expect(await found("papaya", everything, { kinds: "systems" })).toEqual(["Papaya system"]);
    expect(all.results.map(({ href }) => href.split("/")[1]).sort()).toEqual(["risks", "systems"]);
  });
});

test("every kind of record of the product is found", async () => {
  const keeper = { unitId: world.insurance, personId: everything.personId ?? "" };
  for (const kind of foundKinds()) {
    const id = await specimen(kind.type, keeper);
    const units = unitsWith(everything, kind.read);
    const scope = { units, writable: [], actor: everything.personId ?? "", secrets: false };
    const [record] = await transact(scope, (tx) =>
      kind.find({ tx, actor: everything, units, now: new Date() }, [id]),
    );
    const { results } = await searchRecords.execute(everything, { q: record?.name ?? "", limit: 100 });
    expect([kind.type, results.map((one) => one.id).includes(id)]).toEqual([kind.type, true]);
  }
});

describe("who finds it", () => {
  test("nobody without a role where it is kept; the index is closed to the application itself", async () => {
    await risk("Elderberry");
    const stranger = await personWith("risk-owner", world.clinics);
    expect([await found("elderberry"), await found("elderberry", stranger)]).toEqual([["Elderberry"], []]);
    const scope = { units: "all", writable: [], actor: owner.personId ?? "", secrets: false } as const;
    await expect(transact(scope, (tx) => tx.$queryRaw`select count(*) from search.entries`)).rejects.toThrow(
      "permission denied",
    );
  });

  test("a part that is kept elsewhere and used here is found; a system that uses it elsewhere is not", async () => {
    const clinic = await withEveryRole(world.clinics);
    const shared = await withEveryRole(world.root);
    const model = await parts.models.create.execute(clinic, {
      name: "Lingonberry model",
      unitId: world.clinics,
    });
    await createSystem.execute(shared, {
      name: "Lingonberry here",
      unitId: world.claims,
      modelIds: [model.id],
    });
    await createSystem.execute(shared, {
      name: "Lingonberry there",
      unitId: world.clinics,
      modelIds: [model.id],
    });
    expect((await found("lingonberry")).sort()).toEqual(["Lingonberry here", "Lingonberry model"]);
  });

  test("a task assigned in a unit where one has no role is found by the assignee alone", async () => {
    const helper = await personWith("reader", world.clinics);
    const { id } = await risk("Task keeper");
    await asOwner((client) =>
      client.query(
        `insert into tasks (id, title, "subjectType", "subjectId", "unitId", "assigneeId", "createdById", "updatedAt")
         values ($1, 'Boysenberry task', 'risks', $2, $3, $4, $5, now())`,
        [randomUUID(), id, world.claims, helper.personId, owner.personId],
      ),
    );
    expect(await found("boysenberry", helper)).toEqual(["Boysenberry task"]);
    expect(await found("boysenberry", await personWith("reader", world.clinics))).toEqual([]);
  });
});

describe("what is typed", () => {
  test("nothing to look for finds nothing; too much is refused in words that say what to do", async () => {
    expect(await found("  – !?")).toEqual([]);
    await expect(searchRecords.receive(owner, { q: "x".repeat(201) })).rejects.toBeInstanceOf(Invalid);
    await expect(searchRecords.receive(owner, {})).rejects.toBeInstanceOf(Invalid);
  });

  test("operators, quotes, NUL and half characters are words like any other or nothing, never an error", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary", maxLength: 200 }), async (q) => {
        await searchRecords.execute(owner, { q });
      }),
      {
        numRuns: 60,
        examples: [["'"], ["a' | 'b"], ["&!()<->:*"], ["\u0000"], ["\ud800"], ["\\"], ["a:*b"], ["x'':"]],
      },
    );
  });
});
