import type { Page } from "@playwright/test";
import { choose, expect, expectAccessible, signInOn, test } from "./persona";
import { productUrl } from "./product";

test("the lead does a threat model by PASTA: an attack tree with a step of ATLAS, and a stage that another person signs", async ({
  page,
  browser,
  signIn,
}) => {
  test.setTimeout(200_000);
  await signIn("lead");
  await page.goto("/threat-models?q=Claims+intake+agent");
  await page.getByRole("link", { name: "Claims intake agent" }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "Claims intake agent" })).toBeVisible();
  const home = new URL(page.url()).pathname;

  await test.step("the approach is changed, and the seven stages say what is missing", async () => {
    await page.goto(`${home}/edit`);
    await page
      .getByRole("radiogroup", { name: /^Approach/ })
      .getByRole("radio", { name: "Both" })
      .check();
    await page.getByRole("button", { name: "Save threat model" }).click();
    const pages = page.getByRole("navigation", { name: "Pages of the threat model" });
    await pages.getByRole("link", { name: "PASTA" }).click();
    await expect(page.getByRole("heading", { level: 2, name: "Stages signed off: 0 of 7" })).toBeVisible();
    await expect(page.getByRole("link", { name: "7 Analyse risk and impact" })).toBeVisible();
    await expectAccessible(page);
  });

  await test.step("a step of an attack tree names its technique, and stage 6 shows the way", async () => {
    await page.goto(`${home}/attack-trees`);
    await page.getByRole("link", { name: /^AT-\d+ A member/ }).click();
    await page.getByRole("button", { name: /^Add step: A member/ }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("What happens").fill("The supplier of the model reads along");
    await dialog
      .getByLabel("ATLAS technique")
      .selectOption({ label: "AML.T0010 AI Supply Chain Compromise" });
    await choose(page, /^Threats/, /^TH-/);
    await page.keyboard.press("Escape");
    await dialog.getByRole("button", { name: "Add step" }).click();
    await expect(dialog).toBeHidden();
    await page.goto(`${home}/pasta/6`);
    const way = page.getByRole("link", {
      name: /The supplier of the model reads along \[AML\.T0010 .*ATLAS/,
    });
    await expect(way).toBeVisible();
    await expect(page.getByText("What comes before is not signed off")).toBeVisible();
    await expectAccessible(page);
  });

  await test.step("stage 3 is written, asked for with a reason for what is missing, and signed by another person", async () => {
    await page.goto(`${home}/pasta/3`);
    await write(page, "Prompt assembly", "Instructions, then the e-mail, marked as quoted text.");
    await act(page, "Ask for sign-off", {
      Reason: "Walked through.",
      "Why all the same": "Flows follow in May.",
    });
    const other = await browser.newContext({ baseURL: productUrl() });
    const compliance = await other.newPage();
    await signInOn(compliance, "compliance");
    await compliance.goto(`${home}/pasta/3`);
    await act(compliance, "Sign off", { Reason: "Understood." });
    await expect(compliance.getByText("Although something is missing: Flows follow in May.")).toBeVisible();
    await other.close();
  });

  await test.step("what is written afterwards makes the sign-off stale, and the page says what", async () => {
    await page.reload();
    await write(page, "Prompt assembly", "The e-mail first.");
    await expect(
      page.getByText(/Changed since: Prompt-assembly map: changed The e-mail first/).first(),
    ).toBeVisible();
    await expectAccessible(page);
  });
});

async function write(page: Page, label: string, words: string): Promise<void> {
  await page.getByRole("button", { name: "Write" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(label).fill(words);
  await dialog.getByRole("button", { name: "Save words" }).click();
  await expect(dialog).toBeHidden();
}

async function act(page: Page, button: string, said: Record<string, string>): Promise<void> {
  await page.getByRole("button", { name: button }).click();
  const dialog = page.getByRole("dialog");
  for (const [label, words] of Object.entries(said)) await dialog.getByLabel(label).fill(words);
  await dialog.getByRole("button", { name: button }).click();
  await expect(dialog).toBeHidden();
}
