import { choose, expect, expectAccessible, signInOn, test } from "./persona";

const name = "Answers about hospital referrals";

test("a use of AI is proposed, triaged, approved by somebody else, and reaches production through its gate", async ({
  page,
  signIn,
  browser,
}) => {
  await signIn("risk-owner");

  await test.step("a risk owner proposes it: is it AI at all, what for", async () => {
    await page.goto("/proposals/new");
    for (const question of [
      "It runs on a machine",
      "It works out how",
      "Its output influences",
      "It acts with some",
    ])
      await page
        .getByRole("radiogroup", { name: new RegExp(question) })
        .getByText("Yes")
        .click();
    await page.getByLabel("Name").fill(name);
    await page.getByLabel("What for").fill("Drafts an answer to a referral question; a clerk sends it.");
    await page.reload();
    await expect(page.getByLabel("Name")).toHaveValue(name);
    await page.context().clearCookies();
    await signInOn(page, "risk-owner");
    await page.goto("/proposals/new");
    await expect(page.getByLabel("What for")).toHaveValue(/^Drafts an answer/);
    await expect(page.getByRole("radio", { name: "Yes" }).first()).toBeChecked();
    await choose(page, "Business unit", /Claims and Benefits/);
    await page.getByRole("button", { name: "Propose", exact: true }).click();
    await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
    await expect(page.getByText("An AI system", { exact: true })).toBeVisible();
    await expect(page.getByRole("button", { name: "Approve" })).toHaveCount(0);
    await expectAccessible(page);
  });
  const address = new URL(page.url()).pathname;

  const asLead = await (await browser.newContext({ baseURL: new URL(page.url()).origin })).newPage();
  await test.step("the lead finds it under My work and names an owner", async () => {
    await signInOn(asLead, "lead");
    await asLead.goto("/my-work");
    await expect(asLead.getByText(name).first()).toBeVisible();
    await asLead.goto(address);
    await asLead.getByRole("button", { name: "Triage" }).click();
    await choose(asLead, /^Owner/, /Anna Kowalska/);
    const dialog = asLead.getByRole("dialog");
    await dialog.getByLabel("Medium").check();
    await dialog.getByLabel("Validation").check();
    await dialog.getByRole("button", { name: "Hand on for approval" }).click();
    await expect(asLead.getByText("Waits for approval").first()).toBeVisible();
  });

  const asExecutive = await (await browser.newContext({ baseURL: new URL(page.url()).origin })).newPage();
  await test.step("an executive approves, and the AI system is there", async () => {
    await signInOn(asExecutive, "approver");
    await asExecutive.goto(address);
    await asExecutive.getByRole("button", { name: "Approve" }).click();
    const dialog = asExecutive.getByRole("dialog");
    await dialog
      .getByLabel("Reason")
      .fill("Saves two clerks half their day; a clerk still sends every answer.");
    await dialog.getByRole("button", { name: "Approve and add system" }).click();
    await asExecutive.getByRole("link", { name: new RegExp(`S-\\d+ ${name}`) }).click();
    await expect(asExecutive.getByRole("heading", { level: 1, name })).toBeVisible();
  });

  await test.step("the gate to production does not let it pass, and says why", async () => {
    await asLead.goto(address);
    await asLead.getByRole("link", { name: new RegExp(`S-\\d+ ${name}`) }).click();
    await asLead.getByRole("button", { name: "Move to another stage" }).click();
    const dialog = asLead.getByRole("dialog");
    await expect(dialog.getByRole("heading", { name: /What Production asks/ })).toBeVisible();
    await dialog.getByLabel("Production").check();
    await dialog.getByRole("textbox", { name: /^Reason \(required\)|^Reason$/ }).fill("Pilot is over.");
    await dialog.getByRole("button", { name: "Move system" }).click();
    await expect(dialog.getByRole("alert").first()).toBeVisible();
    await expectAccessible(asLead);
    await asLead.keyboard.press("Escape");
  });
  const system = new URL(asLead.url()).pathname;

  await test.step("what it asks for is mended: the facts, and a risk that is scored", async () => {
    await asLead.goto(`${system}/edit`);
    await choose(asLead, "Technical owner", /Kowalska/);
    await asLead.getByRole("radio", { name: /Before effect/ }).check();
    await asLead.getByRole("button", { name: "Save system" }).click();
    await expect(asLead.getByRole("link", { name: "Edit system" })).toBeVisible();
    await expect(asLead.getByText("Before effect").first()).toBeVisible();
    await asLead.goto(`/risks/new?systems=${system.split("/").at(-1)}`);
    await asLead.getByLabel("Title").fill("A referral is answered with another clinic's rules");
    await asLead.getByLabel("Category").selectOption({ label: "Accuracy and quality" });
    await asLead.getByRole("button", { name: "Create risk" }).click();
    await asLead.getByRole("button", { name: "Score" }).first().click();
    const dialog = asLead.getByRole("dialog");
    await dialog.getByLabel("Current").check();
    await dialog.getByLabel("Likelihood").selectOption({ index: 2 });
    await dialog.getByLabel("Impact").selectOption({ index: 2 });
    await dialog.getByLabel("Reason").fill("A clerk reads every answer before it goes out.");
    await dialog.getByRole("button", { name: "Keep score" }).click();
    await expect(dialog).toBeHidden();
  });

  await test.step("what is left is waived with a reason, and the gate asks for a second person", async () => {
    await asLead.goto(system);
    await asLead.getByRole("button", { name: "Move to another stage" }).click();
    const dialog = asLead.getByRole("dialog");
    // What was written when it was refused is offered again; this time it begins anew.
    await dialog.getByRole("button", { name: "Discard it" }).click();
    await dialog.getByLabel("Production").check();
    await dialog
      .getByRole("textbox", { name: /^Reason \(required\)|^Reason$/ })
      .fill("The pilot ended without an incident.");
    await dialog
      .getByLabel("Reason to waive")
      .fill("Internal use; the open facts are asked of the supplier.");
    await dialog.getByRole("button", { name: "Move system" }).click();
    await expect(dialog).toBeHidden();
    await expect(asLead.getByText(/^Approval asked for/).first()).toBeVisible();
    await expect(asLead.getByRole("button", { name: "Approve move" })).toHaveAttribute(
      "aria-disabled",
      "true",
    );
    await expectAccessible(asLead);
  });

  await test.step("an executive finds it under My work and signs; the move keeps what was found", async () => {
    await asExecutive.goto("/my-work");
    await expect(asExecutive.getByText(name).first()).toBeVisible();
    await asExecutive.goto(`${system}#approval`);
    await asExecutive.getByRole("button", { name: "Approve move" }).click();
    const dialog = asExecutive.getByRole("dialog");
    await dialog.getByLabel("Reason").fill("A clerk still sends every answer.");
    await dialog.getByRole("button", { name: "Approve move" }).click();
    await expect(dialog).toBeHidden();
    for (const words of [
      "The pilot ended without an incident.",
      "Internal use; the open facts are asked of the supplier.",
      /^Approved by .+ as Executive: A clerk still sends every answer\./,
    ])
      await expect(asExecutive.getByText(words).first()).toBeAttached();
    await expect(asExecutive.getByText("Production", { exact: true }).first()).toBeVisible();
    await expectAccessible(asExecutive);
  });
  await asExecutive.close();
  await asLead.close();
});
