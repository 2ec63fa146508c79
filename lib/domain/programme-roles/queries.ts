import "server-only";
import * as z from "zod";
import { timeZoneOf } from "@/lib/domain/organization/settings/queries";
import {
  programmeRolesAppoint,
  programmeRolesDefine,
  programmeRolesRead,
} from "@/lib/domain/programme-roles/access";
import { filledBy, timeOf } from "@/lib/domain/programme-roles/rules";
import { appointmentsIn, rolesOf, staffingOf, upwards } from "@/lib/domain/programme-roles/staffing";
import { may } from "@/lib/platform/access/actor";
import { NotFound } from "@/lib/platform/errors/public-error";
import { type Context, query } from "@/lib/platform/operation/operation";
import { dayIn } from "@/lib/platform/time/day";

/** Returns today in the organisation's time zone. */
export async function todayOf({ tx, now }: Context): Promise<string> {
  return dayIn(await timeZoneOf(tx), now);
}

/** The roles of the programme in one unit: who holds each, since and until when, inherited or vacant, and who held it. */
export const unitRoles = query({
  name: "programmeRoles.ofUnit",
  summary: "The roles of the programme in a business unit",
  permission: programmeRolesRead,
  input: z.strictObject({ unitId: z.uuid({ error: "Is not the id of a record." }) }),
  run: async (context, { unitId }) => {
    const { actor, tx } = context;
    const unit = await tx.unit.findFirst({ where: { AND: [{ id: unitId }, reachable(context)] } });
    if (!unit) throw new NotFound();
    const today = await todayOf(context);
    const staffing = await staffingOf(context, unit, today);
    const names = await namesOf(context, upwards(unit.path));
    return {
      unit: { id: unit.id, name: unit.name },
      can: {
        appoint: may(actor, programmeRolesAppoint, unitId),
        define: may(actor, programmeRolesDefine, unitId),
      },
      roles: staffing.map(({ holdings, holders, unitId: from, own, ...role }) => ({
        ...role,
        own: own && {
          ...own,
          unit: names.get(own.unitId) ?? "",
          canDefine: may(actor, programmeRolesDefine, own.unitId),
        },
        from: from && (names.get(from) ?? null),
        holders,
        // Whoever holds it here and does not count now: yet to come, past, or without an account.
        others: holdings
          .filter((one) => one.unitId === unitId && !holders.includes(one))
          .map((one) => ({ ...one, time: timeOf(one, today) })),
      })),
    };
  },
});

/** The required roles that nobody holds, unit by unit, in the units the actor reads. */
export const vacancies = query({
  name: "programmeRoles.vacancies",
  summary: "Vacant roles of the programme by business unit",
  permission: programmeRolesRead,
  input: z.strictObject({}),
  run: async (context) => {
    const units = await context.tx.unit.findMany({
      where: reachable(context),
      select: { id: true, name: true, path: true },
      orderBy: { path: "asc" },
    });
    const above = [...new Set(units.flatMap(({ path }) => upwards(path)))];
    const [roles, appointments] = [await rolesOf(context, above), await appointmentsIn(context, above)];
    const today = await todayOf(context);
    return {
      units: units.map(({ id, name, path }) => {
        const up = upwards(path);
        const states = roles
          .filter(({ need, own }) => need === "required" && (own === null || up.includes(own.unitId)))
          .map(({ role, title }) => {
            const holdings = appointments.filter((one) => one.role === role);
            return { title, state: filledBy(holdings, up, today).state };
          });
        const count = (state: string) => states.filter((one) => one.state === state).length;
        return {
          id,
          name,
          depth: up.length - 1,
          required: states.length,
          held: count("held"),
          inherited: count("inherited"),
          vacant: states.filter(({ state }) => state === "vacant").map(({ title }) => title),
        };
      }),
    };
  },
});

function reachable({ actor, units }: Context) {
  return actor.kind === "system" ? {} : { id: { in: [...units] } };
}

async function namesOf({ tx }: Context, ids: readonly string[]): Promise<Map<string, string>> {
  const units = await tx.unit.findMany({ where: { id: { in: [...ids] } }, select: { id: true, name: true } });
  return new Map(units.map(({ id, name }) => [id, name]));
}

/** Returns who fills each role of the programme in a unit today, by the role's key; a vacant role has nobody. */
export async function holdersIn(
  context: Context,
  unitId: string,
): Promise<Map<string, { id: string; name: string }[]>> {
  const unit = await context.tx.unit.findUniqueOrThrow({ where: { id: unitId }, select: { path: true } });
  const staffing = await staffingOf(context, unit, await todayOf(context));
  return new Map(staffing.map(({ role, holders }) => [role, holders.map(({ person }) => person)]));
}
