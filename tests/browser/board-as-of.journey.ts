import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expect, expectAccessible, test } from "./persona";

// The demo counts its days from the day of loading: nine months before it, as from 26 November back to 1 March.
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
const then = daysAgo(270);

async function choose(page: Page, day: string): Promise<void> {
  await page.getByRole("button", { name: /^As of/ }).click();
  await page.getByLabel("Show it as it was at the end of").fill(day);
  await page.getByRole("button", { name: "Show this day" }).click();
}

test("the board asks what was known nine months ago, opens a risk of then, takes the PDF along and returns to today", async ({
  page,
  signIn,
}) => {
  await signIn("approver");
  await page.goto("/risks");
  await expect(page.getByText("70 risks", { exact: true })).toBeVisible();

  await choose(page, daysAgo(-3));
  await expect(page.getByRole("alert").filter({ hasText: "yet to come" })).toBeVisible();
  await page.keyboard.press("Escape");

  await choose(page, then);
  await expect(page).toHaveURL(new RegExp(`asOf=${then}`));
  await expect(page.getByText(/^As it was on/)).toBeVisible();
  await expect(page.getByText("29 risks", { exact: true })).toBeVisible();
  await expectAccessible(page);

  await page.getByRole("button", { name: "Export" }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("menuitem", { name: /PDF/ }).click(),
  ]);
  expect(download.suggestedFilename()).toBe(`risks-as-of-${then}.pdf`);
  expect((await readFile(await download.path())).subarray(0, 5).toString()).toBe("%PDF-");

  await page.getByRole("link", { name: /Hidden instruction in an invoice/ }).click();
  await expect(page).toHaveURL(new RegExp(`/risks/.*asOf=${then}`));
  await expect(page.getByText(/^As it was on/)).toBeVisible();
  await expect(page.getByText("No control built yet.").first()).toBeVisible();
  await expect(page.getByText("Second round without a high finding")).toHaveCount(0);
  await expectAccessible(page);
  const [paper] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Export PDF" }).click(),
  ]);
  expect(paper.suggestedFilename()).toMatch(new RegExp(`as-of-${then}\\.pdf$`));

  await page.getByRole("link", { name: "Back to today" }).click();
  await expect(page.getByText(/^As it was on/)).toHaveCount(0);
  await expect(page.getByText("Second round without a high finding").first()).toBeVisible();
});

test("nothing can be done in the past: a lead is offered no act on the register, a risk, a system or a part", async ({
  page,
  signIn,
}) => {
  await signIn("lead");
  for (const path of ["/risks", "/systems", "/models"]) {
    await page.goto(`${path}?asOf=${then}`);
    await expect(page.getByText(/^As it was on/)).toBeVisible();
    const main = page.getByRole("main");
    await expect(main.getByRole("link", { name: /^(New|Import)/ })).toHaveCount(0);
    await page.locator("a[data-open]").first().click();
    await expect(page).toHaveURL(new RegExp(`${path}/[^?]+\\?asOf=`));
    await expect(page.getByText(/^As it was on/)).toBeVisible();
    await expect(main.getByRole("link", { name: /^(Edit|Add|New)/ })).toHaveCount(0);
    await expect(
      main.getByRole("button", {
        name: /^(Edit|Score|Close|Accept|Refuse|Review|Move|Add|Mark|Request|Ask)/,
      }),
    ).toHaveCount(0);
    // The title of a page may come after its content.
    await expect(page).toHaveTitle(/./);
    await expectAccessible(page);
  }
  for (const path of ["/programme", "/risks/heat-map"]) {
    await page.goto(`${path}?asOf=${then}`);
    await expect(page.getByText(/^As it was on/)).toBeVisible();
    await expect(page).toHaveTitle(/./);
    await expectAccessible(page);
    await page
      .getByRole("link", { name: /Likely.*Major/ })
      .first()
      .click();
    await expect(page).toHaveURL(new RegExp(`/risks\\?.*asOf=${then}`));
  }
  await page.goto(`/risks?asOf=${daysAgo(900)}`);
  await expect(page.getByText(/the audit trail begins on/)).toBeVisible();
  await page.goto(`/risks?asOf=${daysAgo(-5)}`);
  await expect(page.getByText("This day cannot be looked back to")).toBeVisible();
});
