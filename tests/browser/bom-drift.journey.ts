import { expect, expectAccessible, test } from "./persona";

type Json = Record<string, unknown>;

test("a lead saves a system's bill of materials, gets it back changed, and settles the drift", async ({
  page,
  signIn,
}) => {
  await signIn("lead");
  await page.goto("/systems?sort=name");
  const answer = await page.request.get("/api/v1/systems?limit=50");
  const { rows } = (await answer.json()) as { rows: { id: string; models: { name: string }[] }[] };
  const system = rows.find(({ models }) => models.length > 0);
  const saved = await page.request.get(`/api/v1/systems/${system?.id}/bom`);
  const bom = (await saved.json()) as Json & { components: Json[] };

  const model = bom.components.find(({ type }) => type === "machine-learning-model") as Json;
  model["version"] = "99, from the file";
  model["licenses"] = [{ license: { id: "MIT" } }];
  bom.components.push({
    type: "data",
    "bom-ref": "new-data",
    name: "Late arrivals",
    data: [{ type: "dataset" }],
  });
  for (const one of bom["dependencies"] as { ref: string; dependsOn?: string[] }[])
    if (one.ref.startsWith("systems:")) one.dependsOn?.push("new-data");
  bom["x-house"] = { shelf: 7 };

  await test.step("the file is compared: three facts and a new dataset", async () => {
    await page.goto(`/systems/${system?.id}/compare`);
    await page.getByLabel("CycloneDX file").setInputFiles({
      name: "changed.cdx.json",
      mimeType: "application/json",
      buffer: Buffer.from(JSON.stringify(bom)),
    });
    await page.getByRole("button", { name: "Compare" }).click();
    await expect(page.getByText("99, from the file")).toBeVisible({ timeout: 30_000 });
    await expect(page.getByText("Late arrivals: New dataset")).toBeVisible();
    await expectAccessible(page);
  });

  await test.step("it is taken over, and there is no drift left", async () => {
    await page.getByRole("button", { name: /^Take all \d+/ }).click();
    await page
      .getByRole("dialog")
      .getByRole("button", { name: /^Take all \d+/ })
      .click();
    await expect(page.getByText("No drift")).toBeVisible({ timeout: 30_000 });
  });

  await test.step("the next export says the same, the unknown key among it", async () => {
    const again = (await (await page.request.get(`/api/v1/systems/${system?.id}/bom`)).json()) as Json;
    const text = JSON.stringify(again);
    for (const words of ["99, from the file", "Late arrivals", "x-house"]) expect(text).toContain(words);
  });
});
