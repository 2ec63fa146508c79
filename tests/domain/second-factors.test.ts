import { randomUUID } from "node:crypto";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import {
  beginApp,
  finishApp,
  removeApp,
  renewRecoveryCodes,
} from "@/lib/domain/organization/factors/commands";
import { getFactors } from "@/lib/domain/organization/factors/queries";
import { setSignInRules } from "@/lib/domain/organization/factors/set-rules";
import { giveRole } from "@/lib/domain/organization/grants/commands";
import { endSessionsOf, removeFactorsOf } from "@/lib/domain/organization/people/entry";
import { createRole } from "@/lib/domain/organization/roles/commands";
import { beginAppInSignIn, enrolAppInSignIn } from "@/lib/domain/organization/sessions/by-enrolment";
import { signInBySecondFactor } from "@/lib/domain/organization/sessions/by-factor";
import { signIn } from "@/lib/domain/organization/sessions/by-password";
import { changePassword } from "@/lib/domain/organization/sessions/commands";
import { confirmSelf } from "@/lib/domain/organization/sessions/confirm";
import { readHalfOpen } from "@/lib/domain/organization/sessions/half-open";
import { listSessions } from "@/lib/domain/organization/sessions/queries";
import { createToken } from "@/lib/domain/organization/tokens/commands";
import { listNotifications } from "@/lib/domain/tasks/queries";
import type { Actor } from "@/lib/platform/access/actor";
import { sessionActor } from "@/lib/platform/auth/authenticate";
import {
  ConfirmFirst,
  Conflict,
  Invalid,
  RateLimited,
  Unauthenticated,
} from "@/lib/platform/errors/public-error";
import { modules } from "@/lib/registry";
import { request } from "@/tests/support/door";
import { codeOf, laterFor, password, withApp, withPassword } from "@/tests/support/second-factors";
import { asOwner } from "@/tests/support/test-database";
import {
  createWorld,
  personWith,
  refreshed,
  signedInAgain,
  theSystem,
  type World,
} from "@/tests/support/world";

const place = { address: "10.7.0.1", userAgent: "test" };
let world: World;
let administrator: Actor;

beforeAll(async () => {
  expect(modules.length).toBeGreaterThan(0);
  world = await createWorld();
  administrator = await personWith("administrator", world.root);
});
beforeEach(() => asOwner((client) => client.query("delete from limits.counters")));

const emailOf = async ({ personId }: Actor): Promise<string> =>
  (await asOwner((client) => client.query("select email from people where id = $1", [personId]))).rows[0]
    .email;
const byPassword = async (person: Actor, from = place) =>
  signIn({ email: await emailOf(person), password, ...from });

/** Gives the right password and returns the key of the sign-in that is then half open. */
async function halfOpen(person: Actor): Promise<string> {
  const passage = await byPassword(person);
  if (passage?.to !== "second-factor") throw new Error(`It led to ${passage?.to}.`);
  return passage.key;
}
const reader = async () => withPassword(await personWith("reader", world.claims));
const isOpen = async ({ sessionId }: Actor) => (await sessionActor(sessionId ?? "", randomUUID())) !== null;
const asLongAgo = (actor: Actor): Actor => ({ ...actor, signedInAt: new Date(Date.now() - 11 * 60_000) });

