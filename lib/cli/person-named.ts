import { v7 } from "uuid";
import { peopleRegister } from "@/lib/domain/organization/people/queries";
import { type Actor, systemActor } from "@/lib/platform/access/actor";
import { personActor } from "@/lib/platform/auth/authenticate";
import { NotFound } from "@/lib/platform/errors/public-error";

/** Returns the person with an e-mail address, with whose rights a command acts; throws NotFound. */
export async function personNamed(email: string): Promise<Actor> {
  const system = systemActor("command line", v7());
  const { rows } = await peopleRegister.list.execute(system, { email, limit: 200 });
  const person = rows.find((row) => row["email"] === email);
  const actor = person && (await personActor(person.id, null, v7()));
  if (!actor) throw new NotFound(`Nobody who may sign in has the e-mail address ${email}.`);
  return actor;
}
