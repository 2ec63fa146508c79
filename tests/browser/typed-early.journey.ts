import { choose, expect, test } from "./persona";

test("what is typed and chosen before the page's scripts have come is kept", async ({ page, signIn }) => {
  await signIn("risk-owner");
  let letThrough = () => {};
  const held = new Promise<void>((resolve) => {
    letThrough = resolve;
  });
  await page.route(/\/_next\/static\/.*\.js/, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto("/risks/new", { waitUntil: "commit" });
  await page.getByLabel("Title").fill("Typed at once");
  await page.getByLabel("Category").selectOption({ label: "Privacy" });
  letThrough();
  await page.waitForLoadState("load");
  await choose(page, "Business unit", /Claims and Benefits/);
  await page.getByRole("button", { name: "Create risk" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Typed at once" })).toBeVisible();
  await expect(page.getByText("Privacy").first()).toBeVisible();
});
