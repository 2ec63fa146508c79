import { expect, inject, test } from "vitest";
import { schemaDrift } from "@/lib/platform/database/diff";
import { asOwner } from "@/tests/support/test-database";

test("the migrations and the schema say the same", async () => {
  expect(await schemaDrift({ adminUrl: inject("adminUrl") })).toBe("");
});

test("every instant is stored with its time zone, every day as a day", async () => {
  const { rows } = await asOwner((client) =>
    client.query(
      `select table_name, column_name from information_schema.columns where table_schema = 'public' and data_type in ('timestamp without time zone', 'time without time zone')`,
    ),
  );
  expect(rows).toEqual([]);
});
