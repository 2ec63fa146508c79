import "server-only";
import * as z from "zod";
import { programmeRolesAppoint } from "@/lib/domain/programme-roles/access";
import { todayOf } from "@/lib/domain/programme-roles/queries";
import { daysProblem, overlaps, timeOf } from "@/lib/domain/programme-roles/rules";
import { appointmentFields, endingFields } from "@/lib/domain/programme-roles/schema";
import { appointmentsIn, type Role, rolesOf, upwards } from "@/lib/domain/programme-roles/staffing";
import { authorOf } from "@/lib/platform/access/actor";
import { Conflict, Invalid, NotFound } from "@/lib/platform/errors/public-error";
import { type Context, command } from "@/lib/platform/operation/operation";
import { assertWon } from "@/lib/platform/operation/version";
import { withinUnits } from "@/lib/platform/operation/within-units";
import { reference } from "@/lib/platform/schema/field";
import { recordVersion } from "@/lib/platform/schema/shape";
import { dayText, storedDay } from "@/lib/platform/time/day";

const { until, ...required } = appointmentFields;

/** Names somebody as the holder of a role in a unit, from a day on; several may hold it at a time. */
export const appointHolder = command({
  name: "programmeRoles.appoint",
  summary: "Name the holder of a role of the programme",
  permission: programmeRolesAppoint,
  input: z.strictObject({
    unitId: reference("units", { label: "Business unit" }),
    /** The key of a shipped role, or the id of one's own. */
    role: z.string({ error: "Choose a role." }).max(60),
    ...required,
    until: until.default(null),
  }),
  run: async (context, { role: wanted, ...appointment }) => {
    const role = await roleIn(context, appointment.unitId, wanted);
    await assertPerson(context, appointment.personId);
    await assertDays(context, wanted, appointment);
    const created = await context.tx.programmeAppointment.create({
      data: {
        unitId: appointment.unitId,
        personId: appointment.personId,
        since: new Date(appointment.since),
        until: storedDay(appointment.until),
        roleKey: role.own ? null : role.role,
        ownRoleId: role.own ? role.role : null,
        createdById: authorOf(context.actor),
      },
    });
    const subject = { type: "programme-roles", id: created.id, unitId: created.unitId };
    const after = { ...created, role: role.title };
    return { result: { id: created.id, version: created.version }, change: { subject, before: null, after } };
  },
});

/** Ends an appointment with a last day; it stays in the history. */
export const endAppointment = command({
  name: "programmeRoles.end",
  summary: "End the appointment of a holder",
  permission: programmeRolesAppoint,
  input: z.strictObject({ ...recordVersion, ...endingFields }),
  run: async (context, { id, version, until: last }) => {
    const before = await findAppointment(context, id);
    const [since, held] = [dayText(before.since) ?? "", dayText(before.until)];
    if (timeOf({ since, until: held }, await todayOf(context)) === "past")
      throw new Conflict(`It ended on ${held} already. Its days are history now.`);
    const wrong = daysProblem({ since, until: last });
    if (wrong) throw new Invalid([{ path: "until", message: wrong }]);
    const written = await context.tx.programmeAppointment.updateManyAndReturn({
      where: { id, version },
      data: { until: storedDay(last), version: { increment: 1 } },
    });
    await assertWon({ count: written.length }, () => findAppointment(context, id));
    const after = written[0] ?? before;
    const subject = { type: "programme-roles", id, unitId: after.unitId };
    return { result: { id, version: after.version }, change: { subject, before, after } };
  },
});

async function findAppointment(context: Context, id: string) {
  const found = await context.tx.programmeAppointment.findFirst({ where: { id, ...withinUnits(context) } });
  if (!found) throw new NotFound();
  return found;
}

async function roleIn(context: Context, unitId: string, wanted: string): Promise<Role> {
  const { tx, actor, units } = context;
  const own = actor.kind === "system" || units.includes(unitId);
  const unit = own ? await tx.unit.findFirst({ where: { id: unitId } }) : null;
  const nowhere = "There is no such business unit where you may do this. Choose another.";
  if (!unit) throw new Invalid([{ path: "unitId", message: nowhere }]);
  const role = (await rolesOf(context, upwards(unit.path))).find((one) => one.role === wanted);
  if (role) return role;
  throw new Invalid([
    { path: "role", message: "There is no such role in this business unit. Choose another." },
  ]);
}

async function assertPerson({ tx }: Context, id: string): Promise<void> {
  if ((await tx.person.count({ where: { id, status: { not: "disabled" } } })) === 1) return;
  const message = "There is no such person. Choose somebody with an account.";
  throw new Invalid([{ path: "personId", message }]);
}

interface Asked {
  unitId: string;
  personId: string;
  since: string;
  until: string | null;
}

async function assertDays(context: Context, role: string, asked: Asked): Promise<void> {
  const wrong = daysProblem(asked);
  if (wrong) throw new Invalid([{ path: "until", message: wrong }]);
  const held = (await appointmentsIn(context, [asked.unitId])).find(
    (one) => one.role === role && one.person.id === asked.personId && overlaps(one, asked),
  );
  if (!held) return;
  const words = held.until ? `from ${held.since} to ${held.until}` : `since ${held.since}`;
  const message = `${held.person.name} holds this role here ${words}. Choose other days or somebody else.`;
  throw new Invalid([{ path: "personId", message }]);
}
