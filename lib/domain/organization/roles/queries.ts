import "server-only";
import * as z from "zod";
import { grantsGive } from "@/lib/domain/organization/grants/access";
import { mayGive, permissionsOf } from "@/lib/domain/organization/grants/policy";
import { rolesDefine, rolesRead } from "@/lib/domain/organization/roles/access";
import { mayDefine } from "@/lib/domain/organization/roles/commands";
import { roleKinds, visibleTo } from "@/lib/domain/organization/roles/custom-roles";
import { customRoleFields } from "@/lib/domain/organization/roles/schema";
import { unitsWith } from "@/lib/platform/access/actor";
import { givenByRole, knownPermissions } from "@/lib/platform/access/permission";
import { recordHistory } from "@/lib/platform/audit/history";
import { NotFound } from "@/lib/platform/errors/public-error";
import { query } from "@/lib/platform/operation/operation";
import { withinUnits } from "@/lib/platform/operation/within-units";

/** Every permission that a role can have and that has these words, with its sentence, by the concept it is about. */
function permissionAreas(words = "") {
  const wanted = words.toLowerCase();
  const all = knownPermissions()
    .filter(givenByRole)
    .filter(({ name, sentence }) => `${name} ${sentence}`.toLowerCase().includes(wanted));
  const concepts = [...new Set(all.map(({ name }) => conceptOf(name)))];
  return concepts.map((concept) => ({
    concept,
    permissions: all
      .filter(({ name }) => conceptOf(name) === concept)
      .map(({ name, sentence, peopleOnly = false }) => ({ name, sentence, peopleOnly })),
  }));
}

const conceptOf = (name: string) => name.split(":")[0] ?? name;

/** The roles in use, what each may do, and how many grants of each there are where one may see them. */
export const listRoles = query({
  name: "roles.list",
  summary: "Roles and what they may do",
  permission: rolesRead,
  input: z.strictObject({
    q: z.string().max(200).optional(),
    limit: z.coerce.number().int().min(1).max(500).default(500),
  }),
  run: async (context, { q, limit }) => {
    const { tx, actor, now } = context;
    const held = await tx.grant.groupBy({
      by: ["role"],
      where: {
        ...withinUnits(context),
        OR: [{ endsAt: null }, { endsAt: { gt: now } }],
        person: { is: { status: { not: "disabled" } } },
      },
      _count: true,
    });
    const kinds = await roleKinds(context);
    return {
      rows: kinds.slice(0, limit).map((kind) => ({
        /** Of a custom role; a built-in one has a key alone. */
        id: kind.unit ? kind.value : null,
        value: kind.value,
        label: kind.label,
        help: kind.help ?? null,
        builtIn: kind.permissions === null,
        unit: kind.unit,
        permissions: [...permissionsOf(kind)],
        held: held.find(({ role }) => role === kind.value)?._count ?? 0,
      })),
      areas: permissionAreas(q),
      can: { define: unitsWith(actor, rolesDefine).length > 0 },
    };
  },
});

/** The roles that one may give to others somewhere, as a form offers them. The auditor's comes with an engagement alone. */
export const givableRoles = query({
  name: "roles.choices",
  summary: "Roles that one may give",
  permission: grantsGive,
  input: z.strictObject({}),
  run: async (context) => ({
    choices: (await roleKinds(context))
      .filter(({ value }) => value !== "auditor")
      .filter((kind) => context.units.some((unitId) => mayGive(context.actor, kind, unitId)))
      .map(({ value, label, help }) => ({ value, label, ...(help ? { help } : {}) })),
  }),
});

/** One role of the organisation's own with its history. */
export const getRole = query({
  name: "roles.get",
  summary: "One role of the organisation's own",
  permission: rolesRead,
  input: z.strictObject({ id: z.uuid({ error: "Is not the id of a record." }) }),
  run: async (context, { id }) => {
    const { tx, actor } = context;
    const role = await tx.customRole.findFirst({
      where: { AND: [{ id }, await visibleTo(context)] },
      include: { unit: { select: { id: true, name: true } } },
    });
    if (!role) throw new NotFound();
    const { name, description, permissions, version, retiredAt, unit } = role;
    const may = retiredAt === null && mayDefine(actor, permissions, unit.id);
    return {
      ...{ id, name, description, permissions, version, unit },
      retiredAt: retiredAt?.toISOString() ?? null,
      areas: permissionAreas(),
      can: { edit: may && !actor.grants.some((grant) => grant.role === id), retire: may },
      history: await recordHistory(context, "roles", id, customRoleFields),
    };
  },
});
