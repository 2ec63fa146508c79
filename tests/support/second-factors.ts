import { generateSync } from "otplib";
import { beginApp, finishApp } from "@/lib/domain/organization/factors/commands";
import type { Actor } from "@/lib/platform/access/actor";
import { hashPassword } from "@/lib/platform/auth/password";
import { asOwner } from "@/tests/support/test-database";

/** The password of everybody who has one in these tests. */
export const password = "a quiet lake at noon";

/** Gives the person the password. */
export async function withPassword(person: Actor): Promise<Actor> {
  const hash = await hashPassword(password);
  await asOwner((client) =>
    client.query(`insert into credentials ("personId", "passwordHash") values ($1, $2)`, [
      person.personId,
      hash,
    ]),
  );
  return person;
}

/** Returns the code that an app with this secret shows, some steps of 30 seconds from now. */
export function codeOf(secret: string, steps = 0): string {
  return generateSync({ secret, epoch: Math.floor(Date.now() / 1000) + steps * 30 });
}

/** Sets an authenticator app up for the person, with the code of now; returns its secret and the recovery codes. */
export async function withApp(person: Actor, name = "Phone"): Promise<{ secret: string; codes: string[] }> {
  const { secret } = await beginApp.execute(person, {});
  const { codes } = await finishApp.execute(person, { name, code: codeOf(secret) });
  return { secret, codes: codes ?? [] };
}

/** Moves the clock of the person's apps on: codes of now count as not given yet. */
export async function laterFor({ personId }: Actor): Promise<void> {
  await asOwner((client) =>
    client.query(`update authenticators set "lastStep" = "lastStep" - 10 where "personId" = $1`, [personId]),
  );
  await asOwner((client) => client.query(`delete from limits.counters`));
}
