import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { checkSealed } from "@/lib/domain/organization/factors/reseal";
import { endRole, giveRole } from "@/lib/domain/organization/grants/commands";
import { disablePerson, enablePerson } from "@/lib/domain/organization/people/commands";
import { makeEmergencyLink } from "@/lib/domain/organization/people/invite";
import { providerSignOut } from "@/lib/domain/organization/sessions/by-provider";
import { getMe, listSessions } from "@/lib/domain/organization/sessions/queries";
import { addGroup, removeGroup } from "@/lib/domain/organization/single-sign-on/commands";
import { unlinkIdentity } from "@/lib/domain/organization/single-sign-on/own-links";
import { getProvider, listIdentities, testProvider } from "@/lib/domain/organization/single-sign-on/queries";
import type { Actor } from "@/lib/platform/access/actor";
import { providerFetch } from "@/lib/platform/auth/provider-fetch";
import { ConfirmFirst, Conflict, Forbidden, Invalid } from "@/lib/platform/errors/public-error";
import { ProviderBrowser } from "@/tests/support/provider-browser";
import { withApp, withPassword } from "@/tests/support/second-factors";
import { actorAt, rowsOf, SingleSignOnWorld } from "@/tests/support/single-sign-on";
import { personWith, refreshed, theSystem } from "@/tests/support/world";

process.env["ISSUER_NETWORK"] = "loopback";

let sso: SingleSignOnWorld;

beforeAll(async () => {
  sso = await SingleSignOnWorld.start();
});
afterAll(() => sso.provider.stop());
beforeEach(() => sso.afresh());

const rolesOf = ({ grants }: Actor) => grants.map(({ role, unitId }) => `${role} @ ${unitId}`).sort();

describe("a first sign-in by the provider", () => {
  test("makes an account in the unit of the setting, with the roles of its groups, and all of it is in the audit trail", async () => {
    const { id } = await addGroup.execute(
      sso.administrator,
      group("risk-team", "risk-owner", sso.world.claims),
    );
    const subject = sso.known({ groups: ["risk-team", "another"], email: "Ines.Moreau@Halderra.example" });
    const person = await sso.signedIn();
    expect(await getMe.execute(person, {})).toMatchObject({
      ...{ name: "Ines Moreau", email: "ines.moreau@halderra.example" },
      unit: { id: sso.world.claims },
    });
    expect(rolesOf(person)).toEqual([`risk-owner @ ${sso.world.claims}`]);
    const { sessions } = await listSessions.execute(person, {});
    expect(sessions).toMatchObject([{ factors: "provider", current: true }]);
    const entries = await rowsOf(
      `select action from audit_entries where "actorName" = 'single sign-on' and text like any (array[$1, $2])`,
      [`%${subject}%`, `%${person.personId}%`],
    );
    const actions = entries.map(({ action }) => action);
    expect(actions).toEqual(
      expect.arrayContaining(["people.create", "people.linkIdentity", "grants.giveRole"]),
    );
    await removeGroup.execute(sso.administrator, { id });
  });

  test("is refused in words where accounts are not made, the address is not verified, or is none that can be used", async () => {
    await sso.set({ accounts: "known" });
    sso.known({});
    await sso.refused("unknown");
    await sso.set({});
    sso.known({ email_verified: false });
    await sso.refused("unverified");
    for (const email of ["anna@h\u0430lderra.example", "\u212Aim@halderra.example", "nobody"]) {
      sso.known({ email });
      await sso.refused("no-email");
    }
    await sso.set({ addresses: "any" });
    sso.known({ email_verified: false });
    expect(rolesOf(await sso.signedIn())).toEqual([]);
  });

  test("of somebody whose address has an account already is refused until its owner links it; then both ways lead to one account", async () => {
    const owner = await withPassword(
      await personWith("reader", sso.world.claims, { email: "owner@halderra.example" }),
    );
    const subject = sso.known({ email: "OWNER@halderra.example" });
    await sso.refused("same-email");
    const browser = new ProviderBrowser();
    await browser.step("password", { email: "owner@halderra.example", password: "a quiet lake at noon" });
    expect(await browser.signIn("link")).toMatchObject({ status: 303, location: "/settings/sessions" });
    expect((await sso.signedIn()).personId).toBe(owner.personId);
    const { identities } = await listIdentities.execute(owner, {});
    expect(identities).toMatchObject([{ issuer: sso.provider.issuer, email: "OWNER@halderra.example" }]);
    // Another account of the provider cannot be put beside it, nor this one be given to somebody else.
    const other = await withPassword(
      await personWith("reader", sso.world.claims, { email: "other@halderra.example" }),
    );
    const theirs = new ProviderBrowser();
    await theirs.step("password", { email: "other@halderra.example", password: "a quiet lake at noon" });
    sso.provider.signsIn = subject;
    expect(await theirs.signIn("link")).toMatchObject({ location: "/settings/sessions?problem=taken" });
    await unlinkIdentity.execute(owner, { id: identities[0]?.id ?? "" });
    expect(await theirs.signIn("link")).toMatchObject({ location: "/settings/sessions" });
    expect((await sso.signedIn()).personId).toBe(other.personId);
  });

  test("links an account by its verified address where the setting says so, once, and never by one that is not verified", async () => {
    const owner = await personWith("reader", sso.world.claims, { email: "mailed@halderra.example" });
    await sso.set({ links: "email" });
    sso.known({ email: "mailed@halderra.example", email_verified: false });
    await sso.refused("same-email");
    sso.known({ email: "Mailed@halderra.example" });
    expect((await sso.signedIn()).personId).toBe(owner.personId);
    sso.known({ email: "mailed@halderra.example" });
    await sso.refused("same-email");
  });
});

