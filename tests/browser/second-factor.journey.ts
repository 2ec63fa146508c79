import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Page } from "@playwright/test";
import { generateSync } from "otplib";
import { expect, expectAccessible, signInOn, test } from "./persona";
import { productUrl } from "./product";

const password = "a quiet lake at noon";

/** The code of an authenticator app with this secret, some steps of 30 seconds from now. */
const codeOf = (secret: string, steps: number) =>
  generateSync({ secret, epoch: Math.floor(Date.now() / 1000) + steps * 30 });

/** Waits for the next step of 30 seconds where little of this one is left: the code of the step before it is then still taken. */
async function withStepAhead(): Promise<void> {
  const left = 30_000 - (Date.now() % 30_000);
  if (left < 5_000) await sleep(left);
}

/** Has an administrator invite somebody of whom no other journey knows; returns the address and the link. */
async function invited(page: Page): Promise<{ email: string; link: string }> {
  await signInOn(page, "administrator");
  const email = `${randomUUID()}@halderra.example`;
  const { request } = page.context();
  const { unit } = await (await request.get("/api/v1/me")).json();
  const grants = [{ role: "reader", unitId: unit.id, endsOn: null }];
  const answer = await request.post("/api/v1/people", {
    headers: { origin: productUrl() },
    data: { name: "Fay Sund", email, jobTitle: null, unitId: unit.id, grants },
  });
  const { link } = await answer.json();
  await page.context().clearCookies();
  return { email, link };
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Account of Fay Sund" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.waitForURL(/\/sign-in\?signed-out$/);
}

async function givePassword(page: Page, email: string): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(/\/sign-in\/second-factor/);
}

test("somebody sets up an authenticator app and a passkey, and signs in by code, by recovery code, by passkey alone and as second factor", async ({
  page,
}) => {
  const { email, link } = await invited(page);
  let secret = "";
  let recovery = "";

  await test.step("sets up an app and keeps the recovery codes", async () => {
    await page.goto(link.replace(/^https?:\/\/[^/]+/, productUrl()));
    await page.getByLabel("New password", { exact: true }).fill(password);
    await page.locator("form").getByRole("button").last().click();
    await page.waitForURL(/\/my-work/);
    await page.goto("/settings/second-factors");
    await page.getByRole("button", { name: "Add an authenticator app" }).click();
    await expect(page.getByRole("img", { name: "QR code with the key" })).toBeVisible();
    secret = ((await page.locator("main code").textContent()) ?? "").replaceAll(" ", "");
    await page.getByLabel("Code", { exact: true }).fill("000000");
    await page.getByRole("button", { name: "Add app" }).click();
    await expect(page.getByText("This code is not accepted.")).toBeVisible();
    await expectAccessible(page);
    await withStepAhead();
    await page.getByLabel("Code", { exact: true }).fill(codeOf(secret, -1));
    await page.getByRole("button", { name: "Add app" }).click();
    const codes = page.getByRole("list", { name: "Recovery codes" }).getByRole("listitem");
    await expect(codes).toHaveCount(10);
    recovery = (await codes.first().textContent()) ?? "";
    await expectAccessible(page);
    await page.getByRole("button", { name: "I have kept them" }).click();
    await expect(page.getByRole("table", { name: "Authenticator apps" })).toContainText("Phone");
    await signOut(page);
  });

  await test.step("after the password reaches nothing but the second step, and comes in by a code", async () => {
    await givePassword(page, email);
    await expectAccessible(page);
    expect((await page.context().request.get("/api/v1/me")).status()).toBe(401);
    await page.goto("/my-work");
    expect(new URL(page.url()).pathname).toBe("/sign-in");
    await page.goto("/sign-in/second-factor");
    await page.getByLabel("Code", { exact: true }).fill(codeOf(secret, 0));
    await page.getByRole("button", { name: "Continue" }).click();
    await page.waitForURL(/\/my-work/);
    await signOut(page);
  });

  await test.step("comes in by a recovery code, which works once", async () => {
    for (const [attempt, expected] of [
      ["first", /\/my-work/],
      ["second", /\/sign-in\/second-factor/],
    ] as const) {
      await givePassword(page, email);
      await page.getByRole("button", { name: "Use a recovery code" }).click();
      await page.getByLabel("Recovery code").fill(recovery);
      await page.getByRole("button", { name: "Continue" }).click();
      if (attempt === "second") await expect(page.getByText("was used before")).toBeVisible();
      await page.waitForURL(expected);
      if (attempt === "first") await signOut(page);
    }
  });

  await test.step("adds a passkey and comes in with it alone, and as the second factor", async () => {
    const device = await page.context().newCDPSession(page);
    await device.send("WebAuthn.enable");
    await device.send("WebAuthn.addVirtualAuthenticator", {
      options: {
        protocol: "ctap2",
        transport: "internal",
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    await page.getByRole("button", { name: "Use a code of the authenticator app" }).click();
    await page.getByLabel("Code", { exact: true }).fill(codeOf(secret, 1));
    await page.getByRole("button", { name: "Continue" }).click();
    await page.waitForURL(/\/my-work/);
    await page.goto("/settings/second-factors");
    await page.getByLabel("Name of the passkey").fill("Laptop");
    await page.getByRole("button", { name: "Add passkey" }).click();
    await expect(page.getByRole("table", { name: "Passkeys" })).toContainText("Laptop");
    await signOut(page);
    await page.getByRole("button", { name: "Use a passkey" }).click();
    await page.waitForURL(/\/my-work/);
    await page.goto("/settings/sessions");
    await expect(page.getByRole("table", { name: "Sessions" })).toContainText("Passkey");
    await signOut(page);
    await givePassword(page, email);
    await page.getByRole("button", { name: "Use a passkey" }).click();
    await page.waitForURL(/\/my-work/);
  });
});
