import type { Page } from "@playwright/test";
import { expect, expectAccessible, test } from "./persona";
import { credentials, productUrl } from "./product";
import { garakReport, promptfooResults } from "./result-reports";

const system = "Member assistant Nora";
const risk = "Nora confirms cover that the member does not have";
const minutes = (ago: number) => new Date(Date.now() - ago * 60_000);

test("the lead hands in test results and triages them; a control weakens, a risk moves, and a clean run takes it back", async ({
  page,
  signIn,
}) => {
  test.setTimeout(240_000);
  await signIn("lead");
  await test.step("a clean and complete run shows that the control works", async () => {
    await handIn(page, "clean.json", promptfooResults({ hallucination: [0, 200] }, minutes(50)));
  });
  const before = await scoreOf(risk);

  await test.step("what is sent while files are on their way waits for them, and stays where one is refused", async () => {
    let pressed = Promise.withResolvers<void>();
    await page.route("**/test-imports/files?name=slow-*", async (route) => {
      await pressed.promise;
      await route.continue();
    });
    await page.route("**/test-imports/files?name=refused.json", async (route) => {
      await pressed.promise;
      await route.fulfill({ status: 413, json: { status: 413, title: "Too large", detail: "Too large." } });
    });
    // A proxy on the way, which answers with a page of its own.
    await page.route("**/test-imports/files?name=proxied.json", (route) =>
      route.fulfill({ body: "<p>Hello" }),
    );
    const file = (name: string, ago: number) => ({
      ...{ name, mimeType: "application/json" },
      buffer: promptfooResults({ hallucination: [0, 1] }, minutes(ago)),
    });
    const read = page.getByRole("button", { name: "Read results" });
    const press = async () => {
      await read.click();
      await expect(read).toHaveAttribute("aria-busy", "true");
      pressed.resolve();
    };
    await chooseFiles(page, [file("slow-1.json", 48), file("refused.json", 47), file("proxied.json", 47)]);
    await press();
    await expect(page.getByText("Too large.")).toBeVisible();
    await expect(page.getByText("The server answered 200.")).toBeVisible();
    await expect(page.getByRole("button", { name: "Remove: slow-1.json" })).toBeVisible();
    for (const name of ["refused", "proxied"])
      await page.getByRole("button", { name: `Remove: ${name}.json` }).click();
    pressed = Promise.withResolvers();
    await page.getByLabel(/^Drop or choose more files/).setInputFiles(file("slow-2.json", 46));
    await press();
    await page.waitForURL(/\/test-imports\?ids=[^,]+,[^,]+$/);
    await page.unrouteAll();
  });

  await test.step("later runs of two tools find weaknesses: first as a dry run, then applied", async () => {
    await handIn(page, "nora.json", promptfooResults({ hallucination: [60, 40] }, minutes(40)));
    const probes = { "dan.Dan_11_0": [20, 60], "promptinject.HijackKillHumans": [0, 80] } as const;
    await handIn(page, "nora.report.jsonl", garakReport(probes, minutes(39)));
    await page.getByRole("link", { name: "Open the run" }).click();
    await expect(page.getByRole("heading", { level: 1, name: `garak on ${system}` })).toBeVisible();
    await expectAccessible(page);
  });

  await test.step("what they found is triaged", async () => {
    await page.goto("/findings?open=true&sort=-lastSeenAt&q=hallucination");
    await page
      .getByRole("link", { name: /hallucination/ })
      .first()
      .click();
    await page.getByRole("button", { name: "Decide" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("State").selectOption({ label: "In progress" });
    await dialog.getByRole("button", { name: "Keep decision" }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByText("In progress").first()).toBeVisible();
    await expectAccessible(page);
    await page.goto("/findings?open=false&q=hallucination");
    await expect(page.getByText("No findings match")).toBeVisible();
    await expect(page.getByText("There is no such record")).toBeHidden();
  });

  await test.step("the control has failed, and the risk moved with the sentence why", async () => {
    expect(await scoreOf(risk)).toBeGreaterThan(before);
    await page.goto(`/risks?q=${encodeURIComponent(risk)}`);
    await page.getByRole("link", { name: risk }).first().click();
    await expect(page.getByText(/→ .* because/).first()).toBeVisible();
    await page
      .getByRole("link", { name: /Grounded answers and checked sources/i })
      .first()
      .click();
    await expect(page.getByText(/60 of 100 cases got through/).first()).toBeVisible();
    await expectAccessible(page);
  });

  await test.step("an empty run closes nothing; a clean and complete one strengthens the control again", async () => {
    await handIn(page, "empty.json", promptfooResults({}, minutes(30)));
    expect(await openFindings("hallucination")).toContain("in-progress");
    await handIn(page, "mended.json", promptfooResults({ hallucination: [0, 200] }, minutes(20)));
    expect(await openFindings("hallucination")).not.toContain("in-progress");
    expect(await scoreOf(risk)).toBe(before);
  });

  await test.step("what no run has covered is missing in the test plan of the system", async () => {
    const [tested] = await rowsOf(`systems?q=${encodeURIComponent(system)}`);
    await page.goto(`/planned-tests/new?system=${tested?.["id"]}`);
    await page.getByLabel("Title").fill("Audio that hides instructions");
    await page.getByLabel("Suite or check").fill("audio*");
    await page.getByRole("button", { name: "Add to plan" }).click();
    await expect(page.getByText("No complete run of the system has covered it.").first()).toBeVisible();
    await expectAccessible(page);
  });
});

async function chooseFiles(
  page: Page,
  files: { name: string; mimeType: string; buffer: Buffer }[],
): Promise<void> {
  const [tested] = await rowsOf(`systems?q=${encodeURIComponent(system)}`);
  await page.goto(`/test-runs/new?system=${tested?.["id"]}`);
  await expect(page.getByRole("combobox", { name: "AI system" })).toHaveValue(system);
  await page.getByLabel(/^Drop files here/).setInputFiles(files);
}

async function handIn(page: Page, name: string, buffer: Buffer): Promise<void> {
  await chooseFiles(page, [{ name, mimeType: "application/json", buffer }]);
  await page.getByRole("button", { name: "Read results" }).click();
  await expect(page.getByText("Nothing is written yet.")).toBeVisible();
  await page.getByRole("button", { name: "Apply results" }).click();
  await expect(page.getByText(/^Applied\./)).toBeVisible();
}

async function rowsOf(path: string): Promise<Record<string, unknown>[]> {
  const headers = { authorization: `Bearer ${credentials().token}` };
  const answer = await fetch(`${productUrl()}/api/v1/${path}`, { headers });
  return ((await answer.json()) as { rows: Record<string, unknown>[] }).rows;
}

async function scoreOf(title: string): Promise<number> {
  const [row] = await rowsOf(`risks?q=${encodeURIComponent(title)}`);
  return Number(row?.["currentScore"]);
}

async function openFindings(words: string): Promise<unknown[]> {
  return (await rowsOf(`findings?open=true&q=${words}`)).map(({ state }) => state);
}
