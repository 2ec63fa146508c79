import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { pageText, readPdf } from "@/tests/reports/read-pdf";
import { inDays } from "@/tests/support/days";
import { choose, expect, expectAccessible, signInOn, test } from "./persona";
import { productUrl } from "./product";

const outsider = {
  name: "Odile Audit",
  email: "odile@nordwind.example",
  password: "a long sentence for the audit",
};

/** What compliance confirms in this journey: a rule that a working control touches. */
const gap = { framework: "hipaa-security-rule", ref: "164.308(a)(2)" };
const reason = "Read line by line for the audit.";

test("compliance closes a gap, approves the statement and builds a pack; an auditor from outside reads and verifies it offline, and the engagement ends", async ({
  page,
  browser,
}, info) => {
  const visitor = async () => (await browser.newContext({ baseURL: productUrl() })).newPage();
  const link = await invited(await visitor());
  await signInOn(page, "compliance");
  await test.step("compliance finds a rule that a working control touches, and says that it is fulfilled", async () => {
    await page.goto(`/frameworks/${gap.framework}/coverage`);
    const row = page.getByRole("row").filter({ hasText: gap.ref });
    await expect(row).toContainText("look whether it fulfils it, and say so");
    await row.getByRole("button", { name: "Judge" }).click();
    await confirm(page, "Keep finding");
    await expect(row).toContainText("Confirmed");
  });
  await test.step("the lead asks for the approval of the Statement of Applicability, compliance approves it", async () => {
    await askForApproval(await visitor());
    await page.goto("/my-work");
    await page
      .getByRole("link", { name: /^HIPAA Security Rule/ })
      .first()
      .click();
    await page.getByRole("button", { name: "Approve statement" }).click();
    await confirm(page, "Approve statement");
    await expect(page.getByText("Approved", { exact: true })).toBeVisible();
  });
  await test.step("compliance says what the pack is about and sees it being built", async () => {
    await page.goto("/audit-packs/new");
    await page.getByLabel("Title").fill("Surveillance audit");
    await page.getByLabel("For whom").fill("Nordwind Certification");
    await choose(page, "Business unit", /^Halderra Health Group/);
    await page.getByLabel("ISO/IEC 42001, AI management system").check();
    await page.getByLabel(/^HIPAA Security Rule/).check();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Build audit pack" }).click();
    await expect(page.getByRole("link", { name: "Save pack" })).toBeVisible({ timeout: 60_000 });
    await expectAccessible(page);
  });
  await test.step("and lets the auditor read it", async () => {
    await page.getByRole("button", { name: "Let somebody read" }).click();
    const dialog = page.getByRole("dialog");
    await choose(page, "Auditor", /Odile Audit/);
    await dialog.getByLabel("Until").fill(inDays(7));
    await dialog.getByLabel("Purpose").fill("Surveillance audit of November.");
    await dialog.getByRole("button", { name: "Let them read" }).click();
    await expect(page.getByRole("table", { name: "Engagements" })).toContainText("Odile Audit");
  });

  const outside = await browser.newContext({ baseURL: productUrl(), acceptDownloads: true });
  const theirs = await outside.newPage();
  const saved = (name: string) => info.outputPath(name);
  await test.step("the auditor signs in, finds the one pack, and saves it with the page that checks it", async () => {
    await accept(theirs, link);
    await theirs.goto("/");
    await theirs.getByRole("link", { name: /Surveillance audit/ }).click();
    await expect(theirs.getByRole("heading", { level: 1 })).toContainText("Surveillance audit");
    await expectAccessible(theirs);
    for (const [what, file] of [
      ["Save pack", "pack.zip"],
      ["Save public keys", "keys.pem"],
      ["Save verify.html", "verify.html"],
    ] as const) {
      const arriving = theirs.waitForEvent("download");
      await theirs.getByRole("link", { name: what, exact: true }).first().click();
      await (await arriving).saveAs(saved(file));
    }
    const pack = theirs.url();
    await expectNothing(theirs, "/risks");
    await theirs.goto(pack);
  });
  await test.step("the report says what was confirmed, and by whom the statement was approved", async () => {
    const arriving = theirs.waitForEvent("download");
    await theirs.getByRole("link", { name: "Save report.pdf" }).click();
    await (await arriving).saveAs(saved("report.pdf"));
    const report = readPdf(readFileSync(saved("report.pdf")));
    const text = report.pages.map(pageText).join(" ").replaceAll(/\s+/g, " ");
    for (const words of ["Nordwind Certification", "1 confirmed", "Approved by Ελένη Παπαδοπούλου on"])
      expect([words, text.includes(words)]).toEqual([words, true]);
  });
  await test.step("the command says that the pack is as it was signed", async () => {
    const said = plumbline("verify", saved("pack.zip"), "--key", saved("keys.pem"));
    expect(said).toMatch(/^Verified: \d+ files are exactly as they were signed/m);
  });
  await test.step("verify.html says with the network off that the pack is as it was signed, and names a changed file", async () => {
    const offline = await browser.newContext({ offline: true });
    const check = await offline.newPage();
    await check.goto(`file://${saved("verify.html")}`);
    await check.getByLabel("The public key").setInputFiles(saved("keys.pem"));
    await check.getByLabel("The pack").setInputFiles(saved("pack.zip"));
    await expect(check.getByText("Verified: the pack is exactly as it was signed.")).toBeVisible();
    await expect(check.getByRole("status")).toContainText("Halderra Health Group");
    await expectAccessible(check);
    const altered = readFileSync(saved("pack.zip"));
    const at = altered.indexOf("AUDIT PACK");
    altered[at] = 0x61;
    await check
      .getByLabel("The pack")
      .setInputFiles({ name: "pack.zip", mimeType: "application/zip", buffer: altered });
    await expect(check.getByText("Not verified: the pack is not as it was signed.")).toBeVisible();
    await expect(check.getByRole("status")).toContainText("readme.txt: Its content was changed");
    await offline.close();
  });
  await test.step("compliance sees what was read and ends it; from then on nothing opens", async () => {
    await page.reload();
    await expect(page.locator("#history")).toContainText("Odile Audit");
    await page.getByRole("button", { name: "End now" }).click();
    await page
      .getByRole("alertdialog")
      .or(page.getByRole("dialog"))
      .getByRole("button", { name: "End now" })
      .click();
    await expect(page.getByRole("table", { name: "Engagements" })).toContainText("Ended");
    await expectNothing(theirs, new URL(page.url()).pathname);
    await theirs.goto("/audit-packs");
    await expect(theirs.getByText("Nothing is open to you")).toBeVisible();
    await expectAccessible(theirs);
  });
});

