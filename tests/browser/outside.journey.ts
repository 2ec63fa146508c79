import { inDays } from "@/tests/support/days";
import { expect, expectAccessible, test } from "./persona";
import { productUrl } from "./product";

test("a supplier answers by a link and a code until the link is taken back", async ({
  page,
  browser,
  signIn,
}) => {
  test.setTimeout(600_000);
  await signIn("lead");
  let link = "";
  let code = "";

  await test.step("the lead asks somebody outside and gets a link and a code, shown once", async () => {
    await page.goto("/assessments?state=assigned");
    await page.getByRole("table").getByRole("link").first().click();
    await page.getByRole("button", { name: "Ask somebody outside" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox", { name: /^Name/ }).fill("Sam of Supplier Ltd");
    await dialog.getByLabel("Works until").fill(inDays(10));
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Make link and code" }).click();
    link = await page.getByRole("textbox", { name: "Link" }).inputValue();
    code = await page.getByRole("textbox", { name: "One-time code" }).inputValue();
    await expect(page.getByText("Waits for the code")).toBeVisible();
    await expectAccessible(page);
  });

  const outside = await (await browser.newContext({ baseURL: productUrl() })).newPage();
  await test.step("outside a wrong code opens nothing, the right one does", async () => {
    await outside.goto(link);
    await outside.getByLabel("Code").fill("WRONG");
    await outside.getByRole("button", { name: "Continue" }).click();
    await expect(outside.getByText("This is not the code. 4 tries are left.")).toBeVisible();
    await expectAccessible(outside);
    await outside.getByLabel("Code").fill(code);
    await outside.getByRole("button", { name: "Continue" }).click();
    await expect(outside.getByRole("button", { name: "I have finished" })).toBeVisible();
    await expectAccessible(outside);
  });

  await test.step("an answer is saved and survives a reload", async () => {
    await outside.getByRole("radio", { name: "I don't know" }).first().check();
    await expect(outside.getByText(/^Saved\. Sam of Supplier Ltd/)).toBeVisible();
    await outside.reload();
    await expect(outside.getByText(/^1 of \d+ · \d+ %$/)).toBeVisible();
    await outside.getByRole("button", { name: "I have finished" }).click();
    await expect(outside.getByText("You said that you have finished")).toBeVisible();
  });

  await test.step("inside it is seen to come from outside; taken back, the link opens nothing", async () => {
    await page.reload();
    await expect(page.getByText("Sam of Supplier Ltd (from outside)").first()).toBeVisible();
    await page.getByRole("button", { name: "Take back" }).last().click();
    await expect(page.getByText("Taken back", { exact: true })).toBeVisible();
    await outside.reload();
    await expect(outside.getByText("This link does not work any more.")).toBeVisible();
    await outside.context().close();
  });
});

test("filtered assessments are printed into one archive and saved", async ({ page, signIn }) => {
  await signIn("lead");
  await page.goto("/assessments?state=approved");
  await page.getByRole("button", { name: "Export" }).click();
  await page.getByRole("menuitem", { name: "A PDF of each, in one ZIP" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Printed assessments" })).toBeVisible();
  const save = page.getByRole("link", { name: "Save ZIP" }).first();
  await expect(save).toBeVisible({ timeout: 60_000 });
  await expectAccessible(page);
  const answer = await page.request.get((await save.getAttribute("href")) ?? "");
  expect((await answer.body()).subarray(0, 2).toString()).toBe("PK");
});
