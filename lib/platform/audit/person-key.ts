import "server-only";
import { randomBytes } from "node:crypto";
import { type SealedPlace, seal, unseal } from "@/lib/platform/crypto/sealed";
import { currentConnection } from "@/lib/platform/database/scope";

/** Returns where the key of a person is stored, which it is sealed for. */
export function keyOfPerson(id: string): SealedPlace {
  return { table: "person_keys", id, column: "sealed" };
}

/** Returns the keys of those of these people who have one; an erased person has none. */
export async function personKeys(ids: readonly string[]): Promise<ReadonlyMap<string, Buffer>> {
  if (ids.length === 0) return new Map();
  const { rows } = await currentConnection().query<{ personId: string; sealed: string }>({
    name: "person_keys",
    text: `select "personId", sealed from person_keys where "personId" = any ($1::uuid[])`,
    values: [[...new Set(ids)]],
  });
  return new Map(
    rows.map(({ personId, sealed }) => [
      personId,
      Buffer.from(unseal(sealed, keyOfPerson(personId)), "base64url"),
    ]),
  );
}

/** As personKeys, after a key was made for each of them who has none yet and is not erased. */
export async function madePersonKeys(ids: readonly string[]): Promise<ReadonlyMap<string, Buffer>> {
  const held = await personKeys(ids);
  const missing = [...new Set(ids)].filter((id) => !held.has(id));
  if (missing.length === 0) return held;
  await currentConnection().query({
    name: "make_person_keys",
    text: `insert into person_keys ("personId", sealed)
      select p.id, fresh.sealed from unnest($1::uuid[], $2::text[]) as fresh (id, sealed)
      join people p on p.id = fresh.id and p."erasedAt" is null
      on conflict do nothing`,
    values: [missing, missing.map((id) => seal(randomBytes(32).toString("base64url"), keyOfPerson(id)))],
  });
  return new Map([...held, ...(await personKeys(missing))]);
}
