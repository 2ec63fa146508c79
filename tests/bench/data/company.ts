import { randomUUID } from "node:crypto";
import type { Client } from "pg";
import { newToken, secretHash } from "@/lib/platform/auth/secret";

/** The unit that every installation has from the start. */
const rootUnit = "00000000-0000-7000-8000-000000000001";

const divisions = ["Insurance", "Clinics", "Bank", "Shared services"];
const departments = ["Claims and service", "Data and models", "Operations"];
const teams = ["North", "South"];

/** Who the measurements act as, and where. */
export interface Company {
  root: string;
  /** A unit without units below it: the narrowest view of the register. */
  team: string;
  /** Sees and writes every unit. */
  lead: Holder;
  /** Sees and writes one team only. */
  owner: Holder;
}

/** A person with an open session and an API token. */
export interface Holder {
  personId: string;
  sessionId: string;
  token: string;
}

/** Fills a fresh database with a tree of 41 units, 60 people, and a lead and a risk owner who can sign in. */
export async function fillCompany(client: Client): Promise<Company> {
  const units = await insertUnits(client);
  const team = units.at(-1) ?? rootUnit;
  await client.query(
    `insert into people (id, name, email, "jobTitle", "unitId", status, "updatedAt")
     select gen_random_uuid(), (array['Anna','Tomasz','Λυδία','Sven','美咲','Олена','Łukasz','Maria'])[1 + i % 8] || ' '
         || (array['Kowalska','Maurer','Παππάς','佐藤','Шевченко','Lindqvist','Novák'])[1 + i % 7],
       'person-' || i || '@bench.example', 'Risk owner', ($1::uuid[])[1 + i % array_length($1, 1)], 'active', now()
     from generate_series(1, 60) i`,
    [units],
  );
  return {
    root: rootUnit,
    team,
    lead: await insertHolder(client, "lead", rootUnit),
    owner: await insertHolder(client, "risk-owner", team),
  };
}

async function insertUnits(client: Client): Promise<string[]> {
  const made: string[] = [];
  const below = async (parent: string, name: string) => {
    const id = randomUUID();
    await client.query(
      `insert into units (id, name, "parentId", path, "updatedAt")
       select $1::uuid, $2, $3::uuid, path || $1::text || '/', now() from units where id = $3::uuid`,
      [id, name, parent],
    );
    made.push(id);
    return id;
  };
  for (const division of divisions) {
    const top = await below(rootUnit, division);
    for (const department of departments) {
      const middle = await below(top, department);
      for (const team of teams) await below(middle, `${department} ${team}`);
    }
  }
  return made;
}

async function insertHolder(client: Client, role: string, unitId: string): Promise<Holder> {
  const [personId, sessionId, token] = [randomUUID(), randomUUID(), newToken()];
  await client.query(
    `insert into people (id, name, email, "unitId", status, "updatedAt") values ($1, $2, $3, $4, 'active', now())`,
    [personId, `Bench ${role}`, `${role}@bench.example`, unitId],
  );
  await client.query(
    `insert into grants (id, "personId", role, "unitId") values (gen_random_uuid(), $1, $2, $3)`,
    [personId, role, unitId],
  );
  await client.query(
    `insert into sessions (id, "personId", "expiresAt", "userAgent", address)
     values ($1, $2, now() + interval '1 day', 'bench', '127.0.0.1')`,
    [sessionId, personId],
  );
  await client.query(
    `insert into api_tokens (id, name, prefix, "secretHash", "personId", "unitId", scopes, "expiresAt")
     values (gen_random_uuid(), 'bench', $1, $2, $3, $4, '{*}', now() + interval '1 day')`,
    [token.slice(0, 8), Buffer.from(secretHash(token)), personId, unitId],
  );
  return { personId, sessionId, token };
}