describe("a link to one's own account", () => {
  test("takes a recent proof of who one is, and is made only in the session that began it", async () => {
    const person = await withPassword(
      await personWith("reader", sso.world.claims, { email: "step@halderra.example" }),
    );
    const browser = new ProviderBrowser();
    const enter = () =>
      browser.step("password", { email: "step@halderra.example", password: "a quiet lake at noon" });
    await enter();
    await rowsOf(`update sessions set "createdAt" = now() - interval '11 minutes' where "personId" = $1`, [
      person.personId,
    ]);
    expect(await browser.step("single-sign-on/link")).toMatchObject({
      status: 403,
      body: { title: "Confirm that it is you" },
    });
    await enter();
    sso.known({});
    const { body } = await browser.step("single-sign-on/link");
    const back = await browser.atProvider(String(body["to"]));
    await enter();
    expect((await browser.open(back)).location).toBe("/settings/sessions?problem=elsewhere");
    expect(await listIdentities.execute(person, {})).toMatchObject({ identities: [] });
    expect((await new ProviderBrowser().step("single-sign-on/link")).status).toBe(401);
  });
});

describe("the roles of groups", () => {
  test("follow them at every sign-in: what a group no longer gives ends, what was given by hand stays", async () => {
    await addGroup.execute(sso.administrator, group("g-read", "reader", sso.world.insurance));
    await addGroup.execute(sso.administrator, group("g-own", "risk-owner", sso.world.claims, "2199-12-31"));
    const subject = sso.known({ groups: ["g-read"] });
    const person = await sso.signedIn();
    await giveRole.execute(sso.administrator, by(person, "executive", sso.world.clinics));
    sso.known({ groups: ["g-own"] }, subject);
    expect(rolesOf(await sso.signedIn())).toEqual(
      [`executive @ ${sso.world.clinics}`, `risk-owner @ ${sso.world.claims}`].sort(),
    );
    // Given by hand as well, a role does not go with the group.
    await giveRole.execute(sso.administrator, by(person, "risk-owner", sso.world.claims));
    await sso.signedIn();
    sso.known({ groups: [] }, subject);
    expect(rolesOf(await sso.signedIn())).toEqual(
      [`executive @ ${sso.world.clinics}`, `risk-owner @ ${sso.world.claims}`].sort(),
    );
    sso.known({ groups: ["g-read"] }, subject);
    expect(rolesOf(await sso.signedIn())).toContain(`reader @ ${sso.world.insurance}`);
  });

  test("give nothing to whoever decided them, and only what their author may give", async () => {
    const second = await personWith("administrator", sso.world.root, { email: "second@halderra.example" });
    await addGroup.execute(second, group("g-lead", "lead", sso.world.root));
    await sso.set({ links: "email" });
    sso.known({ email: "second@halderra.example", groups: ["g-lead"] });
    expect(rolesOf(await sso.signedIn())).toEqual([`administrator @ ${sso.world.root}`]);
    const ofInsurance = await personWith("administrator", sso.world.insurance);
    await expect(addGroup.execute(ofInsurance, group("g", "lead", sso.world.insurance))).rejects.toThrow(
      Forbidden,
    );
    await expect(addGroup.execute(ofInsurance, group("g", "lead", sso.world.root))).rejects.toThrow(
      Forbidden,
    );
    const outside = await personWith("lead", sso.world.root);
    await expect(addGroup.execute(outside, group("g", "reader", sso.world.root))).rejects.toThrow(Forbidden);
    await expect(addGroup.execute(sso.administrator, group("g", "auditor", sso.world.root))).rejects.toThrow(
      Invalid,
    );
    await expect(
      addGroup.execute(
        { ...sso.administrator, signedInAt: new Date(0) },
        group("g", "reader", sso.world.root),
      ),
    ).rejects.toThrow(ConfirmFirst);
  });

  test("never take the last administrator away", async () => {
    await addGroup.execute(sso.administrator, group("g-admin", "administrator", sso.world.root));
    const subject = sso.known({ groups: ["g-admin"] });
    const person = await sso.signedIn();
    await rowsOf(
      `update grants set "endsAt" = now() - interval '1 second' where role = 'administrator' and "personId" <> $1 and "personId" <> $2`,
      [person.personId, sso.administrator.personId],
    );
    const own = await rowsOf(`select id from grants where "personId" = $1`, [sso.administrator.personId]);
    await endRole.execute(person, { id: own[0].id });
    sso.known({ groups: [] }, subject);
    expect(rolesOf(await sso.signedIn())).toEqual([`administrator @ ${sso.world.root}`]);
    await rowsOf(`update grants set "endsAt" = null where id = $1`, [own[0].id]);
    expect(rolesOf(await sso.signedIn())).toEqual([]);
    sso.administrator = await refreshed(sso.administrator);
  });
});

