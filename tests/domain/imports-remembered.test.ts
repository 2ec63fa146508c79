import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "@/lib/platform/access/actor";
import { closeSender } from "@/lib/platform/jobs/queue";
import { request } from "@/tests/support/door";
import { applied, checked, settled } from "@/tests/support/importing";
import { asOwner } from "@/tests/support/test-database";
import { createWorld, personWith, tokenOf, type World } from "@/tests/support/world";

let world: World;
let lead: Actor;
let token: string;

beforeAll(async () => {
  world = await createWorld();
  lead = await personWith("lead", world.root);
  token = await tokenOf(lead, world.root);
});
afterAll(closeSender);

const check = (text: string, name = "risks.csv") =>
  checked(lead, token, "risks", world.insurance, text, name);
const say = (id: string, version: number, body: object) =>
  request("POST", `/imports/${id}/mapping`, { token, body: { version, ...body } });

const german =
  "Bezeichnung;Art;Wahrscheinlichkeit;Ausmaß\nLeck;Datenschutz;Hoch;4\nDrift;Datenschutz;hoch;3\nGift;Security;5;5\n";
const columns = {
  Bezeichnung: "title",
  Art: "category",
  Wahrscheinlichkeit: "inherentLikelihood",
  Ausmaß: "inherentImpact",
};

describe("words of a file that no value of a field matches", () => {
  test("are listed with how many rows have them, and read as a person says they are meant", async () => {
    const first = await check(german);
    expect(await say(first.id, first.version, { columns })).toMatchObject({ status: 200 });
    const unread = await settled(lead, first.id);
    expect(unread).toMatchObject({ created: 1, refused: 2 });
    expect(unread.unread).toEqual([
      { field: "category", word: "Datenschutz", rows: 2 },
      { field: "inherentLikelihood", word: "Hoch", rows: 2 },
    ]);
    const wrong = { words: { category: { Datenschutz: "nonsense" } } };
    expect(await say(first.id, unread.version, wrong)).toMatchObject({ status: 400 });
    const prose = { words: { title: { Leck: "Leak" } } };
    expect(await say(first.id, unread.version, prose)).toMatchObject({ status: 400 });
    const words = { category: { Datenschutz: "privacy" }, inherentLikelihood: { Hoch: "4" } };
    expect(await say(first.id, unread.version, { words })).toMatchObject({ status: 200 });
    const read = await settled(lead, first.id);
    expect(read).toMatchObject({ created: 3, refused: 0, meant: words });
    expect(read.unread.map(({ rows }) => rows)).toEqual([2, 2]);
  });
});

describe("what a person has said of a file", () => {
  test("is offered for the next one with the same headings in any order, and said so", async () => {
    const next = await check(
      "Art;Bezeichnung;Ausmaß;Wahrscheinlichkeit\nDatenschutz;Neu;2;HOCH\n",
      "next.csv",
    );
    expect(next).toMatchObject({ created: 1, refused: 0, remembered: "risks.csv" });
    expect(next.columns.map(({ field }) => field)).toEqual([
      "category",
      "title",
      "inherentImpact",
      "inherentLikelihood",
    ]);
  });

  test("can be said otherwise, which then is remembered instead", async () => {
    const next = await check(german, "third.csv");
    await say(next.id, next.version, { columns: { Ausmaß: null, Wahrscheinlichkeit: null } });
    await settled(lead, next.id);
    const last = await check(german, "last.csv");
    expect(last).toMatchObject({ remembered: "third.csv" });
    expect(last.columns.map(({ field }) => field)).toEqual(["title", "category", null, null]);
  });

  test("is not offered for other headings, nor to anybody else", async () => {
    expect(await check("Bezeichnung;Art\nLeck;Security\n")).toMatchObject({ remembered: null });
    const other = await personWith("lead", world.root);
    const theirs = await tokenOf(other, world.root);
    const found = await checked(other, theirs, "risks", world.insurance, german, "theirs.csv");
    expect(found).toMatchObject({ remembered: null });
    expect(found.columns.map(({ field }) => field)).toEqual([null, null, null, null]);
  });

  test("is offered to others in the unit and below once it was applied, with who said it, and to nobody elsewhere", async () => {
    const file = "Titel;Sorte\nFremdes Leck;Datenschutz\n";
    const first = await check(file, "applied.csv");
    const said = {
      columns: { Titel: "title", Sorte: "category" },
      words: { category: { Datenschutz: "privacy" } },
    };
    await say(first.id, first.version, { columns: said.columns });
    const mapped = await settled(lead, first.id);
    await say(first.id, mapped.version, { words: said.words });
    await settled(lead, first.id);
    await applied(lead, token, first.id);
    const found = async (unitId: string) => {
      const other = await personWith("lead", unitId);
      return checked(
        other,
        await tokenOf(other, unitId),
        "risks",
        unitId,
        "Sorte;Titel\nDatenschutz;Neu\n",
        "b.csv",
      );
    };
    const below = await found(world.claims);
    expect(below).toMatchObject({ created: 1, remembered: "applied.csv", rememberedBy: lead.name });
    expect(below.columns.map(({ field }) => field)).toEqual(["category", "title"]);
    expect(await found(world.clinics)).toMatchObject({ remembered: null });
    const own = await check(file, "again.csv");
    expect(own).toMatchObject({ remembered: "applied.csv", rememberedBy: null });
    const { rows } = await asOwner((client) =>
      client.query("select mapping::text as kept from import_mappings"),
    );
    expect(rows[0].kept).not.toContain("Fremdes Leck");
  });
});
