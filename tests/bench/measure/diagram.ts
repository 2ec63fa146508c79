import { gzipSync } from "node:zlib";
import type { BrowserContext, Page } from "@playwright/test";
import { writeThreatModel } from "@/lib/domain/threat-models/formats/write";
import { askOnce, type Setting } from "@/tests/bench/measure/setting";
import { largeThreatModel } from "@/tests/support/large-threat-model";

const elements = 300;
const flows = 500;
const steps = 120;

/**
 * Measures in real Chromium how long the browser needs for each picture while an element is dragged among 300. Returns the
 * compressed size of the scripts that draw the diagram, in kB.
 */
export async function measureDiagram(
  setting: Setting,
  context: BrowserContext,
  drawnBy: string,
): Promise<number> {
  const { product, add } = setting;
  const page = await context.newPage();
  const scripts: Promise<number>[] = [];
  page.on("response", (response) => {
    if (response.request().resourceType() !== "script") return;
    scripts.push(
      response.body().then(
        (body) => (body.includes(drawnBy) ? gzipSync(body).length : 0),
        () => 0,
      ),
    );
  });
  await page.goto(`${product.url}/threat-models/${await largeModel(setting)}/diagram`);
  const held = page.locator('[data-id="e7"]');
  await held.waitFor();
  await page.waitForLoadState("networkidle");
  await page.evaluate(noteFrames);
  await page.waitForTimeout(2_000);
  const still = await framesOf(page);
  const box = await held.boundingBox();
  if (!box) throw new Error("The diagram does not show the element that is to be dragged.");
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await framesOf(page);
  for (let step = 1; step <= steps; step += 1)
    await page.mouse.move(x + step * 2, y + Math.sin(step / 10) * 80);
  const dragged = await framesOf(page);
  await page.mouse.up();
  const what = `longest frame while an element is dragged among ${elements}, with ${flows} flows`;
  add({
    ...{ subject: "browser", what, size: null },
    values: { value: longest(dragged), unit: "ms", p50: middle(dragged) },
    beside: { name: "longest frame of the same page at rest", value: longest(still) },
    note: `of ${dragged.length} frames`,
  });
  const sizes = await Promise.all(scripts);
  await context.close();
  return sizes.reduce((sum, size) => sum + size, 0) / 1_000;
}

async function largeModel({ product, database }: Setting): Promise<string> {
  const [system] = await database.ask<{ id: string }>(`select id from systems limit 1`);
  const text = writeThreatModel(largeThreatModel(elements, flows), "otm");
  const body = { title: "Large", systemId: system?.id, text };
  const asked = { path: "/api/v1/threat-models/import", as: "browser", who: "lead", body } as const;
  return (JSON.parse(await askOnce(product, database, asked)) as { id: string }).id;
}

// Runs in the page: notes how long each frame took. As text, because what compiles this file would put names into it that the
// page does not know.
const noteFrames = `
  window.frameTimes = [];
  let last = performance.now();
  const note = (now) => {
    window.frameTimes.push(now - last);
    last = now;
    requestAnimationFrame(note);
  };
  requestAnimationFrame(note);
`;

/** Returns how long the frames since the last question took, in milliseconds. */
async function framesOf(page: Page): Promise<number[]> {
  return page.evaluate<number[]>("window.frameTimes.splice(0)");
}

function longest(frames: readonly number[]): number {
  return Number(Math.max(0, ...frames).toPrecision(3));
}

function middle(frames: readonly number[]): number {
  return frames.toSorted((a, b) => a - b)[Math.floor(frames.length / 2)] ?? 0;
}
