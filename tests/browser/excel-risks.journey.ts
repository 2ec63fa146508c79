import { workbookOf } from "@/tests/support/workbooks";
import { expect, expectAccessible, test } from "./persona";

const areas = ["Schaden", "Vertrieb", "Personal", "Einkauf"];

/** Eighty risks as a department keeps them: a title above, areas merged over their rows, dates that are dates, words of its own. */
function riskList() {
  return workbookOf((book) => {
    book.addWorksheet("Deckblatt").addRow(["Risikoliste der Abteilung, Stand November 2026"]);
    const sheet = book.addWorksheet("Risiken");
    sheet.addRow(["Risikoliste KI 2026"]);
    sheet.mergeCells("A1:G1");
    sheet.addRow([]);
    sheet.addRow([
      "Bereich",
      "Bezeichnung",
      "Art",
      "Wahrscheinlichkeit",
      "Ausmaß",
      "Ursache",
      "Maßnahme bis",
    ]);
    for (let at = 0; at < 80; at += 1) {
      sheet
        .addRow([
          at % 20 === 0 ? areas[at / 20] : null,
          `Risiko ${String(at + 1).padStart(2, "0")} der Risikoliste`,
          at % 2 === 0 ? "Informationssicherheit" : "Datenschutz",
          ["Gering", "Mittel", "Hoch"][at % 3],
          1 + (at % 5),
          { richText: [{ text: "Ursache ", font: { bold: true } }, { text: String(at + 1) }] },
          new Date(Date.UTC(2027, at % 12, 1 + (at % 28))),
        ])
        .getCell(7).numFmt = "dd.mm.yyyy";
    }
    for (let area = 0; area < 4; area += 1) sheet.mergeCells(4 + area * 20, 1, 23 + area * 20, 1);
  });
}

test("a lead brings in an Excel risk list with German headings and words, triages them in bulk and quantifies one", async ({
  page,
  signIn,
}) => {
  await signIn("lead");
  const buffer = Buffer.from(await riskList());
  const file = { name: "Risikoliste.xlsx", mimeType: "application/octet-stream", buffer };
  const hand = async () => {
    await page.goto("/imports?concept=risks");
    await page.locator('input[type="file"]').setInputFiles(file);
    await page.getByRole("button", { name: "Check file" }).click();
    await expect(page.getByRole("heading", { name: "What applying it will do" })).toBeVisible({
      timeout: 30_000,
    });
  };

  await test.step("the sheet and the headings below the title are found, and can be changed", async () => {
    await hand();
    await expect(page.getByLabel("Sheet that holds the rows")).toHaveValue("Risiken");
    await expect(page.getByLabel("Row of the headings")).toHaveValue("3");
    await expect(page.getByText("Headings: Bereich · Bezeichnung")).toBeVisible();
    await expectAccessible(page);
  });

  await test.step("what each column is, is said by hand", async () => {
    const feeds = {
      Bezeichnung: "Title",
      Art: "Category",
      Wahrscheinlichkeit: "Inherent likelihood",
      Ausmaß: "Inherent impact",
      Ursache: "Cause",
      "Maßnahme bis": "Treatment due",
    };
    for (const [heading, label] of Object.entries(feeds))
      await page.getByLabel(`${heading} becomes`, { exact: true }).selectOption({ label });
    await page.getByRole("button", { name: "Check again with these columns" }).click();
    await expect(page.getByRole("heading", { name: "Words", exact: true })).toBeVisible({ timeout: 30_000 });
    await expectAccessible(page);
  });

  await test.step("what its words mean, too", async () => {
    const means = page.getByLabel(/ means$/);
    const words: Record<string, string | RegExp> = {
      Informationssicherheit: "Security",
      Datenschutz: "Privacy",
      Gering: /^2 /,
      Mittel: /^3 /,
      Hoch: /^4 /,
    };
    await expect(means).toHaveCount(5);
    for (const [word, meaning] of Object.entries(words)) {
      const select = page.getByLabel(new RegExp(`^${word} of .* means$`));
      const option = select.locator("option").filter({ hasText: meaning }).first();
      await select.selectOption((await option.getAttribute("value")) ?? "");
    }
    await page.getByRole("button", { name: "Check again with these words" }).click();
    await expect(page.getByText("Of 80 rows, 80 become new risks.")).toBeVisible({ timeout: 30_000 });
    await expectAccessible(page);
  });

  await test.step("applied, the eighty are in the register with their dates", async () => {
    await page.getByRole("button", { name: "Create 80", exact: true }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Create 80", exact: true }).click();
    await expect(page.getByText("80 risks created, 0 changed.")).toBeVisible({ timeout: 30_000 });
    await page.goto("/risks?q=Risikoliste&columns=title,treatmentDueOn&sort=title");
    await expect(page.getByText(/\b80\b/).first()).toBeVisible();
    await expect(page.getByRole("link", { name: "Risiko 01 der Risikoliste" })).toBeVisible();
    await page.getByRole("link", { name: "Risiko 01 der Risikoliste" }).click();
    await expect(page.getByText("1 Jan 2027").first()).toBeVisible();
  });

  await test.step("they are triaged in bulk", async () => {
    await page.goto("/risks?q=Risikoliste&sort=title");
    for (let row = 0; row < 5; row += 1)
      await page.locator(`tr[data-index="${row}"]`).getByRole("checkbox").check();
    await page.getByRole("button", { name: "Change", exact: true }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Field").selectOption({ label: "Review every (days)" });
    await dialog.getByLabel("New review every (days)").fill("60");
    await dialog.getByRole("button", { name: "Change 5 risks" }).click();
    await expect(dialog.getByText("5 changed, 0 refused.")).toBeVisible();
    await dialog.getByRole("button", { name: "Close" }).last().click();
  });

  await test.step("and one is quantified: its curve, and what it adds to the register", async () => {
    await page.goto("/risks/quantification");
    const before = await page.getByRole("heading", { name: /open risks are quantified/ }).textContent();
    await page.goto("/risks?q=Risikoliste&sort=title");
    await page.getByRole("link", { name: "Risiko 01 der Risikoliste" }).click();
    await page.getByRole("button", { name: "Quantify" }).click();
    const dialog = page.getByRole("dialog");
    const amounts = {
      "Events a year, from": "0.5",
      "Events a year, most likely": "1",
      "Events a year, to": "3",
      "Loss of one event, from": "10000",
      "Loss of one event, to": "200000",
    };
    for (const [label, value] of Object.entries(amounts))
      await dialog.getByRole("textbox", { name: new RegExp(`^${label}`) }).fill(value);
    await dialog.getByLabel("Grounds").fill("Zwei Fälle im letzten Jahr.");
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Keep estimate" }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByText("Expected loss (the mean)")).toBeVisible();
    await expectAccessible(page);
    await page.goto("/risks/quantification");
    const now = page.getByRole("heading", { name: /open risks are quantified/ });
    await expect(now).toBeVisible();
    await expect(now).not.toHaveText(before ?? "");
  });

  await test.step("the same list again is understood by itself and has nothing left to do", async () => {
    await hand();
    await expect(page.getByText("Nothing: every row says what the register says already.")).toBeVisible();
    await expect(page.getByText(/As you chose for Risikoliste\.xlsx/)).toBeVisible();
  });
});
