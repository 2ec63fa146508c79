import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

// Files git tracks or would track and that are there; generated ones are not among them.
const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
  encoding: "utf8",
})
  .split("\n")
  .filter((file) => file !== "" && existsSync(file));
const code = files.filter((file) => /\.(ts|tsx|mjs|cjs)$/.test(file));
const text = new Map(code.map((file) => [file, readFileSync(file, "utf8")]));

/** Returns "file:line" of every line in these files that the pattern finds. */
function places(pattern: RegExp, among: (file: string) => boolean): string[] {
  return [...text]
    .filter(([file]) => among(file))
    .flatMap(([file, content]) =>
      content.split("\n").flatMap((line, i) => (pattern.test(line) ? [`${file}:${i + 1}`] : [])),
    );
}

const product = (file: string) => !file.startsWith("tests/");

describe("constructs that have no place in the product", () => {
  test.each([
    ["Server Actions", /^\s*["']use server["']/],
    ["HTML from strings", /dangerouslySetInnerHTML|\.innerHTML\s*=/],
    ["raw SQL from strings", /\$(queryRaw|executeRaw)Unsafe/],
    ["code from strings", /\beval\(|new Function\(/],
    ["ids from a predictable source", /Math\.random\(/],
    ["type escapes", /\bas any\s*[;,)=|\]}.]|:\s*any\s*[;,)=|\]}]|<any>|\bany\[\]|@ts-ignore|@ts-nocheck/],
    ["digests that can be forged", /createH(ash|mac)\("(md5|sha1)"/],
    [
      "servers whose certificate is not looked at",
      /rejectUnauthorized:\s*false|NODE_TLS_REJECT_UNAUTHORIZED|sslmode=no-verify|ignoreTLS/,
    ],
    ["unfinished work", /\b(TODO|FIXME|XXX)\b|not implemented/],
  ])("%s appear nowhere", (_name, pattern) => {
    expect(places(pattern, product)).toEqual([]);
  });

  test("the environment is read in the settings, the command line and the configuration of tools alone", () => {
    const allowed =
      /^(lib\/platform\/settings\/|lib\/cli\/|tests\/|next\.config|prisma\.config|lib\/platform\/auth\/next-auth\.ts|instrumentation\.ts)/;
    expect(places(/process\.env/, (file) => !allowed.test(file))).toEqual([]);
  });

  test("the server asks other servers through the one way that connects to an address that was checked, and in no other", () => {
    const asks = /\bawait fetch\(|\brequest\b.* from "(node:)?https?"|from "(undici|axios|node-fetch)"/;
    const server = (file: string) => /^lib\/(domain|platform)\//.test(file) && !file.includes("/generated/");
    const found = places(asks, server).map((place) => place.split(":")[0]);
    expect([...new Set(found)]).toEqual(["lib/platform/http/checked-exchange.ts"]);
  });

  test.each([
    ["other programs are started", /child_process/, /^lib\/(cli|platform\/database\/embedded)\//],
    ["addresses are called", /\bfetch\(/, /^(lib\/cli|app|components)\//],
    [
      "regular expressions are put together",
      /new RegExp\(/,
      /\/(redaction-rules|visible|prompts\/rules)\.ts$/,
    ],
  ])("%s in known places alone, never from what somebody typed", (_what, pattern, known) => {
    // What only looks like a call: the door hands a request on to itself.
    const door = /(http\/door|register\/register)\.ts$/;
    expect(places(pattern, (file) => product(file) && !known.test(file) && !door.test(file))).toEqual([]);
  });

  test("what is logged goes through the one log, which writes to the standard output alone", () => {
    const logs = /\bconsole\.|\bprocess\.(stdout|stderr)\b|from "pino"|\bappendFile/;
    const server = (file: string) =>
      /^(app|components|lib\/(domain|platform)|proxy|instrumentation)/.test(file);
    // Where it does not start, the reason goes beside the log.
    const found = places(logs, server).map((place) => place.split(":")[0]);
    expect([...new Set(found)]).toEqual(["instrumentation.ts", "lib/platform/log/logger.ts"]);
    expect(text.get("lib/platform/log/logger.ts")).not.toMatch(/destination|transport|pino\(.*,/);
  });

  test("no page calls an address but the product's own", () => {
    expect(places(/fetch\(\s*["'`]https?:/, (file) => /^(app|components)\//.test(file))).toEqual([]);
  });

  test("no test is skipped or runs alone", () => {
    expect(
      places(
        /\b(test|it|describe)\.(skip|only|todo)\b/,
        (file) => file.startsWith("tests/") && !file.endsWith("sources.test.ts"),
      ),
    ).toEqual([]);
  });

  test("every server file of the domain and the platform says that it is one", () => {
    const shared =
      /^lib\/(domain\/.+\/(schema|rules|method|columns)\.ts|platform\/(schema\/.+|register\/column|time\/.+|access\/.+|errors\/.+|audit\/change|report\/.+|statistics\/.+|csv\/.+|text\/.+|database\/.+|storage\/file-store|crypto\/.+)\.ts)$/;
    const server = [...text].filter(
      ([file]) => /^lib\/(domain|platform)\/.+\.ts$/.test(file) && !shared.test(file),
    );
    expect(
      server.filter(([, content]) => !content.startsWith('import "server-only";')).map(([file]) => file),
    ).toEqual([]);
  });
});

describe("sizes are signs to look at", () => {
  const limits: [string, RegExp, number][] = [
    ["a page or route", /^app\/.+\/(page|route|layout)\.tsx?$/, 100],
    ["a component", /^(components\/|app\/).+\.tsx$/, 190],
    ["a library file", /^lib\/.+\.ts$/, 250],
    ["a test", /^tests\/.+\.ts$/, 350],
  ];
  test.each(limits)("%s does not grow far past its size", (_name, pattern, most) => {
    const long = [...text]
      .filter(([file]) => pattern.test(file))
      .map(([file, content]) => `${file}: ${content.split("\n").length - 1}`);
    expect(long.filter((line) => Number(line.split(": ")[1]) > most)).toEqual([]);
  });

  test("the README fits on two screens", () => {
    expect(readFileSync("README.md", "utf8").split("\n").length).toBeLessThan(120);
  });
});

describe("the project speaks of the product alone", () => {
  test("no lock file names a registry host", () => {
    expect(readFileSync("package-lock.json", "utf8")).not.toMatch(/"resolved": "http/);
  });

  test("the lock file is a full inventory: version and SHA-512 of every package that is installed", () => {
    const lock = JSON.parse(readFileSync("package-lock.json", "utf8")) as {
      packages: Record<string, { version?: string; integrity?: string; optional?: true }>;
    };
    // Those of other kinds of machines are known by their version, which what needs them fixes.
    const needed = Object.entries(lock.packages).filter(([name, { optional }]) => name !== "" && !optional);
    expect(needed.length).toBeGreaterThan(500);
    const unknown = needed.filter(
      ([, { version, integrity }]) => !version || !integrity?.startsWith("sha512-"),
    );
    expect(unknown.map(([name]) => name)).toEqual([]);
  });
});
