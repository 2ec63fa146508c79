import { expect, test } from "./persona";

test("a page is taken over without a fault on a device whose clock is far off", async ({ page, signIn }) => {
  await signIn("lead");
  for (const days of [-400, 400]) {
    await page.clock.setFixedTime(Date.now() + days * 86_400_000);
    for (const address of ["/my-work", "/assessments", "/controls", "/evidence-requests"]) {
      await page.goto(address);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    }
  }
});
