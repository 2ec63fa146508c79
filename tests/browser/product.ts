import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const root = path.resolve(import.meta.dirname, "../..");
// The first port to try; where it is taken, the product takes the next free one and says so.
const firstPort = 3_917;

/** Returns where the product under test answers. */
export function productUrl(): string {
  return process.env["PRODUCT_URL"] ?? "";
}

export interface Credentials {
  users: { persona: string; email: string; password: string }[];
  token: string;
}

/** Returns the sign-ins of this run. */
export function credentials(): Credentials {
  return JSON.parse(readFileSync(process.env["PRODUCT_CREDENTIALS"] ?? "", "utf8")) as Credentials;
}

/** Starts the product as a newcomer would, with the demo organisation and data of its own, and returns what stops it. */
export default async function startProduct(): Promise<() => Promise<void>> {
  mkdirSync(path.join(root, ".plumbline"), { recursive: true });
  const data = mkdtempSync(path.join(root, ".plumbline/journeys-"));
  // The database may run as a user of its own, who has to get in.
  chmodSync(data, 0o711);
  const file = path.join(data, "credentials.json");
  const child = spawn("npm", ["run", "--silent", "demo", "--", "--credentials-file", file], {
    cwd: root,
    detached: true,
    env: { ...process.env, PLUMBLINE_DATA: data, PORT: String(firstPort), API_REQUESTS_PER_MINUTE: "100000" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  process.env["PRODUCT_URL"] = await addressOf(child);
  process.env["PRODUCT_CREDENTIALS"] = file;
  process.env["PRODUCT_LOG"] = path.join(data, "log/web.log");
  return async () => {
    await stop(child);
    const reports = policyReports().filter((line) => !line.includes(onPurpose));
    rmSync(data, { recursive: true, force: true });
    if (reports.length > 0)
      throw new Error(`Pages broke their content security policy:\n${reports.join("\n")}`);
  };
}

/** A part of the address of pages that break their policy because a test wants it. */
export const onPurpose = "reported-on-purpose";

/** Returns the log of the web server so far. */
export function saidByProduct(): string {
  return readFileSync(process.env["PRODUCT_LOG"] ?? "", "utf8");
}

/** Returns what browsers reported to the product so far, whichever page of whichever journey it was. */
export function policyReports(): string[] {
  return saidByProduct()
    .split("\n")
    .filter((line) => line.includes("a page broke its content security policy"));
}

/** Waits until the product says where it answers; throws what it said when it ends before. */
function addressOf(child: ChildProcess): Promise<string> {
  let said = "";
  return new Promise((resolve, reject) => {
    const listen = (chunk: Buffer) => {
      said += chunk.toString();
      const address = /Plumbline is ready at (\S+)\s/.exec(said)?.[1];
      if (address) resolve(address);
    };
    child.stdout?.on("data", listen);
    child.stderr?.on("data", listen);
    child.on("exit", (code) =>
      reject(new Error(`The product ended with ${code} before it was ready:\n${said}`)),
    );
  });
}

/** Asks the product to stop and waits until every process of it has: the database writes until the end. */
async function stop({ pid }: ChildProcess): Promise<void> {
  if (pid === undefined || !isRunning(pid)) return;
  process.kill(-pid, "SIGTERM");
  while (isRunning(pid)) await sleep(100);
}

function isRunning(group: number): boolean {
  try {
    return process.kill(-group, 0);
  } catch {
    return false;
  }
}
