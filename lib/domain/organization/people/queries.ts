import "server-only";
import * as z from "zod";
import { grantsGive } from "@/lib/domain/organization/grants/access";
import { mayGive } from "@/lib/domain/organization/grants/policy";
import {
  peopleChoose,
  peopleEdit,
  peopleErase,
  peopleInvite,
  peopleRead,
  peopleReset,
  visibleTo,
} from "@/lib/domain/organization/people/access";
import { holdsAllRolesOf } from "@/lib/domain/organization/people/reach";
import { peopleColumns, personFields } from "@/lib/domain/organization/people/schema";
import { type RoleKind, roleKinds } from "@/lib/domain/organization/roles/custom-roles";
import { may, unitsWith } from "@/lib/platform/access/actor";
import { roles } from "@/lib/platform/access/role";
import { recordHistory } from "@/lib/platform/audit/history";
import type { Prisma } from "@/lib/platform/database/generated/client";
import { Invalid, NotFound } from "@/lib/platform/errors/public-error";
import { type Context, query } from "@/lib/platform/operation/operation";
import { withinUnits } from "@/lib/platform/operation/within-units";
import type { RegisterRow } from "@/lib/platform/register/column";
import { listOf } from "@/lib/platform/register/filter";
import { register } from "@/lib/platform/register/register";
import type { FoundRecord } from "@/lib/platform/registry/contributions";

const running = () => {
  const now = new Date();
  return {
    AND: [
      { OR: [{ startsAt: null }, { startsAt: { lte: now } }] },
      { OR: [{ endsAt: null }, { endsAt: { gt: now } }] },
    ],
  };
};

const rowSelect = {
  id: true,
  name: true,
  email: true,
  jobTitle: true,
  status: true,
  erasedAt: true,
  version: true,
  createdAt: true,
  unit: { select: { id: true, name: true } },
} as const satisfies Prisma.PersonSelect;

/** The register of people: list, count and batches. */
export const peopleRegister = register<Prisma.PersonWhereInput, Prisma.PersonOrderByWithRelationInput>({
  concept: "people",
  title: "People",
  columns: peopleColumns,
  permission: peopleRead,
  sort: "name",
  visibleTo,
  search: (words) => ({
    OR: [
      { name: { contains: words, mode: "insensitive" } },
      { email: { contains: words, mode: "insensitive" } },
    ],
  }),
  lookups: {
    roles: (text, context) => ({
      grants: { some: { AND: [{ role: { in: rolesIn(text) } }, running(), withinUnits(context)] } },
    }),
  },
  fetch: async (tx, what, context) => {
    const people = await tx.person.findMany({
      ...what,
      select: {
        ...rowSelect,
        grants: { where: { AND: [running(), withinUnits(context)] }, select: { role: true } },
      },
    });
    const own = await tx.customRole.findMany({
      where: { id: { in: people.flatMap(({ grants }) => grants.map(({ role }) => role).filter(isOwn)) } },
      select: { id: true, name: true },
    });
    const kinds = [
      ...roles.map(({ value }) => ({ value: value as string, said: value as string })),
      ...own.map(({ id, name }) => ({ value: id, said: name })),
    ];
    return people.map(({ grants, createdAt, erasedAt: _at, ...person }): RegisterRow => {
      const held = new Set(grants.map(({ role }) => role));
      return {
        ...person,
        ref: person.email,
        createdAt: createdAt.toISOString(),
        roles: kinds.filter(({ value }) => held.has(value)).map(({ said }) => said),
      };
    });
  },
  count: (tx, where) => tx.person.count({ where }),
});

const isOwn = (role: string) => z.uuid().safeParse(role).success;

function rolesIn(text: string): string[] {
  const wanted = listOf(text);
  if (wanted.every((role) => roles.some(({ value }) => value === role) || isOwn(role))) return wanted;
  throw new Invalid([
    {
      path: "roles",
      message: `Roles takes: ${roles.map(({ value }) => value).join(", ")}, or the id of a role of your own.`,
    },
  ]);
}

/** Returns the stored person within the actor's scope; throws NotFound. */
export async function findPerson(context: Context, id: string) {
  const person = await context.tx.person.findFirst({ where: { AND: [{ id }, visibleTo(context)] } });
  if (!person) throw new NotFound();
  return person;
}

