import { randomUUID } from "node:crypto";
import { dictionary } from "@zxcvbn-ts/language-common";
import { beforeAll, describe, expect, test } from "vitest";
import { acceptInvitation, resetPassword } from "@/lib/domain/organization/links/commands";
import { assertGuessedByNobody } from "@/lib/domain/organization/links/password";
import { readLink } from "@/lib/domain/organization/links/queries";
import { createSetUpLink, setUp } from "@/lib/domain/organization/links/set-up";
import { disablePerson, enablePerson, updatePerson } from "@/lib/domain/organization/people/commands";
import { invitePerson, makeResetLink } from "@/lib/domain/organization/people/invite";
import { signIn } from "@/lib/domain/organization/sessions/by-password";
import {
  changePassword,
  endOtherSessions,
  endSession,
  signOut,
} from "@/lib/domain/organization/sessions/commands";
import type { Actor } from "@/lib/platform/access/actor";
import { sessionActor } from "@/lib/platform/auth/authenticate";
import { ConfirmFirst, Conflict, Forbidden, Invalid, NotFound } from "@/lib/platform/errors/public-error";
import { asOwner } from "@/tests/support/test-database";
import {
  createWorld,
  personWith,
  rootUnit,
  signedInAgain,
  theSystem,
  type World,
} from "@/tests/support/world";

const password = "a quiet lake at noon";
const setUpForm = {
  organisation: "Halderra",
  timeZone: "Europe/Vienna",
  name: "Ada Kern",
  email: "ada@halderra.example",
  password,
};

function keyOf(link: string): string {
  return new URL(link).searchParams.get("key") ?? "";
}

/** Returns the actor of a fresh session. */
async function signedIn(email: string, typed: string, address = "10.0.0.1"): Promise<Actor> {
  const passage = await signIn({ email, password: typed, address, userAgent: "test" });
  const actor = passage?.to === "in" && (await sessionActor(passage.session.sessionId, randomUUID()));
  if (!actor) throw new Error("Not signed in.");
  return actor;
}

describe("first set-up", () => {
  test("of twenty who use the set-up link at once, one becomes the administrator and the others find nothing", async () => {
    const made = await createSetUpLink.execute(theSystem(), { publicUrl: "http://localhost:3000" });
    const key = keyOf(made?.link ?? "");
    expect(await readLink.execute(theSystem(), { kind: "setup", key })).toEqual({ name: null, email: null });
    const tries = [...Array(20).keys()].map((i) =>
      setUp.execute(theSystem(), { key, ...setUpForm, email: `ada${i}@halderra.example` }),
    );
    const outcomes = await Promise.allSettled(tries);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const outcome of outcomes)
      if (outcome.status === "rejected") expect(outcome.reason).toBeInstanceOf(NotFound);
    const found = await asOwner((client) =>
      client.query(`select p.email, g.role, g."unitId" from people p join grants g on g."personId" = p.id`),
    );
    expect(found.rows).toEqual([
      { email: expect.stringMatching(/^ada\d+@/), role: "administrator", unitId: rootUnit },
    ]);
  });

  test("afterwards there is no set-up any more, and no link to it is made", async () => {
    await expect(setUp.execute(theSystem(), { key: "x", ...setUpForm })).rejects.toBeInstanceOf(NotFound);
    expect(await createSetUpLink.execute(theSystem(), { publicUrl: "http://localhost:3000" })).toBeNull();
  });

  test("the first administrator signs in with the password chosen", async () => {
    const { rows } = await asOwner((client) => client.query(`select email from people`));
    const actor = await signedIn(rows[0].email, password);
    expect(actor.grants.map(({ role }) => role)).toEqual(["administrator"]);
  });
});

