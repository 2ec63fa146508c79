import { beforeAll, describe, expect, test } from "vitest";
import { createSystem } from "@/lib/domain/inventory/systems/commands";
import { appointHolder, endAppointment } from "@/lib/domain/programme-roles/commands/appoint";
import { addOwnRole, retireOwnRole, updateOwnRole } from "@/lib/domain/programme-roles/commands/own-roles";
import { unitRoles, vacancies } from "@/lib/domain/programme-roles/queries";
import { raciReport } from "@/lib/domain/programme-roles/raci-report";
import { shippedRoles } from "@/lib/domain/programme-roles/read-roles";
import { daysProblem, filledBy, overlaps, timeOf } from "@/lib/domain/programme-roles/rules";
import { systemParties } from "@/lib/domain/programme-roles/schema";
import { readCatalogue } from "@/lib/domain/risk-catalogue/read-catalogue";
import type { Actor } from "@/lib/platform/access/actor";
import { Conflict, Forbidden, Invalid, NotFound } from "@/lib/platform/errors/public-error";
import { addDays } from "@/lib/platform/time/day";
import { readPdf } from "@/tests/reports/read-pdf";
import { inDays } from "@/tests/support/days";
import { createWorld, personWith, type World } from "@/tests/support/world";

const today = inDays(0);
let world: World;
let lead: Actor;
let reader: Actor;

beforeAll(async () => {
  world = await createWorld();
  lead = await personWith("lead", world.root);
  reader = await personWith("reader", world.claims);
});

const appoint = (unitId: string, role: string, personId: string | null, since = today, until?: string) =>
  appointHolder.execute(lead, { unitId, role, personId: personId ?? "", since, until: until ?? null });

async function roleIn(unitId: string, role: string, actor = lead) {
  const { roles } = await unitRoles.execute(actor, { unitId });
  return roles.find((one) => one.role === role || one.title === role);
}

describe("the roles that Plumbline comes with", () => {
  const { roles, activities } = shippedRoles();

  test("each have responsibilities and rest on identifiers that the list of sources has", () => {
    const known = readCatalogue().sources;
    expect(new Set(roles.map(({ key }) => key)).size).toBe(roles.length);
    expect(roles.flatMap(({ basis }) => basis).filter((id) => !known.has(id))).toEqual([]);
  });

  test("are parties of activities, each with exactly one that is accountable", () => {
    const parties = [...roles.map(({ key }) => key), ...systemParties.map(({ value }) => value as string)];
    const named = activities.flatMap((one) => [
      ...one.responsible,
      one.accountable,
      ...one.consulted,
      ...one.informed,
    ]);
    expect(named.filter((party) => !parties.includes(party))).toEqual([]);
    expect(roles.map(({ key }) => key).filter((key) => !named.includes(key))).toEqual([]);
  });
});

describe("the days of an appointment", () => {
  test("decide whether it counts: from the first to the last, both included", () => {
    const held = { since: "2026-03-01", until: "2026-03-31" };
    expect(["2026-02-28", "2026-03-01", "2026-03-31", "2026-04-01"].map((day) => timeOf(held, day))).toEqual([
      "coming",
      "now",
      "now",
      "past",
    ]);
    expect(overlaps(held, { since: "2026-03-31", until: null })).toBe(true);
    expect(overlaps(held, { since: "2026-04-01", until: null })).toBe(false);
    expect(daysProblem({ since: "2026-03-01", until: "2026-02-28" })).toMatch(
      /Choose that day or a later one/,
    );
  });

  test("and a disabled account fills no role", () => {
    const one = { unitId: "top", since: "2026-01-01", until: null, active: false };
    expect(filledBy([one], ["below", "top"], "2026-05-01").state).toBe("vacant");
    expect(filledBy([{ ...one, active: true }], ["below", "top"], "2026-05-01").state).toBe("inherited");
  });
});

