import { v7 } from "uuid";
import { type Arguments, type Command, exitCode, textOption, UsageError } from "@/lib/cli/command";
import { openInstallation } from "@/lib/cli/installation";
import { type Actor, systemActor } from "@/lib/platform/access/actor";
import { everyRole, type Role } from "@/lib/platform/access/role";
import { NotFound } from "@/lib/platform/errors/public-error";
import { applyEnvironment } from "@/lib/platform/settings/launch";

interface Made {
  id: string;
  link: string;
  expiresAt: string;
}

export const user: Command = {
  name: "user",
  summary:
    "Invite somebody, make a link for a new password or for an emergency, or remove second factors that were lost.",
  usage:
    "invite --name <name> --email <address> --role <role> | reset <e-mail address> | let-in <e-mail address> | remove-factors <e-mail address>",
  options: {
    name: { type: "string", description: "Name of the person to invite." },
    email: { type: "string", description: "E-mail address of the person; they sign in with it." },
    role: { type: "string", description: `First role: ${everyRole.join(", ")}.` },
    unit: {
      type: "string",
      description: "Name or id of the business unit; by default the whole organisation.",
    },
    until: { type: "string", description: "Last day of the role, such as 2027-03-31." },
    url: { type: "string", description: "Address at which people reach Plumbline; by default PUBLIC_URL." },
  },
  async run(args) {
    const [act, ...rest] = args.positionals;
    if (act !== "invite" && act !== "reset" && act !== "let-in" && act !== "remove-factors")
      throw new UsageError("Say what to do: user invite, user reset, user let-in or user remove-factors.");
    const url = textOption(args, "url");
    const installation = await openInstallation();
    const { PUBLIC_URL, PORT } = installation.launch;
    applyEnvironment({ PUBLIC_URL: url ?? PUBLIC_URL ?? `http://localhost:${PORT}` });
    try {
      const system = systemActor("command line", v7());
      if (act === "remove-factors") {
        const email = await removeFactors(system, rest[0] ?? textOption(args, "email"));
        if (args.json) console.log(JSON.stringify({ ok: true, email }));
        else console.log(`${email} has no second factor any more, and every session of theirs has ended.`);
        return exitCode.ok;
      }
      const made =
        act === "invite"
          ? await invite(system, args)
          : await linkFor(system, act, rest[0] ?? textOption(args, "email"));
      if (args.json) console.log(JSON.stringify({ ok: true, ...made }));
      else console.log(`Hand this link over; it works once, until ${made.expiresAt}:\n\n  ${made.link}\n`);
      return exitCode.ok;
    } finally {
      await (await import("@/lib/platform/database/client")).disconnect();
      await installation.close();
    }
  },
};

async function invite(system: Actor, args: Arguments): Promise<Made> {
  const [name, email, role] = ["name", "email", "role"].map((option) => textOption(args, option));
  if (!name || !email || !role) throw new UsageError("user invite needs --name, --email and --role.");
  const { invitePerson } = await import("@/lib/domain/organization/people/invite");
  const unitId = await unitNamed(system, textOption(args, "unit"));
  const grant = { role: role as Role, unitId, endsOn: textOption(args, "until") ?? null };
  return invitePerson.execute(system, { name, email, unitId, grants: [grant] });
}

async function linkFor(system: Actor, act: "reset" | "let-in", email: string | undefined): Promise<Made> {
  const { makeEmergencyLink, makeResetLink } = await import("@/lib/domain/organization/people/invite");
  const { id } = await accountOf(system, act, email);
  return (act === "reset" ? makeResetLink : makeEmergencyLink).execute(system, { id });
}

async function removeFactors(system: Actor, email: string | undefined): Promise<string> {
  const { removeFactorsOf } = await import("@/lib/domain/organization/people/entry");
  const account = await accountOf(system, "remove-factors", email);
  await removeFactorsOf.execute(system, { id: account.id });
  return account.email;
}

async function accountOf(system: Actor, act: string, email: string | undefined) {
  if (!email) throw new UsageError(`user ${act} needs the e-mail address of the person.`);
  const { peopleRegister } = await import("@/lib/domain/organization/people/queries");
  const wanted = email.trim().toLowerCase();
  const { rows } = await peopleRegister.list.execute(system, { email: wanted, limit: 200 });
  const person = rows.find((row) => row["email"] === wanted);
  if (!person) throw new NotFound(`Nobody has an account with the e-mail address ${wanted}.`);
  return { id: person.id, email: wanted };
}

async function unitNamed(system: Actor, wanted: string | undefined): Promise<string> {
  const { listUnits } = await import("@/lib/domain/organization/units/queries");
  const { units } = await listUnits.execute(system, {});
  const found = units.filter((unit) =>
    wanted === undefined ? unit.parentId === null : unit.id === wanted || unit.name === wanted,
  );
  if (found.length === 1 && found[0]) return found[0].id;
  if (found.length > 1)
    throw new UsageError(
      `Several units are called "${wanted}". Give the id: ${found.map(({ id }) => id).join(", ")}.`,
    );
  throw new UsageError(`There is no unit "${wanted}". Units: ${units.map(({ name }) => name).join(", ")}.`);
}