describe("invitations and links for a new password", () => {
  let world: World;
  let administrator: Actor;
  beforeAll(async () => {
    world = await createWorld();
    administrator = await personWith("administrator", world.root);
  });
  const invite = (email: string, role: "reader" | "lead" = "reader") =>
    invitePerson.execute(administrator, {
      name: "Ben Ott",
      email,
      unitId: world.claims,
      grants: [{ role, unitId: world.claims }],
    });

  test("an invited person chooses a password once and then has the roles they were given", async () => {
    const { id, link } = await invite("ben@halderra.example");
    const key = keyOf(link);
    await expect(
      signIn({ email: "ben@halderra.example", password, address: "10.0.0.2", userAgent: "" }),
    ).resolves.toBeNull();
    await acceptInvitation.execute(theSystem(), { key, password });
    await expect(acceptInvitation.execute(theSystem(), { key, password })).rejects.toBeInstanceOf(NotFound);
    const ben = await signedIn("ben@halderra.example", password);
    expect(ben.personId).toBe(id);
    expect(ben.grants).toMatchObject([{ role: "reader", unitId: world.claims }]);
  });

  test("an invitation is bound to its kind and ends after seven days", async () => {
    const { id, link } = await invite("late@halderra.example");
    await expect(resetPassword.execute(theSystem(), { key: keyOf(link), password })).rejects.toBeInstanceOf(
      NotFound,
    );
    await asOwner((client) =>
      client.query(
        `update account_links set "expiresAt" = now() - interval '1 second' where "personId" = $1`,
        [id],
      ),
    );
    await expect(
      acceptInvitation.execute(theSystem(), { key: keyOf(link), password }),
    ).rejects.toBeInstanceOf(NotFound);
  });

  test("a new password by link ends every session and the link itself", async () => {
    const { id, link } = await invite("resets@halderra.example");
    await acceptInvitation.execute(theSystem(), { key: keyOf(link), password });
    const before = await signedIn("resets@halderra.example", password);
    const reset = await makeResetLink.execute(administrator, { id });
    await resetPassword.execute(theSystem(), { key: keyOf(reset.link), password: "another lake at dusk" });
    expect(await sessionActor(before.sessionId ?? "", randomUUID())).toBeNull();
    await expect(
      resetPassword.execute(theSystem(), { key: keyOf(reset.link), password }),
    ).rejects.toBeInstanceOf(NotFound);
    await signedIn("resets@halderra.example", "another lake at dusk");
  });

  test("no link's secret and no password is stored or told by the audit trail", async () => {
    const { link } = await invite("secret@halderra.example");
    const dump = await asOwner((client) =>
      client.query(
        `select text from audit_entries union all select l::text from account_links l union all select c::text from credentials c`,
      ),
    );
    const all = dump.rows.map(({ text }) => text).join("\n");
    expect(all).not.toContain(keyOf(link));
    expect(all).not.toContain(password);
  });

  test.each([
    ["shorter than twelve characters", "short one"],
    ["a common word with digits around it", "Password12345!"],
    ["three common words", "dragonmonkeyfootball"],
    ["a season with its year", "Winter2026!!"],
    ["a row of keys", "qwertyuiop[]123"],
    ["a repetition", "abcabcabcabc"],
    ["the person's own name", "Ben.Ott.2026!!"],
    ["the e-mail address", "guess@halderra.example"],
  ])("a password that is %s is refused", async (_name, typed) => {
    const { link } = await invite(`guess${randomUUID().slice(0, 4)}@halderra.example`);
    await expect(
      acceptInvitation.execute(theSystem(), { key: keyOf(link), password: typed }),
    ).rejects.toBeInstanceOf(Invalid);
  });
});

describe("sessions", () => {
  let administrator: Actor;
  let email: string;
  let id: string;
  beforeAll(async () => {
    administrator = await personWith("administrator", rootUnit);
    email = "cleo@halderra.example";
    const invited = await invitePerson.execute(administrator, {
      name: "Cleo Marsh",
      email,
      unitId: rootUnit,
      grants: [{ role: "reader", unitId: rootUnit }],
    });
    id = invited.id;
    await acceptInvitation.execute(theSystem(), { key: keyOf(invited.link), password });
  });
  const now = (actor: Actor) => sessionActor(actor.sessionId ?? "", randomUUID());

  test("of one's own are ended, and the address of somebody is changed, only after a recent proof of who one is", async () => {
    const longAgo = (actor: Actor): Actor => ({ ...actor, signedInAt: new Date(Date.now() - 11 * 60_000) });
    const lead = await personWith("lead", rootUnit);
    const other = await signedInAgain(lead);
    const isOpen = async () => (await sessionActor(other.sessionId ?? "", randomUUID())) !== null;
    const end = { id: other.sessionId ?? "" };
    await expect(endSession.execute(longAgo(lead), end)).rejects.toThrow(ConfirmFirst);
    await expect(endOtherSessions.execute(longAgo(lead), {})).rejects.toThrow(ConfirmFirst);
    expect(await isOpen()).toBe(true);
    await endSession.execute(lead, end);
    expect(await isOpen()).toBe(false);

    const administrator = await personWith("administrator", rootUnit);
    const of = { id: lead.personId ?? "", version: 1 };
    const moved = { ...of, email: `${of.id}@moved.example` };
    await expect(updatePerson.execute(longAgo(administrator), moved)).rejects.toThrow(ConfirmFirst);
    await updatePerson.execute(longAgo(administrator), { ...of, name: "New Name" });
    await updatePerson.execute(administrator, { ...moved, version: 2 });
  });

  test("signing out ends that session at once and no other", async () => {
    const [one, other] = [await signedIn(email, password), await signedIn(email, password)];
    await signOut.execute(one, {});
    expect(await now(one)).toBeNull();
    expect(await now(other)).not.toBeNull();
  });

  test("a changed password ends every session of the person", async () => {
    const [one, other] = [await signedIn(email, password), await signedIn(email, password)];
    await expect(
      changePassword.execute(one, { current: "wrong guess here", password: "new words to try" }),
    ).rejects.toBeInstanceOf(Invalid);
    await changePassword.execute(one, { current: password, password: "new words to try" });
    expect([await now(one), await now(other)]).toEqual([null, null]);
    await changePassword.execute(await signedIn(email, "new words to try"), {
      current: "new words to try",
      password,
    });
  });

  test("a disabled account is refused at the next request, and comes back without its sessions", async () => {
    const cleo = await signedIn(email, password);
    const { version } = await disablePerson.execute(administrator, { id, version: 2 });
    expect(await now(cleo)).toBeNull();
    await expect(signIn({ email, password, address: "10.0.0.9", userAgent: "" })).resolves.toBeNull();
    await enablePerson.execute(administrator, { id, version });
    expect(await now(cleo)).toBeNull();
    expect(await signedIn(email, password)).toBeTruthy();
  });

  test.each([
    ["twelve hours without a request", `"seenAt" = now() - interval '12 hours 1 second'`],
    ["seven days, however active", `"expiresAt" = now() - interval '1 second'`],
  ])("a session ends after %s", async (_when, change) => {
    const cleo = await signedIn(email, password);
    const { rows } = await asOwner((client) =>
      client.query(
        `select "expiresAt" - "createdAt" <= interval '7 days' as short from sessions where id = $1`,
        [cleo.sessionId],
      ),
    );
    expect(rows).toEqual([{ short: true }]);
    expect(await now(cleo)).not.toBeNull();
    await asOwner((client) => client.query(`update sessions set ${change} where id = $1`, [cleo.sessionId]));
    expect(await now(cleo)).toBeNull();
  });

  test("sign-in, a refused sign-in of a known account, and sign-out are in the audit trail under the person", async () => {
    await signIn({ email, password: "wrong guess here", address: "10.0.0.7", userAgent: "" });
    const { rows } = await asOwner((client) =>
      client.query(
        `select distinct action, "actorKind" from audit_entries where action like 'sessions.%' and ("actorId" = $1 or "subjectId" = $1) order by 1`,
        [id],
      ),
    );
    expect(rows).toEqual([
      { action: "sessions.refuseSignIn", actorKind: "system" },
      { action: "sessions.signIn", actorKind: "person" },
      { action: "sessions.signOut", actorKind: "person" },
    ]);
  });
});

