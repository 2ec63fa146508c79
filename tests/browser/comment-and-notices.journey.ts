import { expect, expectAccessible, signInOn, test } from "./persona";

test("a colleague is mentioned with @ while one writes, is told of it, and chooses how to be told from then on", async ({
  page,
  signIn,
  browser,
}) => {
  await signIn("lead");
  await page.goto("/risks");
  await page.getByRole("row").nth(1).getByRole("link").first().click();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  const text = page.getByRole("textbox", { name: /^Comment/ });
  const people = page.getByRole("listbox", { name: "People to mention" });

  await test.step("@ offers people; Escape takes the list away and leaves the words", async () => {
    await text.focus();
    await page.keyboard.type("Please check this, @");
    await expect(people.getByRole("option").first()).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await expect(people).toHaveCount(0);
    await expect(text).toHaveValue("Please check this, @");
  });

  await test.step("typing narrows the list down, arrows walk it, Enter takes one", async () => {
    await page.keyboard.type("Leit");
    await expect(people.getByRole("option")).toHaveCount(1);
    await page.keyboard.press("ArrowDown");
    await expect(people.getByRole("option", { selected: true })).toContainText("Katharina Leitner");
    await page.keyboard.press("Enter");
    await expect(text).toHaveValue("Please check this, @Katharina Leitner ");
    await expect(text).toBeFocused();
    await page.keyboard.type("today.");
    await page.getByRole("button", { name: "Comment", exact: true }).click();
    await expect(page.getByText("Please check this, @Katharina Leitner today.").first()).toBeVisible();
  });

  const other = await (await browser.newContext({ baseURL: new URL(page.url()).origin })).newPage();
  await test.step("she is told of it, and wants such things by mail from now on", async () => {
    await signInOn(other, "approver");
    await other.goto("/notifications");
    await expect(other.getByText(/You are mentioned on R-\d+/).first()).toBeVisible();
    await other.goto("/settings/notices");
    await other.getByRole("checkbox", { name: "Mentions and answers: in the application" }).uncheck();
    await other.getByRole("checkbox", { name: "Mentions and answers: by mail" }).check();
    await expectAccessible(other);
    await other.getByRole("button", { name: "Save choices" }).click();
    await expect(other.getByText("Saved. It holds from now on.")).toBeVisible();
    await other.reload();
    await expect(other.getByRole("checkbox", { name: "Mentions and answers: by mail" })).toBeChecked();
  });
  await other.close();
});
