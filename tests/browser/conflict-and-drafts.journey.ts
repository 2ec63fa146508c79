import { choose, expect, expectAccessible, signInOn, test } from "./persona";
import { productUrl } from "./product";

const title = "Two people write at once";

test("two people change one risk: the slower one sees both versions, chooses field by field, and loses nothing", async ({
  page,
  signIn,
  browser,
}) => {
  await signIn("risk-owner");
  await page.goto("/risks/new");
  await page.getByLabel("Title").fill(title);
  await page.getByLabel("Category").selectOption({ label: "Security" });
  await choose(page, "Business unit", /Claims and Benefits/);
  await page.getByRole("button", { name: "Create risk" }).click();
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
  const address = `${new URL(page.url()).pathname}/edit`;

  await page.goto(address);
  await page.getByRole("textbox", { name: "Cause" }).fill("What the slower one wrote.");
  await page.getByRole("textbox", { name: "Consequence" }).fill("Said by one alone.");

  const other = await browser.newContext({ baseURL: productUrl() });
  await test.step("somebody else is quicker", async () => {
    const lead = await other.newPage();
    await signInOn(lead, "lead");
    await lead.goto(address);
    await lead.getByRole("textbox", { name: "Cause" }).fill("What the quicker one wrote.");
    await lead.getByRole("button", { name: "Save risk" }).click();
    // The form shows the words before they are saved; the risk's own page comes after.
    await expect(lead.getByRole("link", { name: "Edit risk" })).toBeVisible();
    await expect(lead.getByText("What the quicker one wrote.").first()).toBeVisible();
  });
  await other.close();

  await test.step("both versions stand side by side, and theirs is taken for one field", async () => {
    await page.getByRole("button", { name: "Save risk" }).click();
    await expect(page.getByText("What the quicker one wrote.").first()).toBeVisible();
    await expect(page.getByText("What the slower one wrote.").first()).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("radio", { name: /What the quicker one wrote/ }).check();
    await page.getByRole("button", { name: /^Save/ }).click();
    await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
    await expect(page.getByText("What the quicker one wrote.").first()).toBeVisible();
    await expect(page.getByText("Said by one alone.").first()).toBeVisible();
  });

  await test.step("unsaved words survive a reload and an expired session", async () => {
    await page.goto(address);
    await page.getByRole("textbox", { name: "Cause" }).fill("Not saved yet.");
    await page.reload();
    await expect(page.getByRole("textbox", { name: "Cause" })).toHaveValue("Not saved yet.");
    await page.context().clearCookies();
    await page.goto("/sign-in");
    await signInOn(page, "risk-owner");
    await page.goto(address);
    await expect(page.getByRole("textbox", { name: "Cause" })).toHaveValue("Not saved yet.");
  });

  await test.step("and are not offered to somebody else who signs in on the same tab", async () => {
    await page.context().clearCookies();
    await signInOn(page, "lead");
    await page.goto(address);
    await expect(page.getByRole("textbox", { name: "Cause" })).toHaveValue("What the quicker one wrote.");
  });
});
