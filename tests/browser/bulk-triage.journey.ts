import { expect, expectAccessible, test } from "./persona";
import { credentials } from "./product";

test("a lead changes five risks at once; what somebody else changed meanwhile is refused with the reason, then tried again", async ({
  page,
  signIn,
  request,
}) => {
  await signIn("lead");
  await page.goto("/risks?status=treating&sort=title");
  for (let row = 0; row < 5; row += 1)
    await page.locator(`tr[data-index="${row}"]`).getByRole("checkbox").check();
  const third = page.locator('tr[data-index="2"] a[data-open]');
  const id = (await third.getAttribute("href"))?.split("/").at(-1) ?? "";
  await test.step("somebody changes one of them", async () => {
    const headers = { authorization: `Bearer ${credentials().token}` };
    const { version } = await (await request.get(`/api/v1/risks/${id}`, { headers })).json();
    const answer = await request.patch(`/api/v1/risks/${id}`, {
      headers,
      data: { version, reviewEveryDays: 44 },
    });
    expect(answer.status()).toBe(200);
  });
  const dialog = page.getByRole("dialog");
  await test.step("four are changed, one is refused", async () => {
    await page.getByRole("button", { name: "Change", exact: true }).click();
    await dialog.getByLabel("Field").selectOption({ label: "Review every (days)" });
    await dialog.getByLabel("New review every (days)").fill("45");
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Change 5 risks" }).click();
    await expect(dialog.getByText("4 changed, 1 refused.")).toBeVisible();
    await expect(dialog.getByText("Somebody changed it meanwhile.")).toBeVisible();
    await expectAccessible(page);
  });
  await test.step("tried again, it is changed too", async () => {
    await dialog.getByRole("button", { name: "Try the refused again" }).click();
    await expect(dialog.getByText("1 changed, 0 refused.")).toBeVisible();
    await dialog.getByRole("button", { name: "Close" }).last().click();
    const headers = { authorization: `Bearer ${credentials().token}` };
    const risk = await (await request.get(`/api/v1/risks/${id}`, { headers })).json();
    expect(risk.reviewEveryDays).toBe(45);
    await expect(page.getByText("risks selected")).toHaveCount(0);
  });
});
