import type { Page } from "@playwright/test";
import { expect, expectAccessible, signInOn, test } from "./persona";
import { credentials, productUrl } from "./product";

const headers = { authorization: `Bearer ${credentials().token}` };

/** Adds an empty threat model of the first AI system and returns its id. */
async function emptyModel(page: Page, title: string): Promise<string> {
  const systems = await page.request.get("/api/v1/systems?limit=1", { headers });
  const { rows } = (await systems.json()) as { rows: { id: string }[] };
  const data = { title, systemId: rows[0]?.id, start: "empty" };
  const answer = await page.request.post("/api/v1/threat-models", { headers, data });
  expect(answer.status()).toBe(201);
  return ((await answer.json()) as { id: string }).id;
}

const diagram = (page: Page) => page.getByRole("application", { name: "Diagram" });
const part = (page: Page, name: RegExp) => diagram(page).getByRole("button", { name });

/** Types the name of a part that was just added, and goes back to the diagram. */
async function nameIt(page: Page, name: string): Promise<void> {
  await expect(page.getByLabel("Name", { exact: true })).toBeFocused();
  await page.keyboard.type(name);
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue(name);
  await page.keyboard.press("Escape");
}

/** Adds what the words find, from wherever the keyboard stands in the diagram. */
async function add(page: Page, words: string, name: string): Promise<void> {
  await page.keyboard.press("a");
  await expect(page.getByLabel("Find what to add")).toBeFocused();
  await page.keyboard.type(words);
  await page.keyboard.press("Enter");
  await nameIt(page, name);
}

async function expectSaved(page: Page): Promise<void> {
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
}

test("a diagram is drawn with the keyboard alone: two elements, a flow, a zone, undone, done again, saved and there after a reload", async ({
  page,
  signIn,
}) => {
  await signIn("lead");
  const id = await emptyModel(page, "Drawn by keyboard");
  await page.goto(`/threat-models/${id}/diagram`);
  await expect(diagram(page)).toBeVisible();

  await test.step("two elements and a flow", async () => {
    await page.getByLabel("Find what to add").fill("end user");
    await page.keyboard.press("Enter");
    await nameIt(page, "Claims clerk");
    await expect(part(page, /^Claims clerk, End user/)).toBeFocused();
    await add(page, "agent or", "Claims agent");
    await expect(part(page, /^Claims agent, Agent/)).toBeFocused();
    await page.keyboard.press("k");
    await expect(part(page, /^Claims clerk/)).toBeFocused();
    await page.keyboard.press("c");
    await page.keyboard.press("j");
    await expect(part(page, /^Claims agent/)).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(part(page, /^Flow Claims clerk to Claims agent/)).toBeFocused();
    await page.keyboard.press("Enter");
    await nameIt(page, "Asks");
    await expect(part(page, /^Flow Asks, Claims clerk to Claims agent/)).toBeFocused();
  });

  await test.step("a zone, and an element in it", async () => {
    await add(page, "zone", "Our cloud");
    await expect(part(page, /^Zone Our cloud, 0 elements/)).toBeFocused();
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    await expect(part(page, /^Claims agent/)).toBeFocused();
    await page.getByLabel("Zone", { exact: true }).selectOption({ label: "Our cloud" });
    await expect(part(page, /^Claims agent, .*in Our cloud, 0 flows out, 1 in/)).toBeVisible();
  });

  await test.step("undone and done again, moved, and something answered", async () => {
    await page.keyboard.press("Escape");
    await expect(part(page, /^Claims agent/)).toBeFocused();
    await page.keyboard.press("Control+z");
    await expect(part(page, /^Claims agent, .*in no zone/)).toBeFocused();
    await page.keyboard.press("Control+Shift+z");
    await expect(part(page, /^Claims agent, .*in Our cloud/)).toBeFocused();
    await page.keyboard.press("ArrowRight");
    await page
      .getByRole("radiogroup", { name: "Can it change data or systems?" })
      .getByRole("radio", { name: "Yes" })
      .check();
    await expectSaved(page);
  });

  await test.step("all of it is there after a reload", async () => {
    await page.reload();
    await expect(part(page, /^Flow Asks, Claims clerk to Claims agent/)).toBeVisible();
    await expect(part(page, /^Zone Our cloud, 1 element in it/)).toBeVisible();
    await expectAccessible(page);
    await page.emulateMedia({ colorScheme: "dark" });
    await expectAccessible(page, "colours");
    const stored = await (await page.request.get(`/api/v1/threat-models/${id}`, { headers })).json();
    expect(
      stored.drawing.elements.map(({ name, attributes }: Record<string, unknown>) => [name, attributes]),
    ).toEqual([
      ["Claims clerk", {}],
      ["Claims agent", { can_write: true }],
    ]);
  });

  await test.step("a picture of it is saved", async () => {
    for (const [format, start] of [
      ["SVG", "<svg"],
      ["PNG", "\u0089PNG"],
    ] as const) {
      const saved = page.waitForEvent("download");
      await page.getByRole("button", { name: "Save picture" }).click();
      await page.getByRole("menuitem", { name: `As ${format}` }).click();
      const file = await (await saved).createReadStream();
      const bytes = Buffer.concat(await file.toArray());
      expect(bytes.toString("latin1").startsWith(start)).toBe(true);
      expect(bytes.length).toBeGreaterThan(500);
    }
  });
});

test("whoever draws later sees what the other drew, chooses, and loses nothing on the way, not even by a reload", async ({
  page,
  signIn,
  browser,
}) => {
  await signIn("lead");
  const id = await emptyModel(page, "Drawn by two");
  const address = `/threat-models/${id}/diagram`;
  await page.goto(address);
  const other = await browser.newContext({ baseURL: productUrl() });
  const second = await other.newPage();
  await signInOn(second, "lead");
  await second.goto(address);
  await second.getByLabel("Find what to add").fill("secrets");
  await second.keyboard.press("Enter");
  await nameIt(second, "Their vault");
  await expectSaved(second);
  await other.close();

  await page.getByLabel("Find what to add").fill("end user");
  await page.keyboard.press("Enter");
  await nameIt(page, "My user");
  await page.reload();
  await expect(page.getByText("Somebody else changed this drawing while you were writing.")).toBeVisible();
  await expect(page.getByText("Element My user")).toBeVisible();
  await expect(page.getByText("Element Their vault")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Take theirs" }).click();
  await expect(part(page, /^Their vault/)).toBeVisible();
  await expect(part(page, /^My user/)).toHaveCount(0);
  await expectSaved(page);
});
