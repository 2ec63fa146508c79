import { generateKeyPairSync } from "node:crypto";
import type { Client } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ProviderBrowser } from "@/tests/support/provider-browser";
import { readDatabase } from "@/tests/support/read-database";
import { countOfAll, SingleSignOnWorld } from "@/tests/support/single-sign-on";
import { asOwner } from "@/tests/support/test-database";

process.env["ISSUER_NETWORK"] = "loopback";

let sso: SingleSignOnWorld;

beforeAll(async () => {
  sso = await SingleSignOnWorld.start();
});
afterAll(() => sso.provider.stop());
beforeEach(() => sso.afresh());

describe("an answer that is not the provider's, or not to this browser", () => {
  const stranger = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
  test.each([
    ["of another issuer", { iss: "http://localhost:1" }, undefined],
    ["for another client", { aud: "another" }, undefined],
    ["with another nonce", { nonce: "another" }, undefined],
    ["without a nonce", { nonce: undefined }, undefined],
    ["that has expired", { exp: Math.floor(Date.now() / 1000) - 3_600 }, undefined],
    ["about somebody else than its own user information", { sub: "somebody" }, undefined],
    ["with a forged address, signed by another key", { email: "second@halderra.example" }, stranger],
  ])("does not get in and changes nothing: a token %s", async (_what, change, key) => {
    sso.known({});
    sso.provider.tamper = (claims) => ({ claims: { ...claims, ...change }, ...(key ? { key } : {}) });
    await sso.refused("unproven");
  });

  test("does not get in and changes nothing: another state, another issuer's address, a code used before, another browser, a changed cookie", async () => {
    sso.known({});
    const browser = new ProviderBrowser();
    const { body } = await browser.step("single-sign-on/begin");
    const back = await browser.atProvider(String(body["to"]));
    const before = await countOfAll();
    const otherState = back.replace(/state=[^&]+/, "state=another");
    const held = new Map(browser.own);
    expect((await browser.open(otherState)).location).toBe("/sign-in?problem=unproven");
    // The first answer, right or wrong, was the only one.
    expect((await browser.open(back)).location).toBe("/sign-in?problem=too-late");
    expect((await new ProviderBrowser().open(back)).location).toBe("/sign-in?problem=too-late");
    // Somebody else's sign-in, put into a browser that began one of its own.
    const victim = new ProviderBrowser();
    await victim.step("single-sign-on/begin");
    expect((await victim.open(back)).location).toBe("/sign-in?problem=unproven");
    const late = new ProviderBrowser();
    for (const [name, value] of held)
      late.own.set(name, `${value.slice(0, -2)}${value.endsWith("AA") ? "BB" : "AA"}`);
    expect((await late.open(back)).location).toBe("/sign-in?problem=too-late");
    expect(await countOfAll()).toEqual(before);
    const mixed = new ProviderBrowser();
    for (const [name, value] of held) mixed.own.set(name, value);
    const byAnother = back.replace(/iss=[^&]+/, "iss=http%3A%2F%2Flocalhost%3A1");
    expect((await mixed.open(byAnother)).location).toBe("/sign-in?problem=unproven");
    const again = new ProviderBrowser();
    for (const [name, value] of held) again.own.set(name, value);
    expect((await again.open(back)).location).toBe("/");
    for (const [name, value] of held) again.own.set(name, value);
    expect((await again.open(back)).location).toBe("/sign-in?problem=unproven");
  });

  test("leaves none of the provider's tokens behind: not in the browser, and in no table", async () => {
    sso.known({});
    sso.provider.tamper = (claims) => ({ claims });
    sso.provider.issued.length = 0;
    const browser = new ProviderBrowser();
    await sso.signedIn(browser);
    const stored = JSON.stringify(await asOwner((client) => readDatabase(client as Client)));
    const held = [...browser.own.values()].join(" ");
    expect(sso.provider.issued).toHaveLength(2);
    for (const token of sso.provider.issued) {
      expect(token.length).toBeGreaterThan(40);
      expect([held.includes(token), stored.includes(token)]).toEqual([false, false]);
    }
    // No token for later is asked for.
    expect(String((await browser.step("single-sign-on/begin")).body["to"])).not.toContain("offline_access");
  });

  test("is told from somebody who turned back, and from a provider that was exchanged meanwhile", async () => {
    sso.provider.signsIn = null;
    await sso.refused("cancelled");
    sso.known({});
    const browser = new ProviderBrowser();
    const { body } = await browser.step("single-sign-on/begin");
    const back = await browser.atProvider(String(body["to"]));
    await sso.set({ state: "off" });
    expect((await browser.open(back)).location).toBe("/sign-in?problem=off");
    expect((await browser.step("single-sign-on/begin")).status).toBe(409);
  });
});
