import { beforeAll, describe, expect, test } from "vitest";
import { partConcepts } from "@/lib/domain/inventory/parts/concepts/schema";
import type { Scope } from "@/lib/platform/database/scope";
import { loadDemo } from "@/prisma/seed/demo";
import { takenBack } from "@/tests/support/taken-back";
import { asOwner } from "@/tests/support/test-database";

// The wall in the database, tested alone: SQL as the runtime role, without any operation before it. The demo
// organisation fills the tables; one unit of it is the scope.

let units: { id: string; path: string }[];
let tables: { name: string; unit: boolean }[];

beforeAll(async () => {
  await loadDemo();
  ({ units, tables } = await asOwner(async (client) => ({
    units: (await client.query(`select id, path from units order by path`)).rows,
    tables: (
      await client.query(
        `select c.relname as name, exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'unitId' and not a.attisdropped) as unit
         from pg_class c join pg_namespace n on n.oid = c.relnamespace
         where n.nspname = 'public' and c.relkind in ('r', 'p') and c.relname <> '_prisma_migrations' order by 1`,
      )
    ).rows,
  })));
}, 60_000);

/** Runs SQL as the runtime role in a scope and takes it back; returns the rows, or the message of the refusal. */
function attempt(scope: Partial<Scope>, sql: string): Promise<Record<string, unknown>[] | string> {
  return takenBack(scope, (client) =>
    client.query(sql).then(
      ({ rowCount, rows }) => [{ count: rowCount ?? 0 }, ...rows],
      (error: Error) => error.message,
    ),
  );
}

describe("every table", () => {
  test("is behind policies that bind its owner too, and the runtime role owns nothing", async () => {
    const open = await asOwner((client) =>
      client.query(
        `select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
         where n.nspname = 'public' and c.relkind in ('r', 'p') and c.relname <> '_prisma_migrations'
         and (not c.relrowsecurity or not c.relforcerowsecurity or c.relowner = 'plumbline_app'::regrole
              or not exists (select 1 from pg_policy p where p.polrelid = c.oid and 'plumbline_app'::regrole = any (p.polroles)))`,
      ),
    );
    expect(open.rows).toEqual([]);
  });

  test("shows nothing to a transaction whose scope was never set", async () => {
    for (const { name } of tables) {
      const seen = await attempt({}, `select 1 from ${name} limit 1`);
      expect([name, typeof seen === "string" ? 0 : seen[0]?.["count"]]).toEqual([name, 0]);
    }
  });

  test("can be written only where the scope says so", async () => {
    for (const { name, unit } of tables) {
      if (!unit || ["people", "audit_entries"].includes(name)) continue;
      const everywhere = { units: units.map(({ id }) => id), actor: "00000000-0000-7000-8000-00000000000f" };
      const changed = await attempt(everywhere, `update ${name} set "unitId" = "unitId"`);
      expect([name, typeof changed === "string" ? 0 : changed[0]?.["count"]]).toEqual([name, 0]);
      const removed = await attempt(everywhere, `delete from ${name}`);
      expect([name, typeof removed === "string" ? 0 : removed[0]?.["count"]]).toEqual([name, 0]);
    }
  });
});

