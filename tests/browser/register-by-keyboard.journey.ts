import { expect, expectAccessible, test } from "./persona";

test("a register is worked by keyboard alone: searched, walked, read beside the list, selected, kept as a view", async ({
  page,
  signIn,
}) => {
  await signIn("lead");
  await page.goto("/risks?sort=title");
  const panel = page.getByRole("complementary", { name: "Side panel" });
  const focused = () =>
    page.evaluate(() => document.activeElement?.closest("tr")?.getAttribute("data-index"));

  await test.step("rows are walked, and one is read beside the list", async () => {
    await expect(async () => {
      await page.keyboard.press("j");
      expect(await focused()).not.toBeNull();
    }).toPass();
    while ((await focused()) !== "0") await page.keyboard.press("k");
    await page.keyboard.press("Space");
    await expect(panel.getByRole("heading", { level: 2 })).toContainText("R-");
    await expect(panel.getByText("Business unit")).toBeVisible();
    await expect(
      panel.getByRole("region", { name: "Last changes" }).getByRole("listitem").first(),
    ).toBeVisible();
    await expectAccessible(page);
    const first = await panel.getByRole("heading", { level: 2 }).textContent();
    await page.keyboard.press("j");
    await expect(panel.getByRole("heading", { level: 2 })).not.toHaveText(first ?? "");
    expect(new URL(page.url()).searchParams.get("panel")).not.toBeNull();
    await page.reload();
    await expect(panel.getByRole("heading", { level: 2 })).toContainText("R-");
  });

  await test.step("Escape closes it, and the row keeps the focus", async () => {
    await expect(async () => {
      await page.keyboard.press("j");
      expect(await focused()).not.toBeNull();
    }).toPass();
    await page.keyboard.press("Escape");
    await expect(panel).toHaveCount(0);
    expect(await focused()).not.toBeNull();
  });

  await test.step("rows are selected, and let go", async () => {
    await page.keyboard.press("x");
    await page.keyboard.press("j");
    await page.keyboard.press("x");
    await expect(page.getByText(/^2 risks selected|2 selected/).first()).toBeVisible();
    await page.keyboard.press("a");
    const bar = page.getByRole("region", { name: "Selected rows" });
    await expect(bar.getByRole("button").first()).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(page.getByText(/2 risks selected|2 selected/)).toHaveCount(0);
  });

  await test.step("what is searched for is kept as a view, opened again and removed", async () => {
    await page.keyboard.press("/");
    await page.keyboard.type("agent");
    await expect(page).toHaveURL(/q=agent/);
    await page.getByRole("button", { name: "Save view" }).press("Enter");
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Name").fill("About agents");
    await dialog.getByRole("button", { name: "Save view" }).press("Enter");
    const tab = page.getByRole("navigation", { name: "Views" }).getByRole("link", { name: "About agents" });
    await expect(tab).toHaveAttribute("aria-current", "page");
    await page.goto("/risks");
    await tab.press("Enter");
    await expect(page).toHaveURL(/q=agent/);
    await page.getByRole("button", { name: "Remove view" }).press("Enter");
    await page.getByRole("dialog").getByRole("button", { name: "Remove view" }).press("Enter");
    await expect(tab).toHaveCount(0);
  });

  await test.step("Enter opens the record", async () => {
    await page.goto("/risks?sort=title");
    await expect(async () => {
      await page.keyboard.press("j");
      expect(await focused()).not.toBeNull();
    }).toPass();
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/risks\/[0-9a-f-]{36}/);
  });
});
