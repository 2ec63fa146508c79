import { gzipSync } from "node:zlib";
import { type Browser, type BrowserContext, chromium } from "@playwright/test";
import { measureDiagram } from "@/tests/bench/measure/diagram";
import { headersOf, type Setting } from "@/tests/bench/measure/setting";
import { findChromium } from "@/tests/support/chromium";

const rounds = 7;
const launchArguments = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Measures in real Chromium what a cold browser loads, and when the register can be read. */
export async function measureBrowser(setting: Setting): Promise<void> {
  const { path, advice } = findChromium();
  if (!path) {
    console.error(`Not measured in a browser: ${advice}`);
    return;
  }
  const browser = await chromium.launch({ executablePath: path, args: launchArguments });
  try {
    await measureReadable(setting, browser);
    // They do not depend on how many risks there are.
    if (setting.database.size === setting.options.sizes[0]) {
      const { pages, drawing } = await measureScripts(setting, browser);
      const editor = await measureDiagram(setting, await signedIn(setting, browser), drawnByEditor);
      setting.add({
        ...{
          subject: "browser",
          what: `pages, of ${pages}, that load a script of the diagram editor`,
          size: null,
        },
        values: { value: drawing.length, unit: "pages" },
        goal: "0",
        note: [`compressed JavaScript of the editor ${editor.toFixed(0)} kB`, ...drawing].join("; "),
      });
    }
  } finally {
    await browser.close();
  }
}

async function measureReadable(setting: Setting, browser: Browser): Promise<void> {
  const { product, database, add } = setting;
  const taken: number[] = [];
  for (let i = 0; i < rounds; i += 1) {
    const context = await signedIn(setting, browser);
    const page = await context.newPage();
    await page.addInitScript({ content: noteFirstRows });
    await page.goto(`${product.url}/risks`);
    const painted = await page.waitForFunction("window.rowsPaintedAt");
    taken.push(Number(await painted.jsonValue()));
    await context.close();
  }
  taken.sort((a, b) => a - b);
  const [p50, p95] = [taken[Math.floor(rounds / 2)] ?? 0, taken.at(-1) ?? 0];
  const what = "register readable in a cold browser";
  add({
    subject: "browser",
    what,
    size: database.size,
    values: { p50, p95 },
    goal: "≤ 400 ms",
    note: `of ${rounds}`,
  });
}

// Runs in the page: notes when the first row of the table was painted, counted from the start of the navigation. As text,
// because what compiles this file would put names into it that the page does not know.
const noteFirstRows = `
  const look = () => document.querySelector("tbody tr")
    // The frame after the one that paints it.
    ? requestAnimationFrame(() => { window.rowsPaintedAt = performance.now(); })
    : requestAnimationFrame(look);
  requestAnimationFrame(look);
`;

/** The class names of the library that draws the diagram, which stand in its script and in no other. */
const drawnByEditor = "react-flow__";

/** Measures the scripts of each page, and returns how many pages that were and which of them load the diagram editor. */
async function measureScripts(
  setting: Setting,
  browser: Browser,
): Promise<{ pages: number; drawing: string[] }> {
  const { product, add } = setting;
  const drawing: string[] = [];
  const looked = await pagesOf(setting, browser);
  for (const path of looked) {
    const context = path === "/sign-in" ? await browser.newContext() : await signedIn(setting, browser);
    const page = await context.newPage();
    const scripts = new Map<string, Promise<number>>();
    page.on("response", (response) => {
      if (response.request().resourceType() !== "script") return;
      scripts.set(
        response.url(),
        response.body().then(
          (body) => {
            if (body.includes(drawnByEditor) && !drawing.includes(path)) drawing.push(path);
            return gzipSync(body).length;
          },
          () => 0,
        ),
      );
    });
    await page.goto(`${product.url}${path}`, { waitUntil: "networkidle" });
    const sizes = await Promise.all(scripts.values());
    const bytes = sizes.reduce((sum, size) => sum + size, 0);
    const what = `compressed JavaScript of ${path.replace(/[0-9a-f-]{36}/, ":id")}`;
    const goal = path === "/risks" ? { goal: "≤ 200 kB" } : {};
    add({
      subject: "browser",
      what,
      size: null,
      values: { value: bytes / 1_000, unit: "kB" },
      ...goal,
      note: `${scripts.size} files`,
    });
    await context.close();
  }
  return { pages: looked.length, drawing };
}

/** Returns the addresses to look at: every page of the navigation, one record, one form, and the sign-in. */
async function pagesOf(setting: Setting, browser: Browser): Promise<string[]> {
  const { product, database } = setting;
  const context = await signedIn(setting, browser);
  const page = await context.newPage();
  await page.goto(`${product.url}/risks`);
  const links = await page
    .locator("nav a[href^='/']")
    .evaluateAll((all) => all.map((link) => link.getAttribute("href") ?? ""));
  await context.close();
  const [risk] = await database.ask<{ id: string }>(`select id from risks limit 1`);
  const pages = [
    "/risks",
    ...links.map((link) => link.split(/[?#]/)[0] ?? ""),
    "/risks/new",
    `/risks/${risk?.id}`,
    "/sign-in",
  ];
  return [...new Set(pages)].filter((path) => path !== "" && path !== "/");
}

async function signedIn({ product, database }: Setting, browser: Browser): Promise<BrowserContext> {
  const { cookie = "" } = await headersOf(product, database, { path: "/", as: "browser", who: "lead" });
  const [name = "", value = ""] = cookie.split(/=(.*)/s);
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await context.addCookies([{ name, value, url: product.url }]);
  return context;
}