describe("a code of an authenticator app", () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  test("is asked for after the password, lets in once, and one step early or late as well; what is older is refused", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() }); // No step of 30 seconds begins while its codes are tried.
    const person = await reader();
    const { secret } = await withApp(person);
    const [twoAgo, ago, now, next, overNext] = [-2, -1, 0, 1, 2].map((steps) =>
      codeOf(secret, steps),
    ) as string[];
    await expect(signInBySecondFactor(await halfOpen(person), { code: ago }, place)).rejects.toThrow(Invalid);
    await laterFor(person);
    for (const wrong of [twoAgo, overNext])
      await expect(signInBySecondFactor(await halfOpen(person), { code: wrong }, place)).rejects.toThrow(
        "not accepted",
      );
    for (const right of [ago, now, next]) {
      const key = await halfOpen(person);
      expect(await signInBySecondFactor(key, { code: right }, place)).toMatchObject({ to: "in" });
      await expect(signInBySecondFactor(key, { code: right }, place)).rejects.toThrow(Unauthenticated);
      await expect(signInBySecondFactor(await halfOpen(person), { code: right }, place)).rejects.toThrow(
        Invalid,
      );
    }
    // A later code was given: the earlier ones are gone with it.
    await expect(signInBySecondFactor(await halfOpen(person), { code: now }, place)).rejects.toThrow(Invalid);
    const { sessions } = await listSessions.execute(person, {});
    expect(sessions.filter(({ factors }) => factors === "password+app")).toHaveLength(3);
  });

  test("sent twice at the same moment lets in once", async () => {
    const person = await reader();
    const { secret } = await withApp(person);
    await laterFor(person);
    const keys = [await halfOpen(person), await halfOpen(person), await halfOpen(person)];
    const code = codeOf(secret);
    const outcomes = await Promise.allSettled(keys.map((key) => signInBySecondFactor(key, { code }, place)));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  test("is guessed as slowly as a password, and every wrong one is in the audit trail", async () => {
    const person = await reader();
    await withApp(person);
    const key = await halfOpen(person);
    const started = performance.now();
    const guesses = await Promise.allSettled(
      [...Array(30).keys()].map((i) =>
        signInBySecondFactor(key, { code: String(i).padStart(6, "0") }, place),
      ),
    );
    // The waiting times double from a second on, so that a slow machine lets one more through each time they are over.
    const waits = Math.floor(Math.log2(1 + (performance.now() - started) / 1_000));
    const reasons = guesses.map((one) => (one.status === "rejected" ? one.reason : null));
    expect(reasons.filter((one) => one instanceof Invalid).length).toBeLessThanOrEqual(6 + waits);
    expect(reasons.filter((one) => one instanceof RateLimited).length).toBeGreaterThanOrEqual(24 - waits);
    const { rows } = await asOwner((client) =>
      client.query(
        `select text from audit_entries where action = 'sessions.refuseSignIn' and "subjectId" = $1`,
        [person.personId],
      ),
    );
    expect(rows.length).toBeGreaterThan(0);
    expect(rows[0].text).toContain('"proof":"second factor"');
  });

  test("its secret is stored sealed, bound to its row, and is in no audit entry and no list", async () => {
    const person = await reader();
    const { secret, codes } = await withApp(person);
    const { rows } = await asOwner((client) =>
      client.query(`select secret from authenticators where "personId" = $1`, [person.personId]),
    );
    expect(rows[0].secret).toMatch(/^sealed1\.[0-9a-f]{8}\./);
    const { rows: trail } = await asOwner((client) =>
      client.query(`select string_agg(text, ' ') as text from audit_entries where "actorId" = $1`, [
        person.personId,
      ]),
    );
    const shown = JSON.stringify([await getFactors.execute(person, {}), trail]);
    expect(shown).toContain("Phone");
    for (const hidden of [secret, rows[0].secret, ...codes]) expect(shown).not.toContain(hidden);
  });
});

describe("a recovery code", () => {
  test("stands in once for the second factor, however it is typed, and new ones end the old ones", async () => {
    const person = await reader();
    const { codes } = await withApp(person);
    const [first = "", second = "", third = ""] = codes;
    expect([codes.length, new Set(codes).size]).toEqual([10, 10]);
    const typed = first.replaceAll("-", " ").toUpperCase();
    expect(await signInBySecondFactor(await halfOpen(person), { recovery: typed }, place)).toMatchObject({
      to: "in",
    });
    await expect(signInBySecondFactor(await halfOpen(person), { recovery: first }, place)).rejects.toThrow(
      "used before",
    );
    const both = [await halfOpen(person), await halfOpen(person)];
    const outcomes = await Promise.allSettled(
      both.map((key) => signInBySecondFactor(key, { recovery: second }, place)),
    );
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect((await getFactors.execute(person, {})).recoveryCodesLeft).toBe(8);
    const fresh = await renewRecoveryCodes.execute(person, {});
    expect(fresh.codes).toHaveLength(10);
    await expect(signInBySecondFactor(await halfOpen(person), { recovery: third }, place)).rejects.toThrow(
      Invalid,
    );
  });

  test("is not made for whoever has no second factor", async () => {
    await expect(renewRecoveryCodes.execute(await reader(), {})).rejects.toThrow(
      "Add an authenticator app or a passkey",
    );
  });
});