describe("a scope of one unit", () => {
  const kinds = partConcepts.map(({ concept }) => concept);
  // What is read further than the unit that keeps it: parts, and the links between them.
  // Counts in its unit and below: read there, written only where it belongs.
  const inherited: string[] = [
    "programme_roles",
    "programme_appointments",
    "saved_views",
    "import_mappings",
    "own_questionnaires",
    "questionnaire_versions",
    "statement_deviations",
    "requirement_findings",
    "law_versions",
    "own_controls",
    "custom_roles",
    "own_threat_rules",
    "threat_rule_overrides",
  ];
  const shared: string[] = [...kinds, "parts", "part_links"];

  // Who reads the top unit reads the whole audit chain; every other scope ends at its own rows.
  test("shows its own rows of every table and none of any other unit", async () => {
    for (const { name, unit } of tables) {
      if (!unit || ["people", "controls", ...inherited, ...shared].includes(name)) continue;
      for (const { id } of units.slice(1, 7)) {
        const rows = await attempt(
          { units: [id], actor: "00000000-0000-7000-8000-00000000000f" },
          `select "unitId" from ${name}`,
        );
        const foreign = typeof rows === "string" ? [] : rows.slice(1).filter((row) => row["unitId"] !== id);
        expect([name, foreign]).toEqual([name, []]);
        const expected = await asOwner((client) =>
          client.query(`select 1 from ${name} where "unitId" = $1`, [id]),
        );
        if (!["api_tokens"].includes(name))
          expect([name, typeof rows === "string" ? rows : rows[0]?.["count"]]).toEqual([
            name,
            expected.rowCount,
          ]);
      }
    }
  });

  test.each(inherited)(
    "shows of %s its own rows and those of the units above, and no others",
    async (name) => {
      for (const { id, path } of units.slice(1)) {
        const rows = await attempt({ units: [id] }, `select id from ${name}`);
        const expected = await asOwner((client) =>
          client.query(
            `select 1 from ${name} t join units u on u.id = t."unitId" where starts_with($1, u.path)`,
            [path],
          ),
        );
        expect([id, typeof rows === "string" ? rows : rows[0]?.["count"]]).toEqual([id, expected.rowCount]);
      }
    },
  );

  test("shows its own controls, and of the units above those that hold for all of them", async () => {
    for (const { id, path } of units.slice(1)) {
      const rows = await attempt({ units: [id] }, `select id from controls order by id`);
      const expected = await asOwner((client) =>
        client.query(
          `select c.id from controls c join units u on u.id = c."unitId"
           where c."unitId" = $1 or (c."systemId" is null and starts_with($2, u.path)) order by c.id`,
          [id, path],
        ),
      );
      expect(typeof rows === "string" ? rows : rows.slice(1)).toEqual(expected.rows);
    }
  });

  const visible = (id: string, path: string) => `
    with recursive needs(part, needed) as (
      select "fromId", "toId" from part_links where relation <> 'protects'
      union all select "toId", "fromId" from part_links where relation = 'protects'
    ), seen(id) as (
      (select p.id from parts p join units u on u.id = p."unitId" where starts_with('${path}', u.path)
       union select "partId" from system_parts where "unitId" = '${id}')
      union select needed from seen join needs on part = seen.id
    ) select id from seen`;

  test.each([...kinds, "parts"])(
    "shows those %s that are kept in it or above it, used by one of its systems, or needed by one of these",
    async (table) => {
      for (const { id, path } of units) {
        const seen = await attempt(
          { units: [id], actor: "00000000-0000-7000-8000-00000000000f" },
          `select id from ${table} order by id`,
        );
        const expected = await asOwner((client) =>
          client.query(`select id from ${table} where id in (${visible(id, path)}) order by id`),
        );
        expect(typeof seen === "string" ? seen : seen.slice(1)).toEqual(expected.rows);
      }
    },
  );

  test("shows the links between parts of which it shows both ends", async () => {
    for (const { id, path } of units) {
      const seen = await attempt(
        { units: [id], actor: "00000000-0000-7000-8000-00000000000f" },
        `select "fromId", "toId", relation from part_links order by 1, 2, 3`,
      );
      const expected = await asOwner((client) =>
        client.query(
          `select "fromId", "toId", relation from part_links
           where "fromId" in (${visible(id, path)}) and "toId" in (${visible(id, path)}) order by 1, 2, 3`,
        ),
      );
      expect(typeof seen === "string" ? seen : seen.slice(1)).toEqual(expected.rows);
    }
  });

  test("does not let a row be moved out of it, nor one be made in another unit", async () => {
    const [home, other] = [units[1]?.id ?? "", units[2]?.id ?? ""];
    const scope = { units: [home, other], writable: [home], actor: "00000000-0000-7000-8000-00000000000f" };
    const moved = await attempt(scope, `update risks set "unitId" = '${other}' where "unitId" = '${home}'`);
    const made = await attempt(
      scope,
      `insert into risks (id, title, category, "unitId", "createdById", "updatedAt") values (gen_random_uuid(), 'x', 'security', '${other}', gen_random_uuid(), now())`,
    );
    expect(made).toMatch(/row-level security/);
    expect(typeof moved === "string" ? moved : moved[0]?.["count"]).toEqual(expect.anything());
    if (typeof moved !== "string") expect(moved[0]?.["count"]).toBe(0);
  });
});

describe("the audit chain", () => {
  test.each([
    ["update", `update audit_entries set action = 'x'`],
    ["delete", `delete from audit_entries`],
    ["truncate", `truncate audit_entries`],
    ["insert", `insert into audit_entries select * from audit_entries limit 0`],
    ["disable its trigger", `alter table audit_entries disable trigger all`],
    ["switch triggers off", `set session_replication_role = replica`],
    ["change a checkpoint", `update audit_checkpoints set note = 'x'`],
    ["change a past score", `update risk_scores set score = 1`],
    ["remove a past score", `delete from risk_scores`],
  ])("cannot be touched by the runtime role: %s", async (_what, sql) => {
    const everywhere = {
      units: units.map(({ id }) => id),
      writable: units.map(({ id }) => id),
      actor: "system",
      secrets: true,
    };
    expect(await attempt(everywhere, sql)).toMatch(/permission denied|must be owner|never changed/);
  });

  test("cannot be changed or emptied by the owner either, as long as the triggers stand", async () => {
    for (const sql of [
      "update audit_entries set action = 'x'",
      "delete from audit_entries",
      "truncate audit_entries",
    ]) {
      await expect(asOwner((client) => client.query(sql))).rejects.toThrow("never changed");
    }
  });
});
