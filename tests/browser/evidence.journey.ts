import { inDays } from "@/tests/support/days";
import { choose, expect, expectAccessible, signInOn, test } from "./persona";
import { productUrl } from "./product";

const title = "Minutes of the hand-over test";

test("the lead asks for evidence, the risk owner hands it in, and it is fresh wherever it is used", async ({
  page,
  browser,
  signIn,
}) => {
  await signIn("lead");
  await test.step("the lead asks on the page of the system", async () => {
    await page.goto("/systems?q=Claims intake agent");
    await page.getByRole("link", { name: "Claims intake agent" }).first().click();
    await page.getByRole("button", { name: "Ask for evidence" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("What is needed").fill(title);
    await dialog.getByLabel("What it has to show").fill("Who took over, and after how many seconds.");
    await choose(page, "From whom", /Anna Kowalska/);
    await dialog.getByLabel("Due").fill(inDays(6));
    await dialog.getByRole("button", { name: "Ask for evidence" }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByRole("list", { name: "Asked for" })).toContainText(title);
    await expectAccessible(page);
  });
  const system = page.url();

  const other = await browser.newContext({ baseURL: productUrl() });
  await test.step("the risk owner finds it in their work; a program is refused, a file arrives and answers it", async () => {
    const owner = await other.newPage();
    await signInOn(owner, "risk-owner");
    await owner.goto("/my-work");
    await owner.getByRole("link", { name: title, exact: true }).click();
    const file = owner.getByLabel(/^File/);
    await file.setInputFiles({ name: "run.bat", mimeType: "text/plain", buffer: Buffer.from("echo") });
    await expect(owner.getByRole("alert").filter({ hasText: "that of a program" })).toBeVisible();
    await expectAccessible(owner);
    const words = Buffer.from("Taken over after 41 seconds.\n");
    await file.setInputFiles({ name: "minutes.txt", mimeType: "text/plain", buffer: words });
    await expect(owner.getByText("29 bytes · choose again")).toBeVisible();
    await owner.getByLabel("Kind").selectOption({ label: "Record or log" });
    await owner.getByLabel("Valid until").fill(inDays(20));
    await owner.getByRole("button", { name: "Hand in" }).click();
    await expect(owner.getByText("Fulfilled").first()).toBeVisible();
    await expect(owner.getByRole("heading", { name: "Answered with" })).toBeVisible();
  });
  await other.close();

  await test.step("the lead sees it on the system with how fresh it is, and opens it", async () => {
    await page.goto(system);
    const row = page.getByRole("table", { name: "Evidence" }).getByRole("row").filter({ hasText: title });
    await expect(row).toContainText("Expires soon");
    await row.getByRole("link", { name: title }).click();
    await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
    await expectAccessible(page);
  });

  await test.step("it is attached to a risk that a search finds, and shown there", async () => {
    await page.getByRole("button", { name: "Attach to a record" }).click();
    const record = page.getByRole("combobox", { name: "Record" });
    await record.click();
    await record.pressSequentially("Hidden instruction in an invoice");
    await page.getByRole("option", { name: /Hidden instruction in an invoice/ }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Attach", exact: true }).click();
    await page.getByRole("link", { name: /R-\d+ Hidden instruction in an invoice/ }).click();
    await expect(page.getByRole("table", { name: "Evidence" })).toContainText(title);
  });

  await test.step("a new version with a later date makes it fresh", async () => {
    await page.getByRole("table", { name: "Evidence" }).getByRole("link", { name: title }).click();
    await page.getByRole("button", { name: "Add version" }).click();
    const dialog = page.getByRole("dialog");
    const words = Buffer.from("Taken over after 12 seconds.\n");
    await dialog
      .getByLabel(/^File/)
      .setInputFiles({ name: "minutes-2.txt", mimeType: "text/plain", buffer: words });
    await expect(dialog.getByText("29 bytes · choose again")).toBeVisible();
    await dialog.getByLabel("Valid until").fill(inDays(200));
    await dialog.getByLabel("What is new").fill("Repeated with the new routing.");
    await dialog.getByRole("button", { name: "Add version" }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByRole("heading", { name: "Versions: 2" })).toBeVisible();
    await expect(page.getByText("Fresh", { exact: true })).toBeVisible();
  });

  await test.step("new evidence is dropped onto the form", async () => {
    await page.goto("/evidence/new");
    const data = await page.evaluateHandle(() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File(["dropped"], "dropped.txt", { type: "text/plain" }));
      return transfer;
    });
    await page.getByText("Drop a file here, or choose one").dispatchEvent("drop", { dataTransfer: data });
    await expect(page.getByText("dropped.txt", { exact: true })).toBeVisible();
    await expect(page.getByText("7 bytes")).toBeVisible();
    await page.getByRole("button", { name: "Add evidence" }).click();
    await expect(page.getByText("Title is missing", { exact: false })).toBeVisible();
    await expectAccessible(page);
  });
});
