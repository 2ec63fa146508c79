import { readFile } from "node:fs/promises";
import { expect, expectAccessible, test } from "./persona";

test("compliance narrows the register down and exports exactly that, as PDF and as CSV", async ({
  page,
  signIn,
}) => {
  await signIn("compliance");
  await page.goto("/risks?threatFamily=prompt-injection");
  await expect(page.getByText(/\d+ of \d+ risks/)).toBeVisible();
  await expectAccessible(page);

  const saved = async (format: string) => {
    await page.getByRole("button", { name: "Export" }).click();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page
        .getByRole("menuitem", { name: new RegExp(format) })
        .first()
        .click(),
    ]);
    return readFile(await download.path());
  };
  const pdf = await saved("PDF");
  expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
  expect(pdf.subarray(-6).toString()).toContain("%%EOF");
  const csv = (await saved("CSV")).toString("utf8");
  expect(csv).toContain("Hidden instruction in an invoice steers the claims intake agent");
  expect(csv).not.toContain("Staff put patient data into private chat tools");
});

test("an auditor reads and is offered nothing to change", async ({ page, signIn }) => {
  await signIn("auditor");
  await page.goto("/risks");
  await expect(page.getByRole("link", { name: "New risk" })).toHaveCount(0);
  // Searched for, because other journeys add risks above it meanwhile.
  await page.goto("/risks?q=Hidden+instruction+in+an+invoice");
  await page.getByRole("link", { name: /Hidden instruction in an invoice/ }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Hidden instruction");
  for (const name of ["Edit risk", "Score", "Accept risk", "Close risk", "Add task"]) {
    await expect(page.getByRole("button", { name, exact: true })).toHaveCount(0);
  }
});

test("a cell of the heat map opens its risks", async ({ page, signIn }) => {
  await signIn("lead");
  await page.goto("/programme");
  const cell = page.getByRole("link", { name: /Likely.*Major/ }).first();
  await cell.click();
  await expect(page).toHaveURL(/\/risks\?/);
  await expect(page.getByText(/\d+ of \d+ risks/)).toBeVisible();
});
