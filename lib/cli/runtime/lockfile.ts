import { readFile, writeFile } from "node:fs/promises";
import * as z from "zod";

const systems = [
  "aix",
  "android",
  "darwin",
  "freebsd",
  "linux",
  "netbsd",
  "openbsd",
  "openharmony",
  "sunos",
  "win32",
];
const processors = [
  "arm",
  "arm64",
  "ia32",
  "loong64",
  "mips64el",
  "ppc64",
  "riscv64",
  "s390x",
  "wasm32",
  "x64",
];

const anything = z.record(z.string(), z.unknown());
const lockShape = z.looseObject({
  packages: z.record(
    z.string(),
    z.looseObject({
      dev: z.boolean().optional(),
      optionalDependencies: z.record(z.string(), z.string()).optional(),
    }),
  ),
});

/**
 * Adds to a package-lock.json the optional packages of other platforms that npm left out because the
 * registry in use does not offer them, and returns their names. Without them `npm ci` refuses the
 * file everywhere. With `write` false the file stays as it is.
 */
export async function completeLockfile(file: string, write: boolean): Promise<string[]> {
  const whole = anything.parse(JSON.parse(await readFile(file, "utf8")));
  const lock = lockShape.parse(whole);
  const added: Record<string, object> = {};
  for (const [location, entry] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (isPresent(lock.packages, location, name) || !/^\d/.test(version)) continue;
      added[`node_modules/${name}`] = platformEntry(name, version, entry.dev === true);
    }
  }
  const packages = Object.entries({ ...anything.parse(whole.packages), ...added });
  packages.sort(([a], [b]) => (a < b ? -1 : 1));
  const completed = { ...whole, packages: Object.fromEntries(packages) };
  if (write) await writeFile(file, `${JSON.stringify(completed, null, 2)}\n`);
  return Object.keys(added);
}

// As Node resolves it: beside the dependent first, then in each node_modules above.
function isPresent(packages: Record<string, unknown>, location: string, name: string): boolean {
  const prefix = location === "" ? "" : `${location}/`;
  if (packages[`${prefix}node_modules/${name}`]) return true;
  if (location === "") return false;
  const above = location.slice(0, location.lastIndexOf("node_modules/")).replace(/\/$/, "");
  return isPresent(packages, above, name);
}

// The names say for which platform each is; npm then leaves it out on every other one.
function platformEntry(name: string, version: string, dev: boolean): object {
  const words = name.replace("linuxmusl", "linux-musl").split(/[-/]/);
  const os = words.filter((word) => systems.includes(word));
  const cpu = words.filter((word) => processors.includes(word));
  const libc = words.some((word) => word.startsWith("musl")) ? "musl" : "glibc";
  return {
    version,
    ...(cpu.length > 0 ? { cpu } : {}),
    ...(dev ? { dev } : {}),
    ...(os.includes("linux") ? { libc: [libc] } : {}),
    optional: true,
    ...(os.length > 0 ? { os } : {}),
  };
}