/** Returns those of these people that the actor may see, with their addresses instead of a reference. */
export async function findPeople(context: Context, ids: readonly string[]): Promise<FoundRecord[]> {
  const found = await context.tx.person.findMany({
    where: { AND: [{ id: { in: [...ids] } }, visibleTo(context)] },
    select: { id: true, name: true, email: true, unitId: true },
  });
  return found.map(({ email, ...person }) => ({
    ...person,
    ref: email,
    ownerId: null,
    href: `/settings/people/${person.id}`,
  }));
}

/** One person with their roles, their history, and what the actor may do with the account. */
export const getPerson = query({
  name: "people.get",
  summary: "One person",
  permission: peopleRead,
  input: z.strictObject({ id: z.uuid({ error: "Is not the id of a record." }) }),
  run: async (context, { id }) => {
    const person = await context.tx.person.findFirst({
      where: { AND: [{ id }, visibleTo(context)] },
      select: rowSelect,
    });
    if (!person) throw new NotFound();
    const grants = await context.tx.grant.findMany({
      where: { AND: [{ personId: id }, withinUnits(context)] },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      select: {
        id: true,
        role: true,
        startsAt: true,
        endsAt: true,
        createdAt: true,
        group: true,
        unit: { select: { id: true, name: true } },
      },
    });
    const kinds = await roleKinds(context);
    return {
      ...person,
      createdAt: person.createdAt.toISOString(),
      erasedAt: person.erasedAt?.toISOString() ?? null,
      grants: grants.map(({ createdAt, startsAt, endsAt, ...grant }) => ({
        ...grant,
        label: kinds.find(({ value }) => value === grant.role)?.label ?? grant.role,
        since: (startsAt ?? createdAt).toISOString(),
        endsAt: endsAt?.toISOString() ?? null,
        ended: endsAt !== null && endsAt <= context.now,
        can: { end: mayEnd(context, id, { ...grant, endsAt }, kinds) },
      })),
      can: await whatMayBeDone(context, person),
      history: await recordHistory(context, "people", id, personFields),
    };
  },
});

function mayEnd(
  { actor, now }: Context,
  personId: string,
  grant: { role: string; endsAt: Date | null; unit: { id: string } },
  kinds: readonly RoleKind[],
): boolean {
  if (grant.endsAt && grant.endsAt <= now) return false;
  const kind = kinds.find(({ value }) => value === grant.role);
  return actor.personId === personId || (kind !== undefined && mayGive(actor, kind, grant.unit.id));
}

interface Account {
  id: string;
  status: string;
  erasedAt: Date | null;
  unit: { id: string };
}

async function whatMayBeDone(context: Context, person: Account) {
  const { actor } = context;
  const all = await holdsAllRolesOf(context, person.id, unitsWith(actor, peopleEdit));
  const keeps = may(actor, peopleEdit, person.unit.id) && all && person.erasedAt === null;
  const self = actor.personId === person.id;
  const erasable = person.status === "disabled" && person.erasedAt === null && !self;
  return {
    edit: keeps,
    disable: keeps && !self && person.status !== "disabled",
    enable: keeps && person.status === "disabled",
    erase: all && erasable && may(actor, peopleErase, person.unit.id),
    reset: all && may(actor, peopleReset, person.unit.id) && person.status === "active" && !self,
    inviteAgain: all && may(actor, peopleInvite, person.unit.id) && person.status === "invited",
    giveRole: !self && person.status !== "disabled" && unitsWith(actor, grantsGive).length > 0,
  };
}

/** The people who fit what was typed into a picker: anybody with an account that is not disabled. */
export const choosePeople = query({
  name: "people.choices",
  summary: "People to choose from",
  permission: peopleChoose,
  input: z.strictObject({
    q: z.string().max(200).optional(),
    limit: z.coerce.number().int().min(1).max(200).optional(),
  }),
  run: async ({ tx }, { q = "", limit = 50 }) => {
    const words = q.replaceAll("\u0000", "").toWellFormed();
    const contains = { contains: words, mode: "insensitive" } as const;
    const people = await tx.person.findMany({
      where: { status: { not: "disabled" }, OR: [{ name: contains }, { email: contains }] },
      orderBy: [{ name: "asc" }, { id: "asc" }],
      take: limit,
      select: { id: true, name: true, email: true },
    });
    return { choices: people.map(({ id, name, email }) => ({ id, name, detail: email })) };
  },
});
