import "server-only";
import * as z from "zod";
import { rolesRead } from "@/lib/domain/organization/roles/access";
import { may } from "@/lib/platform/access/actor";
import type { Permission } from "@/lib/platform/access/permission";
import { roles } from "@/lib/platform/access/role";
import { Forbidden } from "@/lib/platform/errors/public-error";
import { type Context, query } from "@/lib/platform/operation/operation";
import { findAnyRecord, hrefOf } from "@/lib/platform/registry/contributions";

interface Holder {
  person: string;
  personName: string;
  role: string;
  roleName: string | null;
  unitId: string;
  unitName: string;
  endsAt: Date | null;
}

const mostPeople = 500;

/** Who can read a record now, and by which grant: in the unit that keeps it, and where it is read because it is shared. */
export const whoSees = query({
  name: "roles.whoSees",
  summary: "Who can see a record, and why",
  permission: rolesRead,
  input: z.strictObject({
    subjectType: z.string().max(60),
    subjectId: z.uuid({ error: "Is not the id of a record." }),
  }),
  run: async (context, key) => {
    const record = await findAnyRecord(context, key);
    if (!may(context.actor, rolesRead, record.unitId))
      throw new Forbidden("Who sees this record is told in the business unit that keeps it.");
    const { read, one } = record.kind;
    const shared = (await record.kind.alsoReadIn?.(context, record)) ?? [];
    const places = [{ units: [record.unitId], why: null }, ...shared];
    const people = new Map<string, { id: string; name: string; why: ReturnType<typeof reasonOf>[] }>();
    for (const { units, why } of places) {
      for (const holder of await holders(context, read, units)) {
        const known = people.get(holder.person) ?? { id: holder.person, name: holder.personName, why: [] };
        // Once by the unit that keeps it, nothing further is told of the same grant.
        if (!known.why.some((said) => said.key === keyOf(holder))) known.why.push(reasonOf(holder, why));
        people.set(holder.person, known);
      }
    }
    const all = [...people.values()].sort((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1));
    return {
      record: { ref: record.ref, name: record.name, one, href: hrefOf(record.kind, record) },
      permission: { name: read.name, sentence: read.sentence },
      all: all.length,
      people: all.slice(0, mostPeople).map((person) => ({
        ...person,
        why: person.why.map(({ key: _, ...reason }) => reason),
      })),
    };
  },
});

function holders({ tx }: Context, { name, roles: builtIn }: Permission, units: readonly string[]) {
  return tx.$queryRaw<Holder[]>`
    select person::text, "personName", role, "roleName", "unitId"::text, "unitName", "endsAt"
    from who_may(${name}, ${[...builtIn]}::text[], ${[...units]}::uuid[])`;
}

const keyOf = ({ role, unitId }: Holder) => `${role} ${unitId}`;

function reasonOf(holder: Holder, through: string | null) {
  const { role, roleName, unitName, endsAt } = holder;
  return {
    key: keyOf(holder),
    role: roleName ?? roles.find(({ value }) => value === role)?.label ?? role,
    unit: unitName,
    endsAt: endsAt?.toISOString() ?? null,
    through,
  };
}
