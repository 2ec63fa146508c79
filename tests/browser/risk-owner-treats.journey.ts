import { inDays } from "@/tests/support/days";
import { choose, expect, expectAccessible, signInOn, test } from "./persona";
import { productUrl } from "./product";

const title = "Claims assistant invents a waiting period";

test("a risk owner records, scores and treats a risk and asks for its acceptance; somebody else signs it", async ({
  page,
  signIn,
  browser,
}) => {
  await signIn("risk-owner");

  await test.step("record", async () => {
    await page.goto("/risks/new");
    await page.getByLabel("Title").fill(title);
    await page.getByLabel("Event").fill("A member is told of a waiting period that is in no tariff.");
    await page.getByLabel("Category").selectOption({ label: "Accuracy and quality" });
    await choose(page, "Business unit", /Claims and Benefits/);
    await page.getByRole("button", { name: "Create risk" }).click();
    await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
  });

  await test.step("score", async () => {
    await page.getByRole("button", { name: "Score" }).first().click();
    const dialog = page.getByRole("dialog");
    await expectAccessible(page);
    await dialog.getByLabel("Current").check();
    await dialog.getByLabel("Likelihood").selectOption({ index: 3 });
    await dialog.getByLabel("Impact").selectOption({ index: 3 });
    await dialog.getByLabel("Reason").fill("Seen twice in the pilot, corrected within a day.");
    await dialog.getByRole("button", { name: "Keep score" }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByText("9 Medium").first()).toBeVisible();
  });

  await test.step("treat, with a task", async () => {
    await page.getByRole("button", { name: "Change treatment" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Mitigate").check();
    await dialog.getByLabel("Treatment plan").fill("Quote the clause with every waiting period.");
    await dialog.getByRole("button", { name: "Save treatment" }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByText("In treatment").first()).toBeVisible();
    await page.getByRole("button", { name: "Add task" }).click();
    await page.getByRole("dialog").getByRole("textbox").first().fill("Add the clause to the answer");
    await page.getByRole("dialog").getByRole("button", { name: "Add task" }).click();
    await expect(page.getByText("Add the clause to the answer")).toBeVisible();
  });

  await test.step("ask for acceptance; the asker is offered no signature", async () => {
    await page.getByRole("button", { name: "Ask for acceptance" }).first().click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Reason").fill("What remains is corrected the same day.");
    await dialog.getByLabel("Until").fill(inDays(90));
    await dialog.getByRole("button", { name: "Ask for acceptance" }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByRole("button", { name: "Accept risk" })).toHaveCount(0);
  });

  const address = page.url();
  const other = await browser.newContext({ baseURL: productUrl() });
  await test.step("an approver finds it in their work and signs", async () => {
    const approver = await other.newPage();
    await signInOn(approver, "approver");
    await approver.goto("/my-work");
    await expect(approver.getByRole("link", { name: title, exact: true })).toBeVisible();
    await approver.goto(address);
    await approver.getByRole("button", { name: "Accept risk" }).first().click();
    const dialog = approver.getByRole("dialog");
    await dialog.getByLabel("Reason").fill("Within appetite, and corrected the same day.");
    await dialog.getByRole("button", { name: "Accept risk" }).click();
    await expect(dialog).toBeHidden();
    await expect(approver.getByText("Accepted").first()).toBeVisible();
    await expectAccessible(approver);
  });
  await other.close();

  await test.step("the owner sees who signed", async () => {
    await page.reload();
    await expect(page.getByText(/Katharina Leitner/).first()).toBeVisible();
  });
});