describe("a sign-in between its steps", () => {
  test("is no session: its key opens neither the API nor the next step of somebody else, and ends after ten minutes or a new password", async () => {
    const person = await reader();
    const { secret } = await withApp(person);
    await laterFor(person);
    const key = await halfOpen(person);
    for (const cookie of [`plumbline.session=${key}`, `plumbline.sign-in=${key}`])
      expect((await request("GET", "/me", { headers: { cookie } })).status).toBe(401);
    expect((await request("GET", "/me", { token: key })).status).toBe(401);
    const { rows } = await asOwner((client) => client.query("select id from half_open_sign_ins"));
    for (const { id } of rows) expect(await sessionActor(id, randomUUID())).toBeNull();
    await expect(
      enrolAppInSignIn.execute(theSystem(), { key, name: "Mine", code: codeOf(secret), ...place }),
    ).rejects.toThrow(Unauthenticated);
    await asOwner((client) =>
      client.query(`update half_open_sign_ins set "expiresAt" = now() - interval '1 second'`),
    );
    await expect(signInBySecondFactor(key, { code: codeOf(secret) }, place)).rejects.toThrow(Unauthenticated);
    const again = await halfOpen(person);
    await changePassword.execute(await signedInAgain(person), {
      current: password,
      password: "another quiet lake at dusk",
    });
    await expect(signInBySecondFactor(again, { code: codeOf(secret) }, place)).rejects.toThrow(
      Unauthenticated,
    );
  });
});

describe("a role that needs a second factor", () => {
  const needs = async (roles: string[], graceDays: number) => {
    const { version } = await currentRules();
    await setSignInRules.execute(administrator, { version, roles: roles as never, graceDays });
  };
  const currentRules = async () => {
    const { rows } = await asOwner((client) =>
      client.query(`select coalesce(max(version), 0)::int as version from settings where key = 'sign-in'`),
    );
    return rows[0] as { version: number };
  };

  test("leads its holder from the password to setting one up and to nothing else, then in with recovery codes", async () => {
    await needs(["executive"], 0);
    const person = await withPassword(await personWith("executive", world.insurance));
    const passage = await byPassword(person);
    if (passage?.to !== "enrolment") throw new Error(`It led to ${passage?.to}.`);
    const { key } = passage;
    expect(await readHalfOpen.execute(theSystem(), { key })).toMatchObject({ step: "enrolment", ways: [] });
    await expect(signInBySecondFactor(key, { code: "123456" }, place)).rejects.toThrow(Unauthenticated);
    const { secret } = await beginAppInSignIn.execute(theSystem(), { key });
    const wrong = { key, name: "Phone", code: codeOf(secret, 5), ...place };
    await expect(enrolAppInSignIn.execute(theSystem(), wrong)).rejects.toThrow("not accepted");
    const entered = await enrolAppInSignIn.execute(theSystem(), { ...wrong, code: codeOf(secret) });
    expect(entered).toMatchObject({ to: "in", codes: { length: 10 } });
    expect(await byPassword(person)).toMatchObject({ to: "second-factor" });
    const actor = await signedInAgain(person);
    const [app] = (await getFactors.execute(actor, {})).apps;
    await expect(removeApp.execute(actor, { id: app?.id ?? "" })).rejects.toThrow(Conflict);
    // Somebody without the role chooses for themselves.
    expect(await byPassword(await reader())).toMatchObject({ to: "in", neededFrom: null });
  });

  test("leaves the days of grace, counted from the decision or from the day the role was given", async () => {
    await needs(["lead"], 14);
    const person = await withPassword(await personWith("lead", world.insurance));
    const entered = await byPassword(person);
    if (entered?.to !== "in") throw new Error(`It led to ${entered?.to}.`);
    const days = (Date.parse(entered.neededFrom ?? "") - Date.now()) / 86_400_000;
    expect(Math.round(days)).toBe(14);
    await needs(["lead", "executive"], 0);
    expect(await byPassword(person)).toMatchObject({ to: "enrolment" });
    await needs([], 0);
    expect(await byPassword(person)).toMatchObject({ to: "in", neededFrom: null });
  });

  test("can be any role of the organisation's own", async () => {
    const person = await reader();
    const fields = { name: "Watcher", unitId: world.root, permissions: ["risks:read"] };
    const { id: role } = await createRole.execute(administrator, fields);
    const given = { personId: person.personId ?? "", role, unitId: world.insurance };
    await giveRole.execute(administrator, given);
    await needs(["own"], 0);
    expect(await byPassword(person)).toMatchObject({ to: "enrolment" });
    await needs([], 0);
  });
});

