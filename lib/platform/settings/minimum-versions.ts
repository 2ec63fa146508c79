import "server-only";
import { readFileSync } from "node:fs";
import path from "node:path";
import { SetupError } from "@/lib/platform/errors/setup-error";

/** Versions below these have known holes that are used. */
const floors: Record<string, readonly [major: number, minor: number, patch: number]> = {
  next: [16, 4, 6],
  "next-auth": [4, 24, 15],
};

/** Throws SetupError when an installed package is older than the oldest version that is safe to serve with. */
export function assertSafeVersions(folder = process.cwd()): void {
  const tooOld = Object.entries(floors).flatMap(([name, floor]) => {
    const version = installedVersion(folder, name);
    return isAtLeast(version, floor)
      ? []
      : [`${name} is ${version}; the oldest safe version is ${floor.join(".")}.`];
  });
  if (tooOld.length > 0)
    throw new SetupError(`Plumbline does not start with these packages. Run npm ci.\n${tooOld.join("\n")}`);
}

function installedVersion(folder: string, name: string): string {
  const file = path.join(folder, "node_modules", name, "package.json");
  const { version } = JSON.parse(readFileSync(file, "utf8")) as { version: string };
  return version;
}

// A pre-release such as 16.4.6-canary.1 comes before its release.
function isAtLeast(version: string, floor: readonly number[]): boolean {
  const [numbers = "", preRelease] = version.split("-", 2);
  const parts = numbers.split(".").map(Number);
  const differs = floor.findIndex((least, i) => parts[i] !== least);
  if (differs === -1) return preRelease === undefined;
  return (parts[differs] ?? 0) > (floor[differs] ?? 0);
}