describe("a second factor", () => {
  test("is asked for here after the provider, unless the setting lets the provider's own count and it says so", async () => {
    const subject = sso.known({});
    const person = await sso.signedIn();
    await withApp(person);
    expect((await new ProviderBrowser().signIn()).location).toBe("/sign-in/second-factor");
    sso.known({ amr: ["pwd", "mfa"] }, subject);
    expect((await new ProviderBrowser().signIn()).location).toBe("/sign-in/second-factor");
    await sso.set({ factors: "provider" });
    const { sessions } = await listSessions.execute(await sso.signedIn(), {});
    expect(sessions.some(({ factors }) => factors === "provider-mfa")).toBe(true);
    sso.known({ amr: ["pwd"] }, subject);
    expect((await new ProviderBrowser().signIn()).location).toBe("/sign-in/second-factor");
  });
});

describe("a disabled account", () => {
  test("stays out, its sessions have ended, and enabled again it comes in", async () => {
    sso.known({});
    const browser = new ProviderBrowser();
    const person = await sso.signedIn(browser);
    const [{ version }] = await rowsOf(`select version from people where id = $1`, [person.personId]);
    await disablePerson.execute(sso.administrator, { id: person.personId ?? "", version });
    expect(await actorAt(browser)).toBeNull();
    await sso.refused("disabled");
    await enablePerson.execute(sso.administrator, { id: person.personId ?? "", version: version + 1 });
    expect((await sso.signedIn()).personId).toBe(person.personId);
  });
});