describe("what could open an account to others", () => {
  test("asks for the password of whoever has no second factor, for the second factor of whoever has one, and takes nothing else", async () => {
    const person = asLongAgo(await reader());
    const token = { name: "CI", unitId: world.claims, scopes: ["*"] };
    await expect(createToken.execute(person, token)).rejects.toThrow(ConfirmFirst);
    await expect(beginApp.execute(person, {})).rejects.toThrow(ConfirmFirst);
    await confirmSelf.execute(person, { password });
    const confirmed = asLongAgo(await refreshed(person));
    await createToken.execute(confirmed, token);
    const { secret } = await withApp(confirmed);
    await laterFor(person);
    const later = { ...asLongAgo(confirmed), confirmedAt: new Date(0) };
    await expect(
      changePassword.execute(later, { current: password, password: "four other quiet words" }),
    ).rejects.toThrow(ConfirmFirst);
    await expect(confirmSelf.execute(later, { password })).rejects.toThrow("You have a second factor");
    await expect(confirmSelf.execute(later, { code: "000000" })).rejects.toThrow(Invalid);
    await confirmSelf.execute(later, { code: codeOf(secret) });
    await createToken.execute(asLongAgo(await refreshed(person)), token);
  });
});

describe("a change of second factors", () => {
  test("ends every other session of the person, and tells them", async () => {
    const person = await reader();
    const other = await signedInAgain(person);
    await withApp(person);
    expect([await isOpen(person), await isOpen(other)]).toEqual([true, false]);
    const { rows } = await listNotifications.execute(person, {});
    expect(rows.map(({ title }) => title)).toEqual(["An authenticator app was added to your account."]);
    await expect(finishApp.execute(person, { name: "Again", code: "123456" })).rejects.toThrow("Begin again");
  });

  test("by an administrator, when they were lost, ends all sessions, tells the person and is in the audit trail", async () => {
    const person = await reader();
    await withApp(person);
    const stranger = await personWith("administrator", world.clinics);
    await expect(removeFactorsOf.execute(stranger, { id: person.personId ?? "" })).rejects.toThrow(
      "no such record",
    );
    await expect(
      removeFactorsOf.execute(asLongAgo(administrator), { id: person.personId ?? "" }),
    ).rejects.toThrow(ConfirmFirst);
    await removeFactorsOf.execute(administrator, { id: person.personId ?? "" });
    expect(await isOpen(person)).toBe(false);
    expect(await byPassword(person)).toMatchObject({ to: "in" });
    const { rows } = await listNotifications.execute(await signedInAgain(person), {});
    expect(rows[0]).toMatchObject({
      title: expect.stringMatching(/^Your second factors were removed.+By administrator/),
      href: "/settings/second-factors",
    });
    const { rows: trail } = await asOwner((client) =>
      client.query(`select "actorId", text from audit_entries where action = 'people.removeSecondFactors'`),
    );
    expect(trail).toEqual([
      {
        actorId: administrator.personId,
        text: expect.stringContaining('"before":{"authenticatorApps":["Phone"]'),
      },
    ]);
  });

  test("an administrator ends all sessions of somebody, from their next request on", async () => {
    const person = await reader();
    const other = await signedInAgain(person);
    expect(await endSessionsOf.execute(administrator, { id: person.personId ?? "" })).toMatchObject({
      ended: 2,
    });
    expect([await isOpen(person), await isOpen(other)]).toEqual([false, false]);
  });
});
