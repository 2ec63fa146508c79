import { readFileSync } from "node:fs";
import { expect, inject, test } from "vitest";
import { schemaDrift } from "@/lib/platform/database/diff";
import { pictureOf, pictureText, readPicture } from "@/lib/platform/database/picture";
import { asOwner } from "@/tests/support/test-database";

test("the migrations and the schema say the same", async () => {
  expect(await schemaDrift({ adminUrl: inject("adminUrl") })).toBe("");
});

test("what doctor compares a database with is what the migrations make", async () => {
  const written = readFileSync("prisma/picture.txt", "utf8");
  const made = await asOwner(async (client) => {
    await client.query("begin");
    return pictureText(await readPicture(client));
  });
  // Otherwise: npm run --silent plumbline -- migration describe
  expect(written).toBe(made);
  expect(pictureText(pictureOf(written))).toBe(written);
});

test("every instant is stored with its time zone, every day as a day", async () => {
  const { rows } = await asOwner((client) =>
    client.query(
      `select table_name, column_name from information_schema.columns where table_schema = 'public' and data_type in ('timestamp without time zone', 'time without time zone')`,
    ),
  );
  expect(rows).toEqual([]);
});
