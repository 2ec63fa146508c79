import { createReadStream, createWriteStream, rmSync } from "node:fs";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { fileOnDisk } from "@/lib/domain/test-runs/formats/source/result-file";
import { readResults } from "@/lib/domain/test-runs/read-results";
import { benchFolder } from "@/tests/bench/product/server";
import type { Line } from "@/tests/bench/table";
import { largeGarakReport } from "@/tests/support/large-garak-report";

/** Measures how fast a report of garak of 200 MB is read, and how much memory above rest that takes, beside reading its bytes alone. */
export async function measureResults(add: (line: Line) => void): Promise<void> {
  const rest = process.memoryUsage().rss;
  const file = path.join(benchFolder, "garak.report.jsonl");
  const report = largeGarakReport(200_000, 1_000);
  await pipeline(Readable.from(report.read()), createWriteStream(file));
  const { size } = await fileOnDisk(file);
  const bare = await timed(async () => {
    let lines = 0;
    for await (const block of createReadStream(file))
      for (const byte of block as Buffer) if (byte === 10) lines += 1;
    return lines;
  });
  let peak = rest;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 20);
  const read = await timed(async () => (await readResults(await fileOnDisk(file))).counts.vulnerable);
  clearInterval(watch);
  rmSync(file);
  add({
    ...{
      subject: "results",
      what: `report of garak of ${Math.round(size / 1e6)} MB with ${report.attempts} attempts, read and summed`,
      size: null,
    },
    values: { value: Math.round(size / 1e6 / read), unit: "MB/s" },
    beside: { name: "counting its lines", value: Math.round(size / 1e6 / bare) },
    goal: "≥ 30 MB/s",
  });
  add({
    ...{ subject: "results", what: "most memory above rest meanwhile", size: null },
    values: { value: Math.round((peak - rest) / 1e6), unit: "MB" },
    goal: "≤ 300 MB",
  });
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1_000;
}
