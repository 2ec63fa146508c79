import type { Page } from "@playwright/test";
import { inDays } from "@/tests/support/days";
import { expect, expectAccessible, signInOn, test } from "./persona";
import { productUrl } from "./product";

const gap = "System documentation and information for users";

test("compliance reviews coverage, fixes a gap, and approves the Statement of Applicability", async ({
  page,
  browser,
  signIn,
}) => {
  await signIn("compliance");
  await test.step("the numbers of a framework open the requirements behind them", async () => {
    await page.goto("/frameworks");
    await expectAccessible(page);
    const row = page.getByRole("row").filter({ hasText: "ISO/IEC 42001" });
    await row.getByRole("link", { name: /Open$/ }).click();
    await expect(page.getByRole("heading", { level: 1, name: /^Coverage of ISO\/IEC 42001/ })).toBeVisible();
    await expectAccessible(page);
  });

  await test.step("a gap names the control that is there and does not work; it is put in place and tested", async () => {
    const row = page.getByRole("row").filter({ hasText: "9.2.2" });
    await expect(row).toContainText("Open");
    await row.getByRole("link", { name: /Independent audit of the AI programme/ }).click();
    await page.getByRole("link", { name: "Edit control" }).click();
    await page.getByLabel("Status").selectOption({ label: "Implemented" });
    await page.getByLabel("How it is carried out").fill("Group audit looks at the programme once a year.");
    await page.getByRole("button", { name: "Save control" }).click();
    await expect(page.getByText("It is in place; no test has shown that it works.").first()).toBeVisible();
    await page.getByRole("button", { name: "Record test" }).first().click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Passed").check();
    await dialog.getByLabel("What was done and found").fill("Report and its follow-up read.");
    await dialog.getByRole("button", { name: "Record test" }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByText(/^Its test on .+ passed\.$/).first()).toBeVisible();
    await expectAccessible(page);
  });

  await test.step("the requirement is inferred, and confirmed by a person's word", async () => {
    await page.goto("/frameworks/iso-42001/coverage");
    const row = page.getByRole("row").filter({ hasText: "9.2.2" });
    await expect(row).toContainText("Inferred");
    await row.getByRole("button", { name: "Judge" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Reason").fill("Programme and report seen.");
    await dialog.getByRole("button", { name: "Keep finding" }).click();
    await expect(dialog).toBeHidden();
    await expect(row).toContainText("Confirmed");
  });

  await page.getByRole("link", { name: "Statement of Applicability", exact: true }).click();
  await page.waitForURL(/\/statement/);
  const statement = page.url();
  await test.step("the lead asks for the approval of the statement", async () => {
    const other = await browser.newContext({ baseURL: productUrl() });
    const lead = await other.newPage();
    await signInOn(lead, "lead");
    await lead.goto(statement);
    await lead.getByRole("button", { name: "Ask for approval" }).click();
    const dialog = lead.getByRole("dialog");
    await dialog.getByLabel("Reason").fill("For the certification audit.");
    await dialog.getByLabel("Until").fill(inDays(180));
    await dialog.getByRole("button", { name: "Ask for approval" }).click();
    await expect(dialog).toBeHidden();
    await other.close();
  });

  await test.step("compliance finds it under their work and approves it; a change makes it stale", async () => {
    await page.goto("/my-work");
    await page
      .getByRole("link", { name: /^ISO\/IEC 42001/ })
      .first()
      .click();
    await act(page, "Approve statement", "Approve statement");
    await expect(page.getByText("Approved", { exact: true })).toBeVisible();
    await page.goto(statement);
    await expectAccessible(page);
    const row = page.getByRole("row").filter({ hasText: gap });
    await row.getByRole("button", { name: "Exclude" }).click();
    await page.getByRole("dialog").getByLabel("Reason").fill("There are no users outside of the group.");
    await page.getByRole("dialog").getByRole("button", { name: "Exclude requirement" }).click();
    await expect(page.getByText("Not approved", { exact: true })).toBeVisible();
    await expect(page.getByText("Changed since: A.8.2 does not apply any more.")).toBeVisible();
  });
});

async function act(page: Page, label: string, button: string): Promise<void> {
  await page.getByRole("button", { name: label }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Reason").fill("Read line by line.");
  await dialog.getByRole("button", { name: button }).click();
  await expect(dialog).toBeHidden();
}