describe("a role in a business unit", () => {
  test("is vacant until somebody holds it here or in a unit above; the nearest unit decides", async () => {
    expect(await roleIn(world.claims, "incident-lead")).toMatchObject({ state: "vacant", holders: [] });
    await appoint(world.root, "incident-lead", lead.personId);
    expect(await roleIn(world.claims, "incident-lead", reader)).toMatchObject({
      state: "inherited",
      holders: [{ person: { id: lead.personId } }],
    });
    await appoint(world.claims, "incident-lead", reader.personId);
    const here = await roleIn(world.claims, "incident-lead");
    expect(here).toMatchObject({ state: "held", holders: [{ person: { id: reader.personId } }] });
    expect(here?.holders).toHaveLength(1);
  });

  test("counts as vacant again after the last day of its holder, who stays in the history", async () => {
    const since = addDays(today, -10);
    const { id, version } = await appoint(world.root, "red-team-lead", lead.personId, since);
    const end = (until: string, seen = version) => endAppointment.execute(lead, { id, version: seen, until });
    await expect(end(addDays(since, -1))).rejects.toBeInstanceOf(Invalid);
    await end(addDays(today, -1));
    const role = await roleIn(world.root, "red-team-lead");
    expect(role).toMatchObject({ state: "vacant", others: [{ time: "past", until: addDays(today, -1) }] });
    await expect(end(today, version + 1)).rejects.toThrow(/It ended on/);
  });

  test("is not held twice by one person at a time in one unit, and the message says since when", async () => {
    await appoint(world.claims, "approver", reader.personId);
    await expect(appoint(world.claims, "approver", reader.personId)).rejects.toMatchObject({
      problems: [{ path: "personId", message: expect.stringContaining(`since ${today}`) }],
    });
    await appoint(world.clinics, "approver", reader.personId);
    const again = appoint(world.claims, "no-such-role", reader.personId);
    await expect(again).rejects.toMatchObject({ problems: [{ path: "role" }] });
  });

  test("is given by whoever runs the programme there, seen by every reader, and hidden from other units", async () => {
    const input = { unitId: world.claims, role: "approver", personId: lead.personId ?? "", since: today };
    await expect(appointHolder.execute(reader, input)).rejects.toBeInstanceOf(Forbidden);
    const claimsLead = await personWith("lead", world.claims);
    await expect(appointHolder.execute(claimsLead, { ...input, unitId: world.root })).rejects.toMatchObject({
      problems: [{ path: "unitId" }],
    });
    await expect(unitRoles.execute(reader, { unitId: world.root })).rejects.toBeInstanceOf(NotFound);
  });

  test("of two who end an appointment at once, the second is told", async () => {
    const { id, version } = await appoint(world.root, "supplier-manager", lead.personId);
    await endAppointment.execute(lead, { id, version, until: addDays(today, 30) });
    const late = endAppointment.execute(lead, { id, version, until: addDays(today, 60) });
    await expect(late).rejects.toBeInstanceOf(Conflict);
  });
});

describe("a role of one's own", () => {
  const words = {
    title: "Clinical safety officer",
    purpose: "Keeps patients safe.",
    need: "required" as const,
  };
  const responsibilities = "Reviews each system.\nStops a system.";

  test("counts in its unit and below, can be held, changed and retired", async () => {
    const input = { ...words, responsibilities, unitId: world.claims };
    const { id, version } = await addOwnRole.execute(lead, input);
    await expect(addOwnRole.execute(lead, input)).rejects.toMatchObject({ problems: [{ path: "title" }] });
    expect(await roleIn(world.root, words.title)).toBeUndefined();
    expect(await roleIn(world.claims, words.title)).toMatchObject({
      state: "vacant",
      responsibilities: ["Reviews each system.", "Stops a system."],
    });
    await appoint(world.claims, id, reader.personId);
    expect(await roleIn(world.claims, id)).toMatchObject({ state: "held" });
    const changed = await updateOwnRole.execute(lead, { id, version, need: "optional" });
    await expect(updateOwnRole.execute(lead, { id, version, need: "required" })).rejects.toBeInstanceOf(
      Conflict,
    );
    await retireOwnRole.execute(lead, { id, version: changed.version });
    expect(await roleIn(world.claims, id)).toBeUndefined();
    await addOwnRole.execute(lead, input);
  });
});

describe("the vacancies", () => {
  test("name the required roles that nobody holds, unit by unit, in the units one reads", async () => {
    const { units } = await vacancies.execute(reader, {});
    expect(units.map(({ id }) => id)).toEqual([world.claims]);
    const [claims] = units;
    expect(claims?.vacant).toContain("Compliance lead");
    expect(claims?.vacant).not.toContain("Incident lead");
    expect(claims?.vacant).not.toContain("Training lead");
    expect((claims?.held ?? 0) + (claims?.inherited ?? 0) + (claims?.vacant.length ?? 0)).toBe(
      claims?.required,
    );
  });
});

describe("the RACI sheet of an AI system", () => {
  test("names the holders for the system's unit and its owners, and marks what is vacant", async () => {
    const { id } = await createSystem.execute(lead, {
      name: "Claims sorter",
      unitId: world.claims,
      ownerId: reader.personId,
    });
    const { bytes } = await raciReport.execute(lead, { id });
    const chunks: Buffer[] = [];
    for await (const chunk of bytes) chunks.push(Buffer.from(chunk));
    const { pages } = readPdf(Buffer.concat(chunks));
    const text = pages
      .flatMap(({ texts }) => texts.map((line) => line.text))
      .join(" ")
      .replace(/\s+/g, " ");
    expect(text).toContain("Claims sorter");
    expect(text).toContain(`System owner: ${reader.name}`);
    expect(text).toContain(`Incident lead: ${reader.name}`);
    expect(text).toContain("Technical owner: VACANT");
    expect(text).toMatch(/required roles are vacant/);
  });
});
