import type { Page } from "@playwright/test";
import { pagesOf } from "@/tests/support/pages";
import { expect, expectAccessible, signInOn, test } from "./persona";
import { credentials, productUrl } from "./product";

// Every page of the product, found in the folder that makes it one: a new page is tested from its first day.

/** Returns real addresses for a pattern: [id] or [key] becomes that of each of the first records; none when there are none. */
async function addressesOf(pattern: string): Promise<string[]> {
  const [, before = "", name = ""] = /^(.*)\/\[(id|key)\]/.exec(pattern) ?? [];
  if (name === "") return [pattern];
  const answer = await fetch(
    `${productUrl()}/api/v1/${before.split("/").at(-1)}?${name === "id" ? "limit=20" : ""}`,
    {
      headers: { authorization: `Bearer ${credentials().token}` },
    },
  );
  if (!answer.ok) return [];
  const { rows, entries } = (await answer.json()) as Record<"rows" | "entries", Record<string, string>[]>;
  return (rows ?? entries ?? []).flatMap((row) =>
    row[name] ? [pattern.replace(`[${name}]`, row[name]).replace("[stage]", "1")] : [],
  );
}

/** Opens the first of some addresses that shows its own page: not every assessment, for instance, can be answered now. */
async function open(page: Page, addresses: string[]): Promise<number | undefined> {
  let status: number | undefined;
  for (const address of addresses) {
    status = (await page.goto(address))?.status();
    if (status === undefined || status >= 500) break;
    if (status === 200 && new URL(page.url()).pathname === address) break;
  }
  return status;
}

test.describe.configure({ mode: "parallel" });

/** Fails when the page breaks a rule in either theme; of what a theme changes there are only the colours. */
async function expectAccessibleInBothThemes(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: "light" });
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await expectAccessible(page, "colours");
}

for (const half of [0, 1]) {
  test(`every page behind sign-in keeps WCAG 2.2 AA in both themes and shows no fault (${half + 1} of 2)`, async ({
    page,
    browser,
    signIn,
  }) => {
    test.setTimeout(900_000);
    await signIn("administrator");
    const lead = await (await browser.newContext({ baseURL: productUrl() })).newPage();
    await signInOn(lead, "lead");
    const problems: string[] = [];
    for (const pattern of pagesOf("(workspace)").filter((_, i) => i % 2 === half)) {
      const addresses = await addressesOf(pattern);
      if (addresses.length === 0) continue;
      // One page that fails hides no other.
      await test
        .step(pattern, async () => {
          // What an administrator may not read, such as the text of a licensed standard, the lead may.
          let status = await open(page, addresses);
          const reader = status === 404 ? lead : page;
          if (reader === lead) status = await open(lead, addresses);
          expect([pattern, status]).toEqual([pattern, 200]);
          await expect(reader.getByRole("heading", { level: 1 })).toBeVisible();
          // Whose menu ends with signing out.
          await expect(reader.getByRole("button", { name: /^Account of / })).toBeVisible();
          await expectAccessibleInBothThemes(reader);
        })
        .catch((error: unknown) => problems.push(`${pattern}: ${error}`));
    }
    expect(problems).toEqual([]);
  });
}

test("every page before sign-in keeps WCAG 2.2 AA in both themes", async ({ page }) => {
  for (const pattern of [...pagesOf("(public)"), ...pagesOf("(outside)")]) {
    await page.goto(pattern);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expectAccessibleInBothThemes(page);
  }
});

test("on a phone every page fits the width of the screen", async ({ page, signIn }) => {
  test.setTimeout(900_000);
  await page.setViewportSize({ width: 390, height: 844 });
  await signIn("lead");
  for (const pattern of pagesOf("(workspace)").filter((one) => !one.includes("["))) {
    await page.goto(pattern);
    await expect(page.getByRole("button", { name: /^Account of / })).toBeVisible();
    const wider = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect([pattern, wider]).toEqual([pattern, 0]);
  }
});

test("without a session every page leads to sign-in and shows nothing of its own", async ({ request }) => {
  for (const pattern of pagesOf("(workspace)")) {
    const answer = await request.get(pattern.replace("[id]", "01930000-0000-7000-8000-000000000000"));
    expect([pattern, new URL(answer.url()).pathname]).toEqual([pattern, "/sign-in"]);
  }
});
