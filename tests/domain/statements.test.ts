import { beforeAll, describe, expect, test } from "vitest";
import {
  excludeRequirement,
  grantStatement,
  includeRequirement,
  refuseStatement,
  requestStatement,
  withdrawStatement,
} from "@/lib/domain/controls/commands/statement";
import { getStatement, statementId } from "@/lib/domain/controls/queries/statement";
import { statementReport } from "@/lib/domain/controls/statement-report";
import { getMyWork } from "@/lib/domain/my-work/queries";
import type { Actor } from "@/lib/platform/access/actor";
import { inDays } from "@/tests/support/days";
import { asOwner } from "@/tests/support/test-database";
import { createWorld, personWith, type World } from "@/tests/support/world";

let world: World;
let lead: Actor;
let compliance: Actor;
const until = inDays(200);
const framework = "iso-42001";

beforeAll(async () => {
  world = await createWorld();
  lead = await personWith("lead", world.insurance);
  compliance = await personWith("compliance", world.insurance);
});

const which = () => ({ framework, unitId: world.insurance });
const read = (actor = lead, unitId = world.insurance) => getStatement.execute(actor, { framework, unitId });
const stored = async () =>
  asOwner(
    async (client) => (await client.query(`select count(*)::int as n from statement_deviations`)).rows[0].n,
  );

describe("a Statement of Applicability", () => {
  test("lists the controls of the standard, all of which apply until one is excluded; nothing of that is stored", async () => {
    const { lines, approved } = await read();
    expect(lines).toHaveLength(38);
    expect(lines.every(({ applicable }) => applicable)).toBe(true);
    expect([approved, await stored()]).toEqual([null, 0]);
    const whole = await getStatement.execute(lead, { framework: "soc2-tsc-2017", unitId: world.insurance });
    expect(whole.lines).toHaveLength(61);
  });

  test("excludes with a reason for the unit and everything below, and lets it apply again where it was excluded", async () => {
    await excludeRequirement.execute(lead, { ...which(), ref: "A.10.4", reason: "We have no customers." });
    const below = await read(await personWith("compliance", world.claims), world.claims);
    expect(below.lines.find(({ ref }) => ref === "A.10.4")).toMatchObject({
      ...{ applicable: false, reason: "We have no customers.", excludedAt: "Insurance", state: "excluded" },
    });
    const claims = await personWith("lead", world.claims);
    await expect(
      includeRequirement.execute(claims, { framework, unitId: world.claims, ref: "A.10.4" }),
    ).rejects.toThrow("take it back there");
    await expect(
      excludeRequirement.execute(lead, { ...which(), ref: "A.10.4", reason: "Again." }),
    ).rejects.toThrow("excluded here already");
    await includeRequirement.execute(lead, { ...which(), ref: "A.10.4" });
    expect((await read()).lines.every(({ applicable }) => applicable)).toBe(true);
    await expect(
      excludeRequirement.execute(lead, { ...which(), ref: "4.1", reason: "A clause." }),
    ).rejects.toThrow("no such requirement");
  });

  test("is approved by another person, who finds it under their work; a change makes the approval stale and says why", async () => {
    await requestStatement.execute(lead, { ...which(), reason: "For the audit.", until });
    await expect(grantStatement.execute(lead, { ...which(), reason: "Mine." })).rejects.toThrow(
      "Another person signs",
    );
    const { groups } = await getMyWork.execute(compliance, {});
    const asked = groups
      .flatMap(({ items }) => items)
      .find(({ detail }) => detail === "Statement of Applicability");
    expect(asked?.href).toBe(`/frameworks/iso-42001/statement?unitId=${world.insurance}#approval`);
    await grantStatement.execute(compliance, { ...which(), reason: "Read line by line." });
    expect((await read()).approved?.until).toBe(until);
    await excludeRequirement.execute(lead, { ...which(), ref: "A.10.4", reason: "No customers." });
    expect((await read()).approved).toBeNull();
    const { rows } = await asOwner((client) =>
      client.query(
        `select state, "closedReason", jsonb_array_length(snapshot->'lines') as lines from decisions where "subjectId" = $1`,
        [statementId(framework, world.insurance)],
      ),
    );
    expect(rows).toEqual([
      { state: "stale", closedReason: "Changed since: A.10.4 does not apply any more.", lines: 38 },
    ]);
  });

  test("is refused with a reason, or the request taken back by whoever asked", async () => {
    await requestStatement.execute(lead, { ...which(), reason: "Again.", until });
    await refuseStatement.execute(compliance, { ...which(), reason: "A.10.4 is wrong." });
    await requestStatement.execute(lead, { ...which(), reason: "Once more.", until });
    await expect(withdrawStatement.execute(compliance, which())).rejects.toThrow("Somebody else asked");
    await withdrawStatement.execute(lead, which());
    expect((await read()).pending).toBeNull();
  });

  test.each(["pdf", "xlsx"] as const)("is saved as %s", async (format) => {
    const { name, bytes } = await statementReport.execute(compliance, { ...which(), format });
    expect(name).toMatch(new RegExp(`^statement-of-applicability-iso-42001-.+\\.${format}$`));
    const start = new TextDecoder().decode((await new Response(bytes).arrayBuffer()).slice(0, 4));
    expect(start).toBe(format === "pdf" ? "%PDF" : "PK\u0003\u0004");
  });

  test("shows no trace to another unit", async () => {
    const clinics = await personWith("compliance", world.clinics);
    await expect(read(clinics)).rejects.toMatchObject({ status: 404 });
    await expect(
      excludeRequirement.execute(clinics, { ...which(), ref: "A.10.4", reason: "No." }),
    ).rejects.toMatchObject({ status: 404 });
  });
});
