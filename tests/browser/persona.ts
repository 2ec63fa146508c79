import { test as base, expect, type Page } from "@playwright/test";
import axe from "axe-core";
import { handsOnKeyboard } from "./keyboard";
import { credentials, productUrl } from "./product";

export { expect };

interface Fixtures {
  /** Signs the page in as one of the demo's personas. */
  signIn: (persona: string) => Promise<void>;
}

/** A browser test of the product; it fails when the page reports an error or breaks the content security policy. */
export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: the runner reads the fixtures a fixture needs from its pattern.
  baseURL: async ({}, use) => use(productUrl()),
  page: async ({ page }, use) => {
    if (process.env["JOURNEYS_BY"] !== "mouse") handsOnKeyboard(page);
    waitForScripts(page);
    const faults: string[] = [];
    page.on("pageerror", (error) => faults.push(`page error: ${error.message}`));
    page.on("console", (message) => {
      if (/Content Security Policy|Hydration|hydrat/i.test(message.text())) faults.push(message.text());
    });
    await use(page);
    expect(faults).toEqual([]);
  },
  signIn: async ({ page }, use) => {
    await use((persona) => signInOn(page, persona));
  },
});

const waiting = new WeakSet<Page>();

// What is pressed before the scripts have come does nothing yet: a page counts as opened when React has taken over all that
// can be pressed. Who wants to be quicker says so by waiting for less.
function waitForScripts(page: Page): void {
  if (waiting.has(page)) return;
  waiting.add(page);
  const [goto, reload] = [page.goto.bind(page), page.reload.bind(page)];
  page.goto = async (address, options) => {
    const answer = await goto(address, options);
    if (options?.waitUntil !== "commit") await scriptsOn(page);
    return answer;
  };
  page.reload = async (options) => {
    const answer = await reload(options);
    await scriptsOn(page);
    return answer;
  };
}

/** Waits until React has taken over whatever can be pressed: by the clock, not by drawn frames, which are rare on a busy machine. */
async function scriptsOn(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      [...document.querySelectorAll("main :is(button, input, select, textarea)")].every((one) =>
        Object.keys(one).some((key) => key.startsWith("__reactProps")),
      ),
    undefined,
    { polling: 50 },
  );
}

/** Signs a page in as one of the demo's personas. */
export async function signInOn(page: Page, persona: string): Promise<void> {
  waitForScripts(page);
  const user = credentials().users.find((one) => one.persona === persona);
  if (!user) throw new Error(`The demo has no ${persona}.`);
  await page.goto(`${productUrl()}/sign-in`);
  await page.getByLabel("E-mail address").fill(user.email);
  await page.getByLabel("Password", { exact: true }).fill(user.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(/\/(my-work|programme)/);
}

/**
 * Fails, naming each place, when the page breaks a rule of WCAG 2.2 A or AA that axe can see. A page that is just being
 * replaced by the next one has, for a moment, no title or the controls of both: what is found has to be there to stay.
 */
export async function expectAccessible(page: Page, what?: "colours"): Promise<void> {
  await expect(async () => {
    // Half faded in, text has less contrast than it will have.
    await page.waitForFunction(
      () =>
        document.title !== "" &&
        document
          .getAnimations()
          .every((one) => one.effect?.getComputedTiming().endTime === Number.POSITIVE_INFINITY),
      undefined,
      { timeout: 30_000, polling: 100 },
    );
    expect(await violationsOf(page, what)).toEqual([]);
  }).toPass({ timeout: 60_000, intervals: [1_000] });
}

async function violationsOf(page: Page, what?: "colours"): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  const violations = await page.evaluate(
    async (rules) => {
      const { run } = (window as unknown as { axe: typeof axe }).axe;
      const found = await run(document, { runOnly: rules, resultTypes: ["violations"] });
      return found.violations.map(({ id, nodes }) => ({
        id,
        where: nodes.map(({ target }) => target.join(" ")),
      }));
    },
    what
      ? ["color-contrast", "link-in-text-block"]
      : ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
  );
  return violations.map(({ id, where }) => `${id}: ${where.join(", ")}`);
}

/** Picks a record in a field that offers a list; the list opens only once the page's scripts have come. */
export async function choose(page: Page, label: string | RegExp, name: RegExp): Promise<void> {
  const option = page.getByRole("option", { name }).first();
  await expect(async () => {
    await page.getByRole("combobox", { name: label }).click();
    await expect(option).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await option.click();
}
