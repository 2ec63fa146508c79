import { randomUUID } from "node:crypto";
import type { Actor } from "@/lib/platform/access/actor";
import { everyRole } from "@/lib/platform/access/role";
import { asOwner } from "@/tests/support/test-database";
import { personWith, refreshed } from "@/tests/support/world";

/** Returns somebody who holds every role at the unit. */
export async function withEveryRole(unitId: string): Promise<Actor> {
  const person = await personWith("reader", unitId);
  await asOwner(async (client) => {
    for (const role of everyRole.filter((one) => one !== "reader")) {
      await client.query(
        `insert into grants (id, "personId", role, "unitId") values (gen_random_uuid(), $1, $2, $3)`,
        [person.personId, role, unitId],
      );
    }
  });
  return refreshed(person);
}

/** Returns the person with custom roles that give these rights in this unit or these, and none else. */
export function holding(
  person: Actor,
  ...of: (readonly [at: string | readonly string[], ...permissions: string[]])[]
): Actor {
  const grants = of.map(([at, ...permissions]) => {
    const units = [at].flat();
    return { role: randomUUID(), name: "Custom", unitId: units[0] ?? "", units, permissions };
  });
  return { ...person, grants };
}

/** Returns the person with a custom role beside those they hold: these rights, in these units. */
export function alsoHolding(person: Actor, permissions: readonly string[], units: readonly string[]): Actor {
  return { ...person, grants: [...person.grants, ...holding(person, [units, ...permissions]).grants] };
}

/** Returns per table a digest of everything in it: it changes when anything does but sessions and what auditors were noted to read. */
export async function contents(): Promise<Record<string, string>> {
  return asOwner(async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `select tablename as name from pg_tables where schemaname = 'public' and tablename not in ('sessions', 'idempotency_keys', 'auditor_reads') order by 1`,
    );
    const digests: Record<string, string> = {};
    for (const { name } of rows) {
      const { rows: found } = await client.query<{ digest: string }>(
        `select count(*) || ' ' || coalesce(md5(string_agg(t::text, '' order by t::text)), '') as digest from ${name} t`,
      );
      digests[name] = found[0]?.digest ?? "";
    }
    return digests;
  });
}
