import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { setClientSecret, setProvider } from "@/lib/domain/organization/single-sign-on/commands";
import { getProvider } from "@/lib/domain/organization/single-sign-on/queries";
import { initialProvider, type SignInProvider } from "@/lib/domain/organization/single-sign-on/schema";
import type { Actor } from "@/lib/platform/access/actor";
import { authenticate } from "@/lib/platform/auth/authenticate";
import { callbackAddress } from "@/lib/platform/auth/oidc";
import { ProviderBrowser } from "@/tests/support/provider-browser";
import { startProvider, type TestProvider } from "@/tests/support/sign-in-provider";
import { asOwner } from "@/tests/support/test-database";
import { createWorld, personWith, type World } from "@/tests/support/world";

/** The rows that a statement of the database's owner answers. */
export const rowsOf = async (sql: string, values: unknown[] = []) =>
  (await asOwner((client) => client.query(sql, values))).rows;

/** How many accounts, roles, sessions and links there are. */
export const countOfAll = () =>
  rowsOf(
    `select (select count(*) from people) as people, (select count(*) from grants) as grants,
       (select count(*) from sessions) as sessions, (select count(*) from identities) as identities`,
  );

/** Who is signed in at a browser, or null. */
export const actorAt = async (browser: ProviderBrowser): Promise<Actor | null> =>
  authenticate(browser.cookies, randomUUID());

/** A small company with a provider of single sign-on. */
export class SingleSignOnWorld {
  private constructor(
    readonly world: World,
    readonly provider: TestProvider,
    /** Administers the whole organisation. */
    public administrator: Actor,
  ) {}

  /** Starts the provider and sets its client secret. */
  static async start(): Promise<SingleSignOnWorld> {
    const world = await createWorld();
    const administrator = await personWith("administrator", world.root);
    const made = new SingleSignOnWorld(world, await startProvider(callbackAddress()), administrator);
    await made.set({ state: "off" });
    await setClientSecret.execute(administrator, { clientSecret: made.provider.clientSecret });
    return made;
  }

  /** Forgets what the test before changed. */
  async afresh(): Promise<void> {
    await asOwner((client) => client.query("delete from limits.counters"));
    this.provider.tamper = null;
    await this.set({});
  }

  /** Saves the provider's settings with these differences to what most tests need. */
  async set(differences: Partial<SignInProvider>): Promise<void> {
    const { version } = await getProvider.execute(this.administrator, {});
    const { issuer, clientId } = this.provider;
    const own = { issuer, clientId, label: "Test account", scopes: "openid profile email groups" };
    const usual = { ...initialProvider, ...own, state: "on", accounts: "made" } as const;
    const unitId = this.world.claims;
    await setProvider.execute(this.administrator, { version, ...usual, ...differences, unitId });
  }

  /** Makes an account at the provider that signs in next. */
  known(claims: object, id: string = randomUUID()): string {
    const usual = { email: `${id}@halderra.example`, email_verified: true, name: "Ines Moreau" };
    this.provider.accounts.set(id, { ...usual, ...claims });
    this.provider.signsIn = id;
    return id;
  }

  /** Signs in at the provider and returns who is in. */
  async signedIn(browser = new ProviderBrowser()): Promise<Actor> {
    expect(await browser.signIn()).toMatchObject({ status: 303, location: "/" });
    const actor = await actorAt(browser);
    if (!actor) throw new Error("Nobody is signed in.");
    return actor;
  }

  /** Signs in at the provider and sees that it leads nowhere, for this reason, and changes nothing. */
  async refused(problem: string): Promise<void> {
    const before = await countOfAll();
    const browser = new ProviderBrowser();
    expect(await browser.signIn()).toMatchObject({ status: 303, location: `/sign-in?problem=${problem}` });
    expect(await actorAt(browser)).toBeNull();
    expect(await countOfAll()).toEqual(before);
  }
}
