import path from "node:path";
import { projectRoot } from "@/lib/cli/project";
import { youngGeneration } from "@/lib/cli/runtime/child";

/** The arguments with which Node runs the background process. */
export const workerArguments = [
  youngGeneration,
  "--conditions=react-server",
  "--import",
  "tsx",
  path.join(projectRoot, "lib/worker.ts"),
];
