import { text as textOf } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createPack } from "@/lib/domain/audit-packs/commands/create-pack";
import { importLicensedTexts, setLicensedText } from "@/lib/domain/frameworks/licensed/commands";
import { listLicensedTexts } from "@/lib/domain/frameworks/licensed/queries";
import { getFramework } from "@/lib/domain/frameworks/queries/browse";
import { exportFramework } from "@/lib/domain/frameworks/queries/export";
import { searchRecords } from "@/lib/domain/search/queries";
import type { Actor } from "@/lib/platform/access/actor";
import { closeSender } from "@/lib/platform/jobs/queue";
import { builtPack, packOf } from "@/tests/support/audit-packs";
import { request } from "@/tests/support/door";
import { asOwner } from "@/tests/support/test-database";
import { createWorld, personWith, tokenOf, type World } from "@/tests/support/world";

// A word that stands nowhere else.
const phrase = "quillfeather";
const framework = "iso-42001";
let world: World;
let lead: Actor;

beforeAll(async () => {
  world = await createWorld();
  lead = await personWith("lead", world.root);
  const text = `The organisation shall keep its ${phrase} in order.`;
  await setLicensedText.execute(lead, { framework, ref: "A.6.2.4", text });
});
afterAll(closeSender);

const entered = async () =>
  (await listLicensedTexts.execute(lead, { framework })).rows.filter(({ text }) => text !== null);

describe("the text of a licensed standard", () => {
  test("is read by who may read licensed texts, and by nobody else", async () => {
    expect(await entered()).toMatchObject([{ ref: "A.6.2.4", text: expect.stringContaining(phrase) }]);
    for (const role of ["administrator", "auditor", "risk-owner", "reader", "system-owner"] as const) {
      const other = await personWith(role, world.root);
      await expect(listLicensedTexts.execute(other, { framework })).rejects.toMatchObject({ status: 403 });
      await expect(
        setLicensedText.execute(other, { framework, ref: "A.6.2.4", text: "Mine." }),
      ).rejects.toMatchObject({ status: 403 });
    }
  });

  test("leaves no trace for anybody else: not in the framework, its exports, the search, the API or the audit trail", async () => {
    const admin = await personWith("administrator", world.root);
    const token = await tokenOf(admin, world.root);
    const seen = [
      await getFramework.execute(admin, { key: framework, q: phrase }),
      await textOf((await exportFramework.execute(admin, { key: framework, format: "oscal" })).bytes),
      await textOf((await exportFramework.execute(admin, { key: framework, format: "csv" })).bytes),
      await searchRecords.execute(admin, { q: phrase }),
      (await request("GET", "/audit?limit=100", { token })).body,
      (await request("GET", `/frameworks/${framework}`, { token })).body,
      (await request("GET", `/licensed-texts?framework=${framework}`, { token })).body,
    ];
    for (const one of seen) expect(JSON.stringify(one)).not.toContain(phrase);
    expect(seen[0]).toMatchObject({ found: 0 });
  });

  test("stands in one table alone, which no query sees but those that say so", async () => {
    const holding = await asOwner(async (client) => {
      const { rows } = await client.query<{ at: string }>(
        `select quote_ident(schemaname) || '.' || quote_ident(tablename) as at from pg_tables
         where schemaname not in ('pg_catalog', 'information_schema')`,
      );
      const found: string[] = [];
      for (const { at } of rows) {
        const held = await client.query(`select 1 from ${at} t where t::text ilike $1 limit 1`, [
          `%${phrase}%`,
        ]);
        if (held.rowCount) found.push(at);
      }
      return found;
    });
    expect(holding).toEqual(["public.requirement_texts"]);
  });

  test("is in a pack only where who may read it chose that", async () => {
    const without = await builtPack(lead, { ...packOf(world.root), frameworks: [framework] });
    expect(without.bytes.includes(phrase)).toBe(false);
    const wanted = { ...packOf(world.root), frameworks: [framework], added: ["licensed-texts" as const] };
    expect((await builtPack(lead, wanted)).text(`licensed/${framework}.csv`)).toContain(phrase);
    const admin = await personWith("administrator", world.root);
    await expect(createPack.execute(admin, wanted)).rejects.toMatchObject({ problems: [{ path: "added" }] });
  });

  test("comes by a list too, all of it or nothing, and an empty text removes one", async () => {
    const wrong = 'Ref,Text\nA.6.2.4,Once.\nA.6.2.4,Twice.\nA.99,"Nowhere."';
    await expect(importLicensedTexts.execute(lead, { framework, csv: wrong })).rejects.toMatchObject({
      problems: [
        { message: expect.stringContaining('"A.6.2.4" stands twice') },
        { message: expect.stringContaining('no requirement "A.99"') },
      ],
    });
    expect(await entered()).toHaveLength(1);
    const csv = 'Ref,Text\nA.6.2.4,\nA.7.3,"First line.\nSecond line."\n';
    expect(await importLicensedTexts.execute(lead, { framework, csv })).toEqual({
      ...{ entered: 1, removed: 1, unchanged: 0 },
    });
    expect(await entered()).toMatchObject([{ ref: "A.7.3", text: "First line.\nSecond line." }]);
  });

  test("is entered for the whole organisation, at its top alone", async () => {
    const below = await personWith("lead", world.insurance);
    await expect(
      setLicensedText.execute(below, { framework, ref: "A.7.3", text: "Mine." }),
    ).rejects.toMatchObject({ status: 403 });
  });
});
