import "server-only";
import type { Server } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { disconnect } from "@/lib/platform/database/client";
import { beginToStop, isStopping } from "@/lib/platform/http/stopping";
import { closeSender } from "@/lib/platform/jobs/queue";
import { logger } from "@/lib/platform/log/logger";
import { settings } from "@/lib/platform/settings/settings";

/** Milliseconds that what is being answered may take after the last new connection; then it is cut off. */
const patience = 10_000;

/**
 * Makes this web server stop in order when it is asked to: it says that it is not ready, goes on answering for the seconds of
 * the settings, lets nobody new in, finishes what it is answering, and ends. Whoever starts the framework tells it to leave
 * the signals alone, because it would close the door at once.
 */
export function stopWhenAsked(): void {
  for (const name of ["SIGTERM", "SIGINT"] as const) process.on(name, () => void stop());
}

async function stop(): Promise<void> {
  if (isStopping()) return;
  const servers = beginToStop();
  await sleep(settings().STOP_NOTICE_SECONDS * 1_000);
  await Promise.all([...servers].map(close));
  await Promise.all([closeSender(), disconnect()]).catch((error: unknown) =>
    logger().warn({ err: error }, "the database was not left in order"),
  );
  process.exit(0);
}

async function close(server: Server): Promise<void> {
  const deadline = Date.now() + patience;
  let open = true;
  server.close(() => {
    open = false;
  });
  while (open && Date.now() < deadline) {
    // What was promised to stay open before the stop is closed when its answer is sent.
    server.closeIdleConnections();
    await sleep(50);
  }
  if (open) server.closeAllConnections();
}
