import "server-only";
import { WorkbookError } from "@/lib/platform/workbook/workbook-error";

/** How many workbooks one process reads at once: each may take as much memory as the rest of the product. */
const most = 2;

let busy = 0;
const waiting: (() => void)[] = [];

/** Waits for a turn to read a workbook, and returns what ends it; throws WorkbookError after so many milliseconds. */
export async function takeTurn(patience: number): Promise<() => void> {
  if (busy >= most) await nextTurn(patience);
  else busy += 1;
  let ended = false;
  return () => {
    if (ended) return;
    ended = true;
    const next = waiting.shift();
    if (next) next();
    else busy -= 1;
  };
}

function nextTurn(patience: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  waiting.push(resolve);
  const timer = setTimeout(() => {
    const at = waiting.indexOf(resolve);
    if (at < 0) return;
    waiting.splice(at, 1);
    reject(
      new WorkbookError("too-slow", "Other workbooks are being read just now. Try again in a few minutes."),
    );
  }, patience);
  return promise.finally(() => clearTimeout(timer));
}
