import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { assertSafeVersions } from "@/lib/platform/settings/minimum-versions";

/** Returns a folder in which these versions are installed. */
function installed(versions: Record<string, string>): string {
  const folder = mkdtempSync(path.join(tmpdir(), "plumbline-versions-"));
  for (const [name, version] of Object.entries(versions)) {
    mkdirSync(path.join(folder, "node_modules", name), { recursive: true });
    writeFileSync(path.join(folder, "node_modules", name, "package.json"), JSON.stringify({ version }));
  }
  return folder;
}

const safe = { next: "16.4.6", "next-auth": "4.24.15" };

test("the product starts with the packages it is installed with", () => {
  expect(() => assertSafeVersions()).not.toThrow();
});

test.each([
  safe,
  { ...safe, next: "16.10.0" },
  { ...safe, next: "17.0.0" },
  { ...safe, "next-auth": "4.25.0-beta.1" },
])("it starts with %o", (versions) => expect(() => assertSafeVersions(installed(versions))).not.toThrow());

test.each([
  [{ ...safe, next: "16.4.5" }, "next is 16.4.5; the oldest safe version is 16.4.6."],
  [{ ...safe, next: "15.9.9" }, "next is 15.9.9"],
  [{ ...safe, next: "16.4.6-canary.1" }, "next is 16.4.6-canary.1"],
  [{ ...safe, "next-auth": "4.24.14" }, "next-auth is 4.24.14; the oldest safe version is 4.24.15."],
])("it does not start with %o, and says which package and what to do", (versions, words) => {
  expect(() => assertSafeVersions(installed(versions))).toThrow(words);
  expect(() => assertSafeVersions(installed(versions))).toThrow("Run npm ci");
});

test("the web server asks before it answers anybody", () => {
  expect(readFileSync("instrumentation.ts", "utf8")).toMatch(
    /assertSafeVersions\(\);[\s\S]*guardServers\(\);/,
  );
});
