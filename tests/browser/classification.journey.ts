import { setTimeout as sleep } from "node:timers/promises";
import type { Page } from "@playwright/test";
import { expect, expectAccessible, signInOn, test } from "./persona";
import { productUrl } from "./product";

const name = "Applicant screening";

test("compliance classifies a recruitment system as high-risk from 2 December 2027, another person signs, a fact changes, and it is stale and says why", async ({
  page,
  browser,
  signIn,
}) => {
  test.setTimeout(240_000);
  await signIn("compliance");
  await page.goto("/classifications?q=Applicant");
  await page.getByRole("link", { name }).first().click();
  await expect(page.getByText("nothing counts as minimal")).toBeVisible();
  const record = page.url();

  await test.step("the open questions are answered one by one, each saved by itself, and more are asked by the answers", async () => {
    await page.getByRole("link", { name: "Answer questions" }).click();
    await expect(page.getByText("Filled in from the register").first()).toBeVisible();
    await give(page, "B4a", "Yes");
    await give(page, "D1", "Yes");
    await expectAccessible(page);
    await page.reload();
    await expect(question(page, "D1").getByRole("radio", { name: "Yes" })).toBeChecked();
    await give(page, "B4b", "No");
    await give(page, "F1", "Yes");
    await give(page, "F2", "No");
    await give(page, "F3", "No");
    await give(page, "F4", "No");
  });

  await test.step("who thinks again at once is not taken for somebody else", async () => {
    // What the page says of the first answer comes late.
    await page.route(/answer\?_rsc/, async (route) => {
      await sleep(3_000);
      await route.continue();
    });
    await give(page, "T1", "Yes");
    await give(page, "T1", "No");
    await page.unrouteAll({ behavior: "wait" });
    await page.reload();
    await expect(page.getByText("Every question is answered.")).toBeVisible();
    await expect(question(page, "T1").getByRole("radio", { name: "No", exact: true })).toBeChecked();
  });

  await test.step("the result names Annex III point 4, its date and the profiling that decides it", async () => {
    await page.getByRole("link", { name: "See the result" }).click();
    const high = page.getByRole("row").filter({ hasText: "Annex III(4)(a)" }).first();
    await expect(high).toContainText("2 Dec 2027");
    await expect(high).toContainText("D1: Does it profile natural persons in the GDPR sense? yes");
    await expect(page.getByText("2 Aug 2026")).toHaveCount(0);
    await page.getByRole("button", { name: "Ask for signature" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Reason").fill("Answered with the owner.");
    await dialog.getByRole("button", { name: "Ask for signature" }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByText("Waits for a signature").first()).toBeVisible();
    await expect(page.getByRole("button", { name: "Sign classification" })).toHaveCount(0);
    await expectAccessible(page);
  });

  const lead = await (await browser.newContext({ baseURL: productUrl() })).newPage();
  await signInOn(lead, "lead");
  await test.step("another person finds it in their work and signs", async () => {
    await lead.goto("/my-work");
    await lead
      .getByRole("row")
      .filter({ hasText: name })
      .filter({ hasText: "EU AI Act" })
      .getByRole("link")
      .first()
      .click();
    await lead.getByRole("button", { name: "Sign classification" }).click();
    const dialog = lead.getByRole("dialog");
    await dialog.getByLabel("Reason").fill("Read line by line.");
    await dialog.getByRole("button", { name: "Sign classification" }).click();
    await expect(dialog).toBeHidden();
    await expect(lead.getByText("In force").first()).toBeVisible();
  });

  await test.step("its duties are taken on as controls and tasks with a date", async () => {
    await lead.getByRole("link", { name: "Duties", exact: true }).click();
    await lead.getByRole("checkbox", { name: /^Choose Art\. 26 / }).check();
    await lead.getByRole("button", { name: "Take 1 duty on" }).click();
    const dialog = lead.getByRole("dialog");
    await dialog.getByRole("button", { name: "Take on" }).click();
    await expect(dialog).toBeHidden();
    await expect(
      lead.getByRole("listitem").filter({ hasText: "Art. 26 " }).getByText("2 Dec 2027").last(),
    ).toBeVisible();
    await expectAccessible(lead);
  });

  await test.step("the purpose changes: the signature is stale and says which fact", async () => {
    await lead.goto(`${record.replace(/\/classification$/, "")}/edit`);
    await lead.getByLabel("Purpose").fill("Ranks applications for all roles, and employees for promotion.");
    await lead.getByRole("button", { name: "Save" }).click();
    await expect(lead.getByRole("heading", { name, level: 1 })).toBeVisible();
    await page.goto(record);
    await expect(page.getByText("Changed since it was signed: Purpose.").first()).toBeVisible();
    await expect(page.getByText("Stale").first()).toBeVisible();
    await lead.context().close();
  });
});

const question = (page: Page, id: string) => page.getByRole("group", { name: new RegExp(`^${id} `) });

async function give(page: Page, id: string, answer: string): Promise<void> {
  await question(page, id).getByRole("radio", { name: answer, exact: true }).check();
  await expect(page.getByText("All saved.")).toBeVisible();
}
