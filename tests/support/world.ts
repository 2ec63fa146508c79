import { randomUUID } from "node:crypto";
import { type Actor, systemActor } from "@/lib/platform/access/actor";
import type { Role } from "@/lib/platform/access/role";
import { authenticate, sessionActor } from "@/lib/platform/auth/authenticate";
import { newToken, secretHash } from "@/lib/platform/auth/secret";
import { asOwner } from "@/tests/support/test-database";

/** The unit every installation has from the start. */
export const rootUnit = "00000000-0000-7000-8000-000000000001";

/** A small company: insurance with its claims department, and clinics beside it. */
export interface World {
  root: string;
  insurance: string;
  claims: string;
  clinics: string;
}

/** Returns the ids of the units of a fresh company. */
export async function createWorld(): Promise<World> {
  const insurance = await createUnit("Insurance", rootUnit);
  const claims = await createUnit("Claims", insurance);
  const clinics = await createUnit("Clinics", rootUnit);
  return { root: rootUnit, insurance, claims, clinics };
}

/** Returns the id of a new business unit below another. */
export async function createUnit(name: string, parentId: string): Promise<string> {
  return asOwner(async (client) => {
    const id = randomUUID();
    await client.query(
      `insert into units (id, name, "parentId", path, "updatedAt")
       select $1::uuid, $2, $3::uuid, path || $1::text || '/', now() from units where id = $3::uuid`,
      [id, name, parentId],
    );
    return id;
  });
}

interface PersonOptions {
  name?: string;
  email?: string;
  /** End of the grant; an instant in the past makes an expired one. */
  endsAt?: Date;
}

/** Returns a signed-in person who holds the role at the unit. */
export async function personWith(role: Role, unitId: string, options: PersonOptions = {}): Promise<Actor> {
  const sessionId = await asOwner(async (client) => {
    const [id, session] = [randomUUID(), randomUUID()];
    const name = options.name ?? `${role} ${id.slice(0, 8)}`;
    await client.query(
      `insert into people (id, name, email, "unitId", status, "updatedAt") values ($1, $2, $3, $4, 'active', now())`,
      [id, name, options.email ?? `${id}@plumbline.example`, unitId],
    );
    await client.query(
      `insert into grants (id, "personId", role, "unitId", "endsAt") values (gen_random_uuid(), $1, $2, $3, $4)`,
      [id, role, unitId, options.endsAt ?? null],
    );
    await client.query(
      `insert into sessions (id, "personId", "expiresAt", "userAgent", address) values ($1, $2, now() + interval '1 day', 'test', '127.0.0.1')`,
      [session, id],
    );
    return session;
  });
  return refreshed({ sessionId });
}

/** Returns the person's rights as they are now, as the door would find them at the next request. */
export async function refreshed({ sessionId }: Pick<Actor, "sessionId">): Promise<Actor> {
  const actor = await sessionActor(sessionId ?? "", randomUUID());
  if (!actor) throw new Error("The session has ended.");
  return actor;
}

/** Returns the person signed in once more, with the rights they have now. */
export async function signedInAgain({ personId }: Pick<Actor, "personId">): Promise<Actor> {
  const sessionId = randomUUID();
  await asOwner((client) =>
    client.query(
      `insert into sessions (id, "personId", "expiresAt", "userAgent", address) values ($1, $2, now() + interval '1 day', 'test', '127.0.0.1')`,
      [sessionId, personId],
    ),
  );
  return refreshed({ sessionId });
}

/** Returns the system itself, for preparing records. */
export function theSystem(): Actor {
  return systemActor("test", randomUUID());
}

/** Returns an API token of the person, as its holder would send it. */
export async function tokenOf(
  person: Actor,
  unitId: string,
  scopes: readonly string[] = ["*"],
): Promise<string> {
  const token = newToken();
  await asOwner((client) =>
    client.query(
      `insert into api_tokens (id, name, prefix, "secretHash", "personId", "unitId", scopes, "expiresAt")
       values (gen_random_uuid(), 'test', $1, $2, $3, $4, $5, now() + interval '1 day')`,
      [token.slice(0, 8), Buffer.from(secretHash(token)), person.personId, unitId, scopes],
    ),
  );
  return token;
}

/** Returns who comes with a token, with the rights it has now, as the door would find them at the next request. */
export async function holderOf(token: string): Promise<Actor> {
  const actor = await authenticate(new Headers({ authorization: `Bearer ${token}` }), randomUUID());
  if (!actor) throw new Error("The token is not taken.");
  return actor;
}
