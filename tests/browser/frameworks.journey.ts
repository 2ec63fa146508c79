import { expect, expectAccessible, test } from "./persona";

test("compliance finds a duty of the EU AI Act with both its dates and its doubt", async ({
  page,
  signIn,
}) => {
  await signIn("compliance");
  await page.goto("/frameworks");
  await page.getByRole("link", { name: /EU AI Act, Regulation/ }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("EU AI Act");
  await page.getByRole("searchbox", { name: "Search words" }).fill("Art. 49(2) readings");
  const form = page.getByRole("form", { name: "Search the framework" });
  await form.getByRole("button", { name: "Search" }).click();
  await expect(page.getByText("1 of 528 lines")).toBeVisible();
  const duty = page.getByRole("listitem").filter({ hasText: "Register non-high-risk conclusions" }).last();
  await expect(duty).toContainText("Applies from 2 Aug 2026, in practice from 2 Dec 2027 (Annex III)");
  await expect(duty).toContainText("Two readings exist on the start date");
  await expectAccessible(page);
});

test("a reader sees what the AI RMF carries over to its generative profile, and that most else is only related", async ({
  page,
  signIn,
}) => {
  await signIn("auditor");
  await page.goto("/frameworks");
  await page.getByRole("link", { name: "Compare two frameworks" }).click();
  await page.getByRole("combobox", { name: "Framework that is fulfilled" }).selectOption("nist-ai-rmf");
  await page.getByRole("combobox", { name: "Framework asked about" }).selectOption("nist-ai-600-1");
  await page.getByRole("button", { name: "Compare", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Carries over (212)" })).toBeVisible();
  await page.getByRole("link", { name: "Swap" }).click();
  await expect(page.getByRole("heading", { name: "Carries over (0)" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Only related (212)" })).toBeVisible();
  await expectAccessible(page);
});
