import { expect, expectAccessible, test } from "./persona";

const list = (rows: readonly string[]) => ({
  name: "house-rules.csv",
  mimeType: "text/csv",
  buffer: Buffer.from(["Clause,Section,Requirement,Description", ...rows].join("\r\n")),
});

test("compliance imports a framework from a file, puts it in force, and sees what its next version changes", async ({
  page,
  signIn,
}) => {
  const title = `House rules ${Date.now()}`;
  const rows = [
    "1,,Data,",
    "1.1,1,Know the data,Every set is known.",
    "1.2,1,Clean it,Personal data goes first.",
  ];
  await signIn("compliance");

  const read = async (edition: string, lines: readonly string[]) => {
    await page.goto("/frameworks/versions");
    await page.getByLabel(/Drop a file here/).setInputFiles(list(lines));
    await page.getByLabel("Name", { exact: true }).fill(title);
    await page.getByLabel("Version", { exact: true }).fill(edition);
    await page.getByRole("button", { name: "Read file" }).click();
  };

  await test.step("a broken file is refused with its lines", async () => {
    await read("1", [...rows, "1.2,9,Again,"]);
    const alert = page.getByRole("alert").filter({ hasText: "Nothing was written" });
    await expect(alert).toContainText('Line 5: the reference "1.2" stands twice');
    await expectAccessible(page);
  });

  await test.step("a whole one is shown as a draft, and put in force with a reason", async () => {
    await read("1", rows);
    await expect(page.getByRole("heading", { level: 1 })).toContainText(`${title}, 1`);
    await expect(page.getByText("2 requirements to fulfil, 3 lines")).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Put in force" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Reason").fill("The board asked for it.");
    await dialog.getByRole("button", { name: "Put in force" }).click();
    await page.getByRole("link", { name: "Open framework" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
    await expectAccessible(page);
  });

  await test.step("the next version says what it adds, changes and removes", async () => {
    await read("2", [
      rows[0] ?? "",
      "1.1,1,Know the data,Every set is known by name.",
      "1.3,1,Keep it,Not longer than needed.",
    ]);
    await expect(page.getByRole("heading", { name: "What changes beside 1: 3" })).toBeVisible();
    await expect(page.getByRole("listitem").filter({ hasText: "Removed" })).toContainText("1.2 Clean it");
    await expect(page.getByRole("listitem").filter({ hasText: "Added" })).toContainText("1.3 Keep it");
    await expectAccessible(page);
  });

  await test.step("mappings to another framework are read as a draft, and put in force with a reason", async () => {
    await page.goto("/frameworks/mappings");
    const rows = [
      "Source,Target,Relationship,Strength,Note",
      "1.1,A.7.2,subset,6,Both ask what data there is.",
    ];
    await page.getByLabel(/Drop a file here/).setInputFiles({
      ...{ name: "house-rules-to-iso.csv", mimeType: "text/csv", buffer: Buffer.from(rows.join("\r\n")) },
    });
    await page.getByLabel("First framework").selectOption({ label: title });
    await page.getByLabel("Second framework").selectOption("iso-42001");
    await page.getByLabel("Stated by").fill("Ines Example");
    await page.getByRole("button", { name: "Read file" }).click();
    await expect(page.getByText("Rows: 1, from")).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Put in force" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Reason").fill("Read side by side.");
    await dialog.getByRole("button", { name: "Put in force" }).click();
    await expect(page.getByRole("link", { name: "Compare the two" })).toBeVisible();
  });
});
