import { expect, expectAccessible, test } from "./persona";

test("by keyboard alone: any record is found and opened, an act is started, a place is gone to, and the keys are told", async ({
  page,
  signIn,
}) => {
  await signIn("lead");
  const field = page.getByRole("combobox", { name: "Search records, pages and actions" });
  const openPalette = async () => {
    await expect(async () => {
      await page.keyboard.press("Control+k");
      await expect(field).toBeFocused({ timeout: 2_000 });
    }).toPass();
  };

  await test.step("a record, by the beginnings of its words", async () => {
    await openPalette();
    await field.fill("hidden invo");
    await expect(page.getByRole("option").first()).toContainText("Hidden instruction in an invoice");
    await expectAccessible(page);
    await page.keyboard.press("Enter");
    await expect(
      page.getByRole("heading", { level: 1, name: /Hidden instruction in an invoice/ }),
    ).toBeVisible();
  });

  await test.step("by its reference, with the arrows, and what was opened last stands there before a word is typed", async () => {
    // It counts as opened once it was looked at for half a second.
    await page.waitForFunction(() =>
      Object.entries(localStorage).some(
        ([key, kept]) => key.startsWith("plumbline-recent:") && kept.includes("Hidden instruction"),
      ),
    );
    await page.goto("/my-work");
    await openPalette();
    await expect(page.getByRole("group", { name: "Opened last" }).getByRole("option")).toContainText([
      /Hidden instruction/,
    ]);
    await field.fill("S-0002");
    await expect(page.getByRole("option", { name: /^S-0002/ })).toHaveAttribute("aria-selected", "true");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/systems\//);
  });

  await test.step("an act", async () => {
    await openPalette();
    await field.fill("new risk");
    await expect(page.getByRole("option", { name: "New risk" })).toBeVisible();
    await page.keyboard.press("ArrowUp");
    for (let i = 0; i < 30; i += 1) {
      if ((await page.locator('[role="option"][aria-selected="true"]').textContent()) === "New risk") break;
      await page.keyboard.press("ArrowDown");
    }
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1, name: "New risk" })).toBeVisible();
  });

  await test.step("a place by two keys; Escape closes what is open and gives the focus back", async () => {
    await page.goto("/my-work");
    await openPalette();
    await page.keyboard.press("Escape");
    await expect(field).toBeHidden();
    await expect(page.getByRole("button", { name: "Search", exact: true })).toBeFocused();
    expect(await page.evaluate(secondKeyAlone)).toBe("left alone");
    await page.keyboard.press("g");
    await page.keyboard.press("r");
    await expect(page).toHaveURL(/\/risks$/);
    await page.keyboard.press("Shift+?");
    await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
    await expectAccessible(page);
  });

  await test.step("the page of all that was found, by kind", async () => {
    await page.goto("/search?q=claims");
    await expect(page.getByRole("heading", { name: /shown of \d+ found/ })).toBeVisible();
    await page.getByRole("link", { name: /^Risk: \d+/ }).press("Enter");
    await expect(page).toHaveURL(/kinds=risks/);
    await expect(page.getByRole("row").nth(1)).toContainText("R-");
  });
});

/** Presses the second key of a pair without the first, as soon after the page was opened as the pair may take. */
function secondKeyAlone(): string {
  const press = new KeyboardEvent("keydown", { key: "r", bubbles: true, cancelable: true });
  Object.defineProperty(press, "timeStamp", { value: 500 });
  document.body.dispatchEvent(press);
  return press.defaultPrevented ? "taken" : "left alone";
}
