import { afterAll, beforeAll, expect, test } from "vitest";
import { createSystem } from "@/lib/domain/inventory/systems/commands";
import type { Actor } from "@/lib/platform/access/actor";
import { closeSender } from "@/lib/platform/jobs/queue";
import { applied, checked } from "@/tests/support/importing";
import { asOwner } from "@/tests/support/test-database";
import { createWorld, personWith, theSystem, tokenOf, type World } from "@/tests/support/world";

// What an import writes beside what its file says: what a row has from the start, and what its reader cannot see.

let world: World;
let lead: Actor;
let token: string;

beforeAll(async () => {
  world = await createWorld();
  lead = await personWith("lead", world.insurance);
  token = await tokenOf(lead, world.insurance);
  await createSystem.execute(theSystem(), { name: "Claims intake", unitId: world.claims });
});
afterAll(closeSender);

const check = (text: string) => checked(lead, token, "risks", world.insurance, text);

test("a created risk stands in the audit trail with every value that it has, also those it was not given", async () => {
  await applied(lead, token, (await check("Title,Category\nWhole one,Security\n")).id);
  const { rows } = await asOwner((client) =>
    client.query(
      `select to_jsonb(r) as risk, e.text from risks r
       join audit_entries e on e."subjectId" = r.id and e.action = 'risks.create' where r.title = 'Whole one'`,
    ),
  );
  const [{ risk, text }] = rows;
  for (const [column, value] of Object.entries(risk))
    if (value !== null) expect([column, text]).toEqual([column, expect.stringContaining(`"${column}"`)]);
});

test("a link to a system that whoever imports cannot see is neither shown nor dropped", async () => {
  await applied(lead, token, (await check("Title,Category,System\nLinked one,Security,Claims intake\n")).id);
  const linked = () =>
    asOwner(async (client) => {
      const { rows } = await client.query(
        `select s.name from risk_systems l join systems s on s.id = l."systemId" join risks r on r.id = l."riskId" where r.title = 'Linked one' order by 1`,
      );
      return rows.map(({ name }) => name);
    });
  await createSystem.execute(theSystem(), { name: "Clinic scheduler", unitId: world.clinics });
  await asOwner((client) =>
    client.query(
      `insert into risk_systems ("riskId", "systemId", "unitId") select r.id, s.id, r."unitId" from risks r, systems s where r.title = 'Linked one' and s.name = 'Clinic scheduler'`,
    ),
  );
  const same = await check("Title,Category,System\nLinked one,Security,Claims intake\n");
  expect(same).toMatchObject({ unchanged: 1, changed: 0 });
  await applied(lead, token, (await check("Title,Category,Systems\nLinked one,Privacy,\n")).id);
  expect(await linked()).toContain("Clinic scheduler");
});
