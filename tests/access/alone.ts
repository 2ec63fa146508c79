import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Operation } from "@/lib/platform/operation/operation";

const root = path.resolve(import.meta.dirname, "../..");
const files = globSync("lib/domain/**/*.ts", { cwd: root }).filter((file) =>
  readFileSync(path.join(root, file), "utf8").includes("systemOnly:"),
);
const exported = await Promise.all(
  files.map(async (file) => Object.values((await import(path.join(root, file))) as Record<string, unknown>)),
);
const isAlone = (value: unknown): value is Operation =>
  typeof value === "object" && value !== null && "systemOnly" in value && "receive" in value;

/** What the system does by itself: every operation in the sources that says so. */
export const alone = exported.flat().filter(isAlone);
