import { expect, test } from "vitest";
import { readHostile } from "@/tests/support/hostile-results";

// 1,000 generated files of test results: truncated, deep, huge lines, wrong types, mixed encodings, bombs.

const most = 300_000_000;

test("1,000 generated hostile files are each read or refused in words, within 300 MB above rest", async () => {
  const first = Number(process.env["SEED"] ?? Date.now() % 1_000_000_000);
  const rest = process.memoryUsage().rss;
  const counted = { read: 0, refused: 0 };
  let peak = rest;
  let slowest = { how: "", ms: 0 };
  for (let seed = first; seed < first + 1_000; seed += 1) {
    const begun = performance.now();
    const { how, outcome } = await readHostile(seed);
    counted[outcome] += 1;
    const ms = Math.round(performance.now() - begun);
    if (ms > slowest.ms) slowest = { how, ms };
    peak = Math.max(peak, process.memoryUsage().rss);
  }
  console.log(
    `seeds from ${first}: ${JSON.stringify({ ...counted, slowest, peakMb: Math.round((peak - rest) / 1e6) })}`,
  );
  expect(counted.read).toBeGreaterThan(0);
  expect(peak - rest).toBeLessThan(most);
});
