import { beforeAll, describe, expect, test } from "vitest";
import { getMyWork } from "@/lib/domain/my-work/queries";
import type { WorkItem } from "@/lib/domain/my-work/schema";
import type { Actor, HeldGrant } from "@/lib/platform/access/actor";
import { knownPermissions, toRead } from "@/lib/platform/access/permission";
import { everyRole } from "@/lib/platform/access/role";
import "@/lib/registry";
import { loadDemo } from "@/prisma/seed/demo";
import { asOwner } from "@/tests/support/test-database";
import { personWith, rootUnit } from "@/tests/support/world";

// Whose work is what: a signature waits for those who may give it there, and nobody is shown the name of what they may not read.

const signed = [
  ...["risk-acceptance", "control-exception", "stage-move", "statement-of-applicability"],
  ...["eu-ai-act-classification", "threat-model-sign-off", "threat-acceptance", "pasta-stage-sign-off"],
];

let person: Actor;
let units: string[];

beforeAll(async () => {
  await loadDemo();
  person = await personWith("reader", rootUnit);
  await asOwner(async (client) => {
    await client.query("set session_replication_role = replica");
    const run = (sql: string) => client.query(sql);
    const { rows } = await client.query<{ id: string }>("select id from units");
    units = rows.map(({ id }) => id);
    // Everything waits, and is this person's to see to.
    const copied = (kind: string, snapshot: string) =>
      run(`insert into decisions (id, kind, "subjectType", "subjectId", "unitId", state, "requestedById", "authorIds", reason, snapshot, digest, "updatedAt")
           select gen_random_uuid(), '${kind}', 'controls', id, "unitId", 'requested', "createdById", '{}', 'It is needed.', '${snapshot}', 'none', now()
           from controls limit 1`);
    await copied("control-exception", "{}");
    await copied("statement-of-applicability", '{"title":"Statement","framework":{"key":"iso-42001"}}');
    await run(
      `update decisions set state = 'requested', "authorIds" = '{}', "requestedById" = gen_random_uuid()`,
    );
    await run(
      `update assessments set state = case when id = (select min(id::text)::uuid from assessments) then 'submitted' else 'in-progress' end`,
    );
    for (const table of ["assessments", "controls", "findings", "threat_models", "systems"])
      await run(`update ${table} set "ownerId" = '${person.personId}'`);
    await run(`update findings set state = 'open'`);
    await run(`update threats set state = 'accepted', until = current_date`);
    await run(`update pasta_stages set state = 'stale'`);
    await run(`update classifications set state = 'stale'`);
  });
});

const held = (role: string, at: string[], permissions?: string[]): HeldGrant => ({
  ...{ role, unitId: at[0] ?? "", units: at },
  ...(permissions ? { name: "Custom", permissions } : {}),
});
const reading = () => held("reader", units);
const acting = (at: string[]) => everyRole.filter((role) => role !== "auditor").map((role) => held(role, at));
const blind = () =>
  held(
    "blind",
    units,
    knownPermissions()
      .filter((one) => !toRead(one) || one.name === "my-work:read")
      .map(({ name }) => name),
  );

async function workOf(grants: HeldGrant[]): Promise<WorkItem[]> {
  const { groups } = await getMyWork.execute({ ...person, grants }, {});
  return groups.flatMap(({ items }) => items);
}

async function waiting(kind: string): Promise<{ key: string; unitId: string }[]> {
  return asOwner(async (client) => {
    const { rows } = await client.query<{ key: string; unitId: string }>(
      `select 'decision-' || id as key, "unitId" from decisions where kind = $1 and state = 'requested'
       union all select 'assessment-approval-' || id, "unitId" from assessments where state = 'submitted' and $1 = 'assessment-approval'`,
      [kind],
    );
    return rows;
  });
}

describe("a signature waits for whoever may give it in the unit of what is signed, and for nobody who may only elsewhere", () => {
  test.each([...signed, "assessment-approval"])("%s", async (kind) => {
    const asked = await waiting(kind);
    const all = new Set((await workOf([reading(), ...acting(units)])).map(({ key }) => key));
    const [one] = asked.filter(({ key }) => all.has(key));
    expect(one).toBeDefined();
    const there = units.filter((id) => id === one?.unitId);
    const elsewhere = units.filter((id) => id !== one?.unitId);
    const keysOf = async (at: string[]) => (await workOf([reading(), ...acting(at)])).map(({ key }) => key);
    expect(await keysOf(there)).toContain(one?.key);
    expect(await keysOf(elsewhere)).not.toContain(one?.key);
  });
});

test("who may do everything but read is shown no name of what is theirs or waits for their signature", async () => {
  const kinds = (items: WorkItem[]) => [...new Set(items.map(({ kind }) => kind))].sort();
  expect(kinds(await workOf([reading(), ...acting(units)]))).toEqual([
    ...["acceptance-ends", "assessment", "control-failed", "control-test", "decision", "finding", "gaps"],
    ...["reclassify", "review", "stage-stale", "threat-model-stale", "triage"],
  ]);
  expect(await workOf([blind()])).toEqual([]);
});
