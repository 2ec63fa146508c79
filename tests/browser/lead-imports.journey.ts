import path from "node:path";
import { expect, expectAccessible, test } from "./persona";

const fixtures = path.resolve(import.meta.dirname, "../fixtures/imports");

test("a security lead brings in the company's AI inventory and its risk list, each with headings of their own", async ({
  page,
  signIn,
}) => {
  await signIn("lead");

  await test.step("the inventory: checked first, then applied", async () => {
    await page.goto("/imports?concept=systems");
    await page
      .locator('input[type="file"]')
      .setInputFiles(path.join(fixtures, "inventory-user-headings.csv"));
    await page.getByRole("button", { name: "Check file" }).click();
    await expect(page.getByText(/Of 25 rows/)).toBeVisible({ timeout: 30_000 });
    await expectAccessible(page);
    await page.getByRole("button", { name: /^Create \d+/ }).click();
    await page
      .getByRole("dialog")
      .getByRole("button", { name: /^Create \d+/ })
      .click();
    await expect(page.getByText(/created, \d+ changed/)).toBeVisible({ timeout: 30_000 });
  });

  await test.step("the same file again has nothing left to do", async () => {
    await page.goto("/imports?concept=systems");
    await page
      .locator('input[type="file"]')
      .setInputFiles(path.join(fixtures, "inventory-user-headings.csv"));
    await page.getByRole("button", { name: "Check file" }).click();
    await expect(page.getByRole("heading", { name: "What applying it will do" })).toBeVisible({
      timeout: 30_000,
    });
    await expect(page.getByRole("button", { name: /^Create/ })).toHaveCount(0);
  });

  await test.step("the risk list: 80 rows, then found in the register", async () => {
    await page.goto("/imports?concept=risks");
    await page.locator('input[type="file"]').setInputFiles(path.join(fixtures, "risks-user-headings.csv"));
    await page.getByRole("button", { name: "Check file" }).click();
    await expect(page.getByRole("heading", { name: "What applying it will do" })).toBeVisible({
      timeout: 30_000,
    });
  });
});

test("a file that is no table is refused in words that say what to do, and nothing is written", async ({
  page,
  signIn,
}) => {
  await signIn("lead");
  await page.goto("/imports?concept=risks");
  await page.locator('input[type="file"]').setInputFiles({
    name: "broken.csv",
    mimeType: "text/csv",
    buffer: Buffer.from('Title,Category\n"never closed,security\n'),
  });
  await page.getByRole("button", { name: "Check file" }).click();
  await expect(page.getByText("The file cannot be imported as it is")).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText("Nothing was written.")).toBeVisible();
});
