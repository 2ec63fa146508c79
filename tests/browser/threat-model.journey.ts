import type { Locator, Page } from "@playwright/test";
import { inDays } from "@/tests/support/days";
import { choose, expect, expectAccessible, signInOn, test } from "./persona";
import { productUrl } from "./product";

test("the lead models an AI system, decides its threats, has the model signed off, and settles what drifted", async ({
  page,
  browser,
  signIn,
}) => {
  test.setTimeout(400_000);
  await signIn("lead");
  const title = `Letters by machine ${Date.now().toString(36)}`;

  await test.step("a model is drawn from the inventory in one step, with its threats", async () => {
    await page.goto("/threat-models/new");
    await choose(page, /AI system/, /^Benefit decision letters/);
    await page.getByLabel("Title").fill(title);
    await page.getByRole("button", { name: "Add threat model" }).click();
    await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
    await expect(page.getByRole("img", { name: /^Diagram of/ })).toBeVisible();
    await expectAccessible(page);
  });
  const home = new URL(page.url()).pathname;

  await test.step("a question about an element is answered in a list, without the diagram", async () => {
    await tab(page, /^Model/).click();
    await page.getByRole("button", { name: "Edit: Users" }).click();
    const dialog = page.getByRole("dialog");
    await radio(dialog, "Do they rely on it where much is at stake?", "Yes").check();
    await dialog.getByRole("button", { name: "Save element" }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByText("relies for high stakes: yes")).toBeVisible();
    await expectAccessible(page);
    await generate(page);
  });

  await test.step("ten threats are decided: nine at once, and one on its page, where the rule says why", async () => {
    await page.goto(`${home}/threats?state=open`);
    const boxes = page.getByRole("checkbox", { name: /^Choose TH-/ });
    await expect(boxes.nth(10)).toBeVisible();
    for (let at = 0; at < 9; at += 1) await boxes.nth(at).check();
    await page.getByRole("button", { name: "Decide 9 threats" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel(/^Decision/).selectOption({ label: "Transferred" });
    await dialog.getByLabel("Reason").fill("The print house answers for it by contract.");
    await dialog.getByRole("button", { name: "Decide 9 threats" }).click();
    await expect(dialog).toBeHidden();
    await page.goto(`${home}/threats?state=transferred`);
    await expect(page.getByRole("heading", { level: 2, name: /^9 of \d+ threats$/ })).toBeVisible();
    await expectAccessible(page);
    await page.goto(`${home}/threats?state=open`);
    await page
      .getByRole("link", { name: /^TH-\d+/ })
      .first()
      .click();
    await expect(page.getByRole("heading", { level: 2, name: "Why" })).toBeVisible();
    await decideHere(page, "Not applicable", "Every letter is read by a person before it is sent.");
    await expectAccessible(page);
  });

  await test.step("two threats become risks in the register, with scores that are only suggested", async () => {
    for (const at of [0, 1]) {
      await page.goto(`${home}/threats?state=open`);
      await page
        .getByRole("link", { name: /^TH-\d+/ })
        .nth(at)
        .click();
      await page.getByRole("button", { name: "Make it a risk" }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByRole("button", { name: "Add risk" }).click();
      await expect(dialog).toBeHidden();
      await expect(page.getByRole("heading", { level: 2, name: "Risks: 1" })).toBeVisible();
    }
    await page.getByRole("link", { name: /^R-\d+/ }).click();
    await expect(page.getByRole("heading", { level: 2, name: "Threats: 1" })).toBeVisible();
    await expectAccessible(page);
  });

  const other = await browser.newContext({ baseURL: productUrl() });
  const compliance = await other.newPage();

  await test.step("two threats are to be accepted, and another person signs for one and refuses the other", async () => {
    await page.goto(`${home}/threats?state=open`);
    const boxes = page.getByRole("checkbox", { name: /^Choose TH-/ });
    for (const at of [0, 1]) await boxes.nth(at).check();
    const labels = await boxes.evaluateAll((all) => all.map((one) => one.getAttribute("aria-label") ?? ""));
    const [kept, refused] = labels.map((label) => label.replace("Choose ", ""));
    await page.getByRole("button", { name: "Ask to accept 2 threats" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Until").fill(inDays(90));
    await dialog.getByLabel("Reason").fill("Letters are few until the pilot ends.");
    await dialog.getByRole("button", { name: "Ask to accept 2 threats" }).click();
    await expect(dialog).toBeHidden();
    await page.goto(`${home}/threats?acceptance=asked`);
    await expect(page.getByRole("heading", { level: 2, name: /^2 of \d+ threats$/ })).toBeVisible();
    await expectAccessible(page);
    await signInOn(compliance, "compliance");
    for (const [ref, button, outcome] of [
      [kept, "Sign acceptance", "In force"],
      [refused, "Refuse", "Refused"],
    ] as const) {
      await compliance.goto("/my-work");
      await compliance
        .getByRole("row", { name: new RegExp(`${ref}, to be accepted`) })
        .getByRole("link")
        .first()
        .click();
      await expect(compliance.getByRole("heading", { level: 2, name: "Acceptance" })).toBeVisible();
      await sign(compliance, button, "Read with the owner of the letters.");
      await expect(compliance.getByText(outcome, { exact: true })).toBeVisible();
    }
    await expectAccessible(compliance);
    await page.goto(`${home}/threats?state=accepted`);
    await expect(page.getByRole("link", { name: new RegExp(`^${kept} `) })).toBeVisible();
  });

  await test.step("another person signs it off", async () => {
    await page.goto(home);
    await sign(page, "Ask for sign-off", "Gone through with the owner of the letters.");
    await compliance.goto("/my-work");
    await compliance.getByRole("link", { name: title }).first().click();
    await sign(compliance, "Sign off", "Read threat by threat.");
    await expect(compliance.getByText("Signed off", { exact: true }).first()).toBeVisible();
    await other.close();
  });

  await test.step("the system changes: the sign-off is stale, and the drift says why", async () => {
    await page.goto(home);
    await page.getByRole("link", { name: "Benefit decision letters" }).first().click();
    await page.getByRole("link", { name: "Edit system" }).click();
    await choose(page, /^Tools/, /^Claims mailbox/);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Save system" }).click();
    await expect(page.getByRole("link", { name: new RegExp(title) })).toBeVisible();
    await page.goto(`${home}/drift`);
    await expect(page.getByText("What made the sign-off stale")).toBeVisible();
    await expect(page.getByRole("heading", { level: 2, name: /^New: \d+$/ })).toBeVisible();
    await expectAccessible(page);
  });

  await test.step("what drifted is decided, and nothing of it is left", async () => {
    const lists = page.getByRole("heading", { level: 2, name: /: \d+$/ });
    for (let left = await lists.count(); left > 0; left = await lists.count()) {
      // Once it is checked it says how many are chosen.
      await page.getByRole("checkbox", { name: "Choose all of these" }).first().click();
      await page.getByRole("button", { name: /^Decide \d+ threats?$/ }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByLabel(/^Decision/).selectOption({ label: "Avoided" });
      await dialog.getByLabel("Reason").fill("The mailbox is only read, by a person.");
      await dialog.getByRole("button", { name: /^Decide \d+ threats?$/ }).click();
      await expect(dialog).toBeHidden();
      await expect(lists).toHaveCount(left - 1);
    }
    await page.goto(`${home}/versions?from=1`);
    await expect(page.getByRole("heading", { level: 3, name: /^Parts added: [1-9]/ })).toBeVisible();
    await expectAccessible(page);
    await page.goto(`${home}/coverage`);
    await expect(page.getByRole("table", { name: "Threats by element and category" })).toBeVisible();
    await expectAccessible(page);
  });
});

function tab(page: Page, name: RegExp): Locator {
  return page.getByRole("navigation", { name: "Pages of the threat model" }).getByRole("link", { name });
}

function radio(within: Locator, question: string, answer: string): Locator {
  return within.getByRole("radiogroup", { name: question }).getByRole("radio", { name: answer });
}

async function generate(page: Page): Promise<void> {
  const waiting = page.getByText("The drawing has changed since its threats were generated.");
  await expect(waiting).toBeVisible();
  await page.getByRole("button", { name: "Generate threats" }).click();
  await expect(waiting).toBeHidden();
}

async function decideHere(page: Page, decision: string, reason: string): Promise<void> {
  await page.getByRole("button", { name: "Decide" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(/^Decision/).selectOption({ label: decision });
  await dialog.getByLabel("Reason").fill(reason);
  await dialog.getByRole("button", { name: "Keep decision" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("definition").filter({ hasText: reason })).toBeVisible();
}

async function sign(page: Page, button: string, reason: string): Promise<void> {
  await page.getByRole("button", { name: button }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Reason").fill(reason);
  await dialog.getByRole("button", { name: button }).click();
  await expect(dialog).toBeHidden();
}