describe("passwords", () => {
  test("are switched off only once an administrator came in by the provider; a link from the shell opens all the same", async () => {
    await withPassword(sso.administrator);
    const [{ email }] = await rowsOf(`select email from people where id = $1`, [sso.administrator.personId]);
    await expect(sso.set({ passwords: "off" })).rejects.toThrow("No administrator");
    await sso.set({ links: "email" });
    sso.known({ email });
    await sso.signedIn();
    await sso.set({ passwords: "off" });
    const browser = new ProviderBrowser();
    const typed = { email, password: "a quiet lake at noon" };
    expect(await browser.step("password", typed)).toMatchObject({ status: 403 });
    const one = { id: sso.administrator.personId ?? "" };
    await expect(makeEmergencyLink.execute(sso.administrator, one)).rejects.toThrow(Forbidden);
    const { link } = await makeEmergencyLink.execute(theSystem(), one);
    const key = new URL(link).searchParams.get("key");
    const opening = { key, password: "nine grey herons asleep" };
    expect(await browser.step("emergency", opening)).toMatchObject({ status: 200, body: { to: "in" } });
    expect((await actorAt(browser))?.personId).toBe(sso.administrator.personId);
    expect((await browser.step("emergency", opening)).status).toBe(404);
    sso.administrator = (await actorAt(browser)) ?? sso.administrator;
    const { identities } = await listIdentities.execute(sso.administrator, {});
    await expect(unlinkIdentity.execute(sso.administrator, { id: identities[0]?.id ?? "" })).rejects.toThrow(
      Conflict,
    );
  });
});

describe("the provider", () => {
  test("is tested in words, is used only with a secret of its own, and nothing is sent where nothing may be", async () => {
    expect(await testProvider.execute(sso.administrator, {})).toMatchObject({ endsSessions: true });
    await sso.set({ state: "off", issuer: sso.provider.byAddress });
    await expect(testProvider.execute(sso.administrator, {})).rejects.toThrow("with or without the slash");
    await expect(sso.set({ issuer: sso.provider.byAddress })).rejects.toThrow("no client secret");
    for (const [issuer, words] of [
      [`${sso.provider.issuer}/nothing`, "no description of a provider"],
      ["http://localhost:1", "takes no connection"],
      ["https://nowhere.invalid", "has no address"],
      ["http://169.254.169.254", "sends nothing (linkLocal)"],
    ] as const) {
      await sso.set({ state: "off", issuer });
      await expect(testProvider.execute(sso.administrator, {})).rejects.toThrow(words);
    }
    const count = sso.provider.received.length;
    const ask = { method: "GET", body: null, headers: {}, redirect: "manual" } as const;
    for (const [issuer, network] of [
      [sso.provider.issuer, "private"],
      [sso.provider.issuer, "public"],
      ["https://elsewhere.example", "loopback"],
    ] as const)
      await expect(providerFetch(issuer, network)(sso.provider.issuer, ask)).rejects.toThrow("sends nothing");
    // What hides an address of this machine in one of another kind is no address of the internet.
    for (const hidden of ["https://[::7f00:1]/", "https://[::ffff:127.0.0.1]/"])
      await expect(providerFetch(hidden, "public")(hidden, ask)).rejects.toThrow("sends nothing");
    expect(sso.provider.received).toHaveLength(count);
    const stored = await rowsOf("select secret from provider_secrets");
    const [{ apps }] = await rowsOf(
      "select (select count(*) from authenticators)::int + (select count(*) from person_keys)::int as apps",
    );
    expect(await checkSealed.execute(theSystem(), {})).toMatchObject({ sealed: apps + 1 });
    expect(JSON.stringify(stored)).not.toContain(sso.provider.clientSecret);
    expect(JSON.stringify(await getProvider.execute(sso.administrator, {}))).not.toContain(
      sso.provider.clientSecret,
    );
  });

  test("is offered for signing out as well", async () => {
    expect(await providerSignOut()).toMatch(
      new RegExp(`^${sso.provider.issuer}/session/end\\?.*client_id=plumbline`),
    );
  });
});

function group(
  name: string,
  role: Parameters<typeof giveRole.execute>[1]["role"],
  unitId: string,
  endsOn: string | null = null,
) {
  return { group: name, role, unitId, endsOn };
}

function by({ personId }: Actor, role: Parameters<typeof giveRole.execute>[1]["role"], unitId: string) {
  return { personId: personId ?? "", role, unitId, endsOn: null };
}
