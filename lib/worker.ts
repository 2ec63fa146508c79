import "server-only";
import { setPriority } from "node:os";
import { disconnect } from "@/lib/platform/database/client";
import { closeSender } from "@/lib/platform/jobs/queue";
import { startWorker } from "@/lib/platform/jobs/worker";
import { logger } from "@/lib/platform/log/logger";
import { modules } from "@/lib/registry";

// Where processors are scarce, long work gives way to people at their screens.
setPriority(5);

// The background process: it runs the registry's jobs until it is asked to stop.
const worker = await startWorker(modules.flatMap((module) => module.jobs ?? []));
logger().info("the worker is ready");

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  await worker.stop();
  await closeSender();
  await disconnect();
  process.exit(0);
}

process.on("SIGTERM", stop);
process.on("SIGINT", stop);
