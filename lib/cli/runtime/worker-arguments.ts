import path from "node:path";
import { projectRoot } from "@/lib/cli/project";

/**
 * The arguments with which Node runs the background process. Its young generation is small, in megabytes: a long job makes
 * and drops a great deal, and with the usual size the heap holds a hundred megabytes of that before it is looked at.
 */
export const workerArguments = [
  "--max-semi-space-size=8",
  "--conditions=react-server",
  "--import",
  "tsx",
  path.join(projectRoot, "lib/worker.ts"),
];
