import { existsSync, readFileSync } from "node:fs";
import { guardWorkbook } from "../../lib/platform/workbook/guard.ts";

/** Returns the most megabytes this process has held; Linux counts what the parent held into `maxRSS`. */
function peak(): number {
  const status = "/proc/self/status";
  const kilobytes = existsSync(status)
    ? Number(/VmHWM:\s+(\d+)/.exec(readFileSync(status, "utf8"))?.[1])
    : process.resourceUsage().maxRSS;
  return kilobytes / 1024;
}

// A process of its own, so that the peak of its memory is that of the guard alone.
const before = peak();
const begun = performance.now();
const code = await guardWorkbook(process.argv[2] ?? "").then(
  () => "passed",
  (error) => error.code,
);
const milliseconds = Math.round(performance.now() - begun);
console.log(JSON.stringify({ code, milliseconds, megabytes: Math.round(peak() - before) }));
