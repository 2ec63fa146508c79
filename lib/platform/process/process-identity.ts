import "server-only";
import { readFileSync } from "node:fs";

/** Returns text that names this process and no later one with the same number, for files that say who uses something. */
export function ownIdentity(): string {
  return `${process.pid} ${birth(process.pid)}`.trim();
}

/** Tells whether the process named by an identity still runs; text that names none counts as ended. */
export function stillRuns(identity: string): boolean {
  const [number = "", ...rest] = identity.trim().split(" ");
  const pid = Number.parseInt(number, 10);
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return false;
  const recorded = rest.join(" ");
  return recorded === "" || recorded === birth(pid);
}

/** Tells whether any process has this number, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

// Numbers are used again, in a container always the same ones. Linux tells when a process began, in
// ticks since this boot; elsewhere the number alone has to do.
function birth(pid: number): string {
  try {
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    const status = readFileSync(`/proc/${pid}/stat`, "utf8");
    const ticks = status.slice(status.lastIndexOf(")") + 2).split(" ")[19];
    return `${boot} ${ticks}`;
  } catch {
    return "";
  }
}
