import { spawn } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "../..");
const data = path.join(root, ".plumbline/browser-tests");
const credentialsFile = path.join(data, "credentials.json");
// The first port to try; where it is taken, the product takes the next free one and says so.
const port = 3_917;

/** Returns where the product under test answers. */
export function productUrl(): string {
  return process.env["PRODUCT_URL"] ?? `http://localhost:${port}`;
}

export interface Credentials {
  users: { persona: string; email: string; password: string }[];
  token: string;
}

/** Returns the sign-ins of this run. */
export function credentials(): Credentials {
  return JSON.parse(readFileSync(credentialsFile, "utf8")) as Credentials;
}

/** Starts the product as a newcomer would, with the demo organisation, and returns what stops it. */
export default async function startProduct(): Promise<() => Promise<void>> {
  rmSync(data, { recursive: true, force: true });
  const child = spawn("npm", ["run", "--silent", "demo", "--", "--credentials-file", credentialsFile], {
    cwd: root,
    detached: true,
    env: { ...process.env, PLUMBLINE_DATA: data, PORT: String(port), API_REQUESTS_PER_MINUTE: "100000" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  const ready = new Promise<void>((resolve, reject) => {
    const listen = (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes("Plumbline is ready at")) resolve();
    };
    child.stdout.on("data", listen);
    child.stderr.on("data", listen);
    child.on("exit", (code) =>
      reject(new Error(`The product ended with ${code} before it was ready:\n${said}`)),
    );
  });
  await ready;
  process.env["PRODUCT_URL"] = /ready at (\S+)/.exec(said)?.[1] ?? "";
  return () =>
    new Promise((resolve) => {
      child.removeAllListeners("exit");
      child.on("exit", () => resolve());
      process.kill(-(child.pid ?? 0), "SIGTERM");
    });
}
