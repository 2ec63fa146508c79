import type { Page } from "@playwright/test";
import { inDays } from "@/tests/support/days";
import { expect, expectAccessible, signInOn, test } from "./persona";
import { productUrl } from "./product";

const title = "AI risk assessment (NIST AI RMF): Small claims auto-approval";

test("a lead assigns an assessment, its owner answers through a reload and a lost connection, a second person returns and approves it, and a changed fact makes it stale", async ({
  page,
  browser,
  signIn,
}) => {
  test.setTimeout(600_000);
  const colleague = async (persona: string) => {
    const one = await (await browser.newContext({ baseURL: productUrl() })).newPage();
    await signInOn(one, persona);
    return one;
  };

  await test.step("the lead assigns it from the system", async () => {
    const lead = await colleague("lead");
    await lead.goto("/systems?q=Small+claims");
    await lead.getByRole("link", { name: "Small claims auto-approval" }).first().click();
    await lead.getByRole("link", { name: "Assess", exact: true }).click();
    await lead.getByLabel("Questionnaire").selectOption({ label: "AI risk assessment (NIST AI RMF)" });
    await lead.getByLabel("Due").fill(inDays(10));
    await lead.getByRole("button", { name: "Start assessment" }).click();
    await expect(lead.getByText("One assessment is started")).toBeVisible();
    await lead.context().close();
  });

  await signIn("risk-owner");
  await test.step("the owner finds it in their work and answers forty questions by single keys", async () => {
    await page.goto("/my-work");
    const row = page.getByRole("row").filter({ hasText: title });
    await row.getByRole("link", { name: "Answer", exact: true }).click();
    await expect(page.getByText(/^1 of \d+$/)).toBeVisible();
    await expectAccessible(page);
    await answer(page, 20);
    await saved(page);
    await page.reload();
    await expect(page.getByText(/^20 of \d+ · \d+ %$/)).toBeVisible();
  });

  await test.step("without a connection answers wait in the browser, over a reload of the page, and are sent when it is back", async () => {
    await page.context().setOffline(true);
    await goOn(page);
    await answer(page, 20);
    await expect(page.getByRole("alert").filter({ hasText: "not yet saved" })).toBeVisible();
    await page.context().setOffline(false);
    await saved(page);
    await page.reload();
    await expect(page.getByText(/^40 of \d+ · \d+ %$/)).toBeVisible();
  });

  await test.step("the rest, and the hand-in, which is refused to whoever answered as an approver", async () => {
    await answerTheRest(page);
    await page.reload();
    await page.getByRole("link", { name: "Look through and hand in" }).click();
    await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
    await expect(page.getByRole("button", { name: "Hand in" })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Hand in" }).click();
    await expect(page.getByText("Waits for approval").first()).toBeVisible();
    await expect(page.getByRole("button", { name: "Approve" })).toHaveCount(0);
  });

  const record = page.url();
  const approver = await colleague("approver");
  await test.step("a second person returns one question", async () => {
    await approver.goto("/my-work");
    await approver.getByRole("link", { name: title, exact: true }).click();
    await approver.getByRole("button", { name: "Return" }).click();
    const dialog = approver.getByRole("dialog");
    await dialog.getByLabel("Reason").fill("One answer is missing a name.");
    await dialog.getByRole("button", { name: "Name a question" }).click();
    await dialog.getByLabel("Question 1 to mend").selectOption({ index: 1 });
    await dialog.getByLabel("What is to be mended at question 1").fill("Name who uses it.");
    await expectAccessible(approver);
    await dialog.getByRole("button", { name: "Return assessment" }).click();
    await expect(dialog).toBeHidden();
    await expect(approver.getByText("Returned").first()).toBeVisible();
  });

  await test.step("the owner mends it and hands it in again", async () => {
    await page.goto(`${record}/answer`);
    await expect(page.getByText(/To be mended, .+: Name who uses it\./)).toBeVisible();
    const text = page.getByRole("group").getByRole("textbox").first();
    await text.fill("Handlers of the outpatient claims team pay small claims with it.");
    await saved(page);
    await page.goto(record);
    await page.getByRole("button", { name: "Hand in" }).click();
    await expect(page.getByText("Waits for approval").first()).toBeVisible();
  });

  await test.step("the second person approves exactly that", async () => {
    await approver.goto(record);
    await approver.getByRole("button", { name: "Approve" }).click();
    const dialog = approver.getByRole("dialog");
    await dialog.getByLabel("Reason").fill("Read in full.");
    await dialog.getByRole("button", { name: "Approve" }).click();
    await expect(dialog).toBeHidden();
    await expect(approver.getByText("Approved").first()).toBeVisible();
    await expect(approver.getByText(/SHA-256 [0-9a-f]{64}/)).toBeVisible();
    await expectAccessible(approver);
    await approver.context().close();
  });

  await test.step("a fact of the system changes: the approval is stale and says which", async () => {
    await page.goto("/systems?q=Small+claims");
    await page.getByRole("link", { name: "Small claims auto-approval" }).first().click();
    await page.getByRole("link", { name: "Edit system" }).click();
    await page.getByRole("radio", { name: "Acts with approval" }).check();
    await page.getByRole("button", { name: "Save system" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Small claims auto-approval" })).toBeVisible();
    await page.goto(record);
    await expect(page.getByText("Approval stale").first()).toBeVisible();
    await expect(page.getByText("Changed since it was signed: Autonomy.").first()).toBeVisible();
  });
});

/** Answers that many questions that are left by single keys: the first of what can be chosen, else "I don't know". */
async function answer(page: Page, times: number): Promise<void> {
  for (let done = 0; done < times; done += 1) {
    const choices = await page.locator("fieldset").first().getByText("1", { exact: true }).count();
    await page.keyboard.press(choices > 0 ? "1" : "u");
    if (done < times - 1) await goOn(page);
  }
}

/** Goes to the next question that is left; stays where it is the only one. */
async function goOn(page: Page): Promise<void> {
  const next = page.getByRole("button", { name: "Next that is left" });
  if ((await next.count()) > 0) await next.press("Enter");
}

async function saved(page: Page): Promise<void> {
  await expect(page.getByText(/not yet saved/i)).toHaveCount(0);
}

/** Says "I don't know" to all that is left, as the screen would send it; an answer may open further questions. */
async function answerTheRest(page: Page): Promise<void> {
  await page.evaluate(
    async (record) => {
      for (;;) {
        const { left } = (await (await fetch(record)).json()) as { left: { question: string }[] };
        if (left.length === 0) return;
        for (const { question } of left) {
          const answer = await fetch(`${record}/answers/${question}`, {
            method: "PUT",
            headers: { "content-type": "application/json" },
            body: JSON.stringify({ seen: 0, answer: { kind: "unknown" } }),
          });
          if (!answer.ok) throw new Error(await answer.text());
        }
      }
    },
    `/api/v1${new URL(page.url()).pathname.replace(/\/answer$/, "")}`,
  );
}