/** Gives the reason of this journey in the dialog that is open, and presses its button. */
async function confirm(page: Page, button: string): Promise<void> {
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Reason").fill(reason);
  await dialog.getByRole("button", { name: button }).click();
  await expect(dialog).toBeHidden();
}

/** Has the lead ask for the approval of the statement of the whole organisation. */
async function askForApproval(page: Page): Promise<void> {
  await signInOn(page, "lead");
  const answer = await page.request.post("/api/v1/statements/request", {
    headers: { origin: new URL(productUrl()).origin },
    data: {
      ...{ framework: gap.framework, unitId: await topUnit(page) },
      ...{ reason: "For the surveillance audit.", until: inDays(180) },
    },
  });
  expect(answer.status()).toBe(201);
  await page.context().close();
}

async function topUnit(page: Page): Promise<string | undefined> {
  const answer = await page.request.get("/api/v1/units/choices?q=Halderra");
  const { choices } = (await answer.json()) as { choices: { id: string; name: string }[] };
  return choices.find(({ name }) => name === "Halderra Health Group")?.id;
}

/** Runs the command as somebody would who has nothing but the files: without a database. */
function plumbline(...words: string[]): string {
  const { DATABASE_URL: _none, ...env } = process.env;
  const args = ["--conditions=react-server", "--import", "tsx", "lib/cli/main.ts", ...words];
  return execFileSync(process.execPath, args, { env, encoding: "utf8" });
}

/** Has the administrator invite somebody without any role; returns the link of the invitation. */
async function invited(page: Page): Promise<string> {
  await signInOn(page, "administrator");
  const headers = { origin: new URL(productUrl()).origin };
  const unitId = await topUnit(page);
  const { name, email } = outsider;
  const answer = await page.request.post("/api/v1/people", {
    headers,
    data: { name, email, unitId, grants: [] },
  });
  const { link } = (await answer.json()) as { link: string };
  await page.context().close();
  return link;
}

/** Fails unless the page at this address says that there is nothing. */
async function expectNothing(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("There is nothing at this address");
}

async function accept(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await page.waitForLoadState("networkidle");
  for (const field of await page.locator("input[type=password]").all()) await field.fill(outsider.password);
  await page.getByRole("button", { name: "Accept invitation" }).click();
  await page.waitForURL(/\/audit-packs/);
}