describe("a password", () => {
  test("that is one of the most common ones is refused, also when it was drawn out to the length that is asked for", () => {
    const common = dictionary["passwords-common"];
    const long = common.filter(({ length }) => length >= 12);
    const short = common.slice(0, 3_000).filter((_, i) => i % 10 === 0);
    expect(common.length).toBeGreaterThan(49_000);
    expect(long.length).toBeGreaterThan(300);
    for (const typed of [...long, ...short.map((one) => one.padEnd(12, "1"))])
      expect(() => assertGuessedByNobody(typed, { name: "Ida Holm", email: "ida@halderra.example" })).toThrow(
        Invalid,
      );
    const unrelated = "four grey herons wait";
    assertGuessedByNobody(unrelated, { name: "Ida Holm", email: "ida@halderra.example" });
  });

  test("of any characters is taken up to 128, kept as argon2id, fits exactly as it was typed, and never runs out", async () => {
    const long = `${"pale owls drift over 77 harbours; ".repeat(4)}`.slice(0, 127).trimEnd().padEnd(128, "é");
    for (const [name, typed] of [
      ["letters", "quietmapleriverstone"],
      ["long", long],
    ] as const) {
      const email = `${name}@halderra.example`;
      const { id, link } = await invitePerson.execute(await personWith("administrator", rootUnit), {
        name: "Ida Holm",
        email,
        unitId: rootUnit,
        grants: [{ role: "reader", unitId: rootUnit }],
      });
      await acceptInvitation.execute(theSystem(), { key: keyOf(link), password: typed });
      const { rows } = await asOwner((client) =>
        client.query(
          `update credentials set "changedAt" = now() - interval '9 years' where "personId" = $1 returning "passwordHash"`,
          [id],
        ),
      );
      expect(rows[0].passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
      for (const other of [typed.slice(0, -1), `${typed} `, typed.toUpperCase()])
        expect(await signIn({ email, password: other, address: "10.0.0.3", userAgent: "" })).toBeNull();
      await signedIn(email, typed);
    }
  });
});

describe("the last administrator", () => {
  test("of the organisation cannot be disabled, and nobody disables themselves", async () => {
    await asOwner((client) => client.query(`update people set status = 'disabled'`));
    const last = await personWith("administrator", rootUnit);
    const ended = await personWith("administrator", rootUnit, { endsAt: new Date(Date.now() + 86_400_000) });
    await expect(
      disablePerson.execute(ended, { id: last.personId ?? "", version: 1 }),
    ).rejects.toBeInstanceOf(Conflict);
    await expect(disablePerson.execute(last, { id: last.personId ?? "", version: 1 })).rejects.toBeInstanceOf(
      Forbidden,
    );
  });
});
