import { readFileSync } from "node:fs";
import { expect, expectAccessible, test } from "./persona";

test("the lead writes a questionnaire by keyboard through a reload and a lost connection, publishes it, and compares its versions", async ({
  page,
  signIn,
}) => {
  test.setTimeout(240_000);
  await signIn("lead");
  const title = `Check before a bot goes live ${Date.now()}`;
  const saved = page.getByRole("status").filter({ hasText: "Saved" });
  const outline = page.getByRole("navigation", { name: "Outline" });

  await test.step("a new one begins empty and says what is missing", async () => {
    await page.goto("/own-questionnaires/new");
    await expectAccessible(page);
    await page.getByLabel("Title").fill(title);
    await page.getByLabel("Purpose").fill("Before members talk to it.");
    await page.getByRole("combobox", { name: "Business unit (required)" }).click();
    await page.getByRole("option", { name: /Member Services/ }).click();
    await page.getByRole("button", { name: "Begin questionnaire" }).click();
    await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
    await expect(page.getByText("2 things keep it from being published.", { exact: false })).toBeVisible();
    await page.getByRole("link", { name: "Section section-1" }).click();
    await expect(page.getByRole("heading", { name: "Section 1" })).toBeVisible();
  });
  const address = page.url().replace(/\/edit.*/, "");

  await test.step("its key follows its words, and what was typed survives a reload", async () => {
    await page.getByLabel("Title", { exact: true }).fill("Whom it speaks to");
    await outline.getByRole("button", { name: /Question without words/ }).click();
    await page.getByLabel("Question", { exact: true }).fill("Does it say that it is an AI?");
    await expect(page.getByLabel("Key", { exact: true })).toHaveValue("does-it-say-that-it-is-an-ai");
    await page.reload();
    await expect(saved).toBeVisible();
    await expect(outline.getByRole("button", { name: /Whom it speaks to/ })).toBeVisible();
    await expectAccessible(page);
  });

  await test.step("a second question with options hangs on the first, and says where it comes from", async () => {
    await outline.getByRole("button", { name: /Whom it speaks to/ }).click();
    await outline.getByRole("button", { name: /Does it say/ }).click();
    await page.getByRole("button", { name: "Add question" }).click();
    await page.getByLabel("Question", { exact: true }).fill("Where does it say so?");
    await page.getByLabel("Kind", { exact: true }).selectOption({ label: "Choice: one of several" });
    await page.getByLabel("Option 1", { exact: true }).fill("In its first sentence");
    await page.getByLabel("Option 2", { exact: true }).fill("In the terms");
    await expect(page.getByLabel("Value of option 2", { exact: true })).toHaveValue("in-the-terms");
    await page.getByRole("button", { name: "Ask only when…" }).click();
    await expect(page.getByLabel("What it hangs on")).toHaveValue("answer:does-it-say-that-it-is-an-ai");
    await page.getByRole("button", { name: "Add source" }).click();
    await page.getByLabel("Framework").selectOption({ value: "eu-ai-act" });
    await page.getByLabel("Reference").fill("Art. 50(1)");
    await expect(saved).toBeVisible();
    await expectAccessible(page);
  });

  await test.step("while the connection is gone it is held in the tab; back again, it is saved", async () => {
    await page.route("**/draft", (route) => route.abort());
    await page.getByLabel("Evidence expected").fill("A picture of the first screen.");
    await expect(page.getByText("The server did not answer.")).toBeVisible();
    await page.unroute("**/draft");
    await expect(saved).toBeVisible();
  });

  await test.step("Alt and an arrow key move it; tried out, the answer opens the question that hangs on it", async () => {
    await outline.getByRole("button", { name: /Where does it say so/ }).press("Alt+ArrowUp");
    await expect(page.getByText("which is not asked before it", { exact: false })).toBeVisible();
    await page.keyboard.press("Alt+ArrowDown");
    await expect(page.getByText("Missing before it can be published", { exact: false })).toBeHidden();
    await page.getByRole("radio", { name: "Try it out" }).check();
    await expect(page.getByText("1 of 2 questions are asked.", { exact: false })).toBeVisible();
    await page.getByRole("radio", { name: "Yes" }).check();
    await expect(page.getByText("2 of 2 questions are asked.", { exact: false })).toBeVisible();
    await expectAccessible(page);
  });

  await test.step("published, it is among the questionnaires and saved as a file", async () => {
    await page.goto(address);
    await page.getByRole("button", { name: "Publish version 1" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Publish version 1" }).click();
    await expect(page.getByText("Version 1", { exact: true }).first()).toBeVisible();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Export YAML" }).click(),
    ]);
    const text = readFileSync(await download.path(), "utf8");
    expect(text).toContain("label: Does it say that it is an AI?");
    await expectAccessible(page);
  });

  await test.step("somebody else's change is shown beside one's own, and neither is lost", async () => {
    const id = address.split("/").at(-1);
    const url = `/api/v1/own-questionnaires/${id}/draft`;
    await page.goto(`${address}/edit`);
    await page.evaluate(async (draft) => {
      const { content, version } = await (await fetch(draft)).json();
      const body = JSON.stringify({
        version,
        content: { ...content, purpose: "Before anybody talks to it." },
      });
      await fetch(draft, { method: "PUT", headers: { "Content-Type": "application/json" }, body });
    }, url);
    await page.getByLabel("People who approve").fill("2");
    await expect(page.getByText("Somebody else changed this draft", { exact: false })).toBeVisible();
    await expect(page.getByText("Before anybody talks to it.")).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Keep mine" }).click();
    await expect(saved).toBeVisible();
  });

  await test.step("its draft is compared with the version, and the register finds it", async () => {
    await page.goto(address);
    await page.getByRole("link", { name: "Compare with version 1" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Version 1 and the draft" })).toBeVisible();
    await expect(page.getByText("approvals", { exact: true })).toBeVisible();
    await expectAccessible(page);
    await page.goto(`/own-questionnaires?q=${encodeURIComponent(title)}`);
    await expect(page.getByRole("link", { name: title })).toBeVisible();
  });
});
