import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { parts } from "@/lib/domain/inventory/kinds";
import { partConcepts } from "@/lib/domain/inventory/parts/concepts/schema";
import { linkFields } from "@/lib/domain/inventory/parts/links";
import { createSystem, updateSystem } from "@/lib/domain/inventory/systems/commands";
import { getSystem } from "@/lib/domain/inventory/systems/queries";
import { asOwner } from "@/tests/support/test-database";
import { personWith, rootUnit } from "@/tests/support/world";

const rows = (text: string, values: unknown[] = []) =>
  asOwner(async (client) => (await client.query(text, values)).rows);

describe("the tables of the past", () => {
  test("have every column of the tables of the present: after a new column, call past.show anew", async () => {
    const missing = await rows(`
      select table_name, column_name from information_schema.columns now
      where table_schema = 'public' and table_name in (select table_name from information_schema.tables where table_schema = 'past')
        and not exists (select 1 from information_schema.columns past where past.table_schema = 'past'
          and past.table_name = now.table_name and past.column_name = now.column_name)`);
    expect(missing).toEqual([]);
  });

  test("know how each field of a part names others", async () => {
    const known = await rows("select concept, field, relation from past.relations() order by 1, 2");
    const named = partConcepts.flatMap(({ concept }) =>
      linkFields(parts[concept].kind).map(({ field, relation }) => ({ concept, field, relation })),
    );
    expect(known).toEqual(named.sort((a, b) => (a.concept + a.field < b.concept + b.field ? -1 : 1)));
  });
});

test("an older entry, which names the parts of a system as models, is read like one that names them as modelIds", async () => {
  const lead = await personWith("lead", rootUnit);
  const created = await parts.models.create.execute(lead, { name: "Old model", unitId: rootUnit } as never);
  const modelId = (created as { id: string }).id;
  const { id } = await createSystem.execute(lead, {
    name: "Old system",
    unitId: rootUnit,
    stage: "idea",
    modelIds: [modelId],
  });
  const [entry] = await rows(
    `select text from audit_entries where "subjectId" = $1 and "subjectType" = 'systems'`,
    [id],
  );
  const { after } = JSON.parse(entry.text);
  for (const field of Object.keys(after)) if (field.endsWith("Ids")) delete after[field];
  const old = { ...after, models: [{ modelId }], datasets: [], vendors: [], completeness: undefined };
  const text = JSON.stringify({ after: old, before: null });
  const facts = { action: "systems.update", actorKind: "system", actorName: "test", requestId: randomUUID() };
  const chained = { ...facts, subjectType: "systems", subjectId: id, unitId: rootUnit, text };
  await rows("select chain_entries($1, '2026-02-01T12:00:00Z')", [JSON.stringify([chained])]);
  await updateSystem.execute(lead, { id, version: 1, modelIds: [] });
  const model = {
    ...facts,
    action: "models.create",
    subjectType: "models",
    subjectId: modelId,
    unitId: rootUnit,
  };
  const [made] = await rows(`select text from audit_entries where "subjectId" = $1`, [modelId]);
  await rows("select chain_entries($1, '2026-01-30T12:00:00Z')", [
    JSON.stringify([{ ...model, text: made.text }]),
  ]);
  const seen = await asOwner(async (client) => {
    await client.query("begin; select past.open()");
    await client.query(
      `select set_config('plumbline.as_of', '2026-02-02', false), set_config('plumbline.units', $1, false)`,
      [rootUnit],
    );
    return (await client.query(`select "partId" from past.system_parts where "systemId" = $1`, [id])).rows;
  });
  expect(seen).toEqual([{ partId: modelId }]);
  const then = (await getSystem.execute(lead, { id, asOf: "2026-02-02" })) as unknown as {
    completeness: number;
    models: object[];
  };
  expect(then.completeness).toBe(0);
  expect(then.models).toEqual([{ id: modelId, name: "Old model" }]);
  const before = (await getSystem.execute(lead, { id, asOf: "2026-02-01" })) as unknown as typeof then;
  expect(before.models).toEqual(then.models);
});
