import { readdirSync, readFileSync } from "node:fs";

/** Resident memory of a process tree in megabytes: now, and the most it was since its start. */
export interface Memory {
  now: number;
  peak: number;
}

/** Returns the memory of the process and those it started, or null where the system does not tell (other than Linux). */
export function memoryOf(pid: number): Memory | null {
  const all = [pid, ...descendantsOf(pid)].map((one) => status(one));
  if (all.some((text) => text === "")) return null;
  const sum = (name: string) =>
    all.reduce((total, text) => total + Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(text)?.[1] ?? 0), 0);
  return { now: sum("VmRSS") / 1024, peak: sum("VmHWM") / 1024 };
}

/** Returns the processor time in milliseconds that the process and those it started have used, or null. */
export function processorTimeOf(pid: number): number | null {
  const all = [pid, ...descendantsOf(pid)].map(ticks);
  if (all.some((one) => one === null)) return null;
  return all.reduce<number>((total, one) => total + (one ?? 0), 0) * 10;
}

/** Returns the children of this process. */
export function ownChildren(): number[] {
  return numbers().filter((one) => fieldsOf(one)?.[1] === String(process.pid));
}

function descendantsOf(pid: number): number[] {
  const children = numbers().filter((one) => fieldsOf(one)?.[1] === String(pid));
  return children.flatMap((child) => [child, ...descendantsOf(child)]);
}

function numbers(): number[] {
  try {
    return readdirSync("/proc").map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}

// The fields after the name in parentheses: state, parent, …, user time (11), system time (12).
function fieldsOf(pid: number): string[] | null {
  const text = read(`/proc/${pid}/stat`);
  return text === "" ? null : text.slice(text.lastIndexOf(")") + 2).split(" ");
}

function ticks(pid: number): number | null {
  const fields = fieldsOf(pid);
  return fields && Number(fields[11]) + Number(fields[12]);
}

function status(pid: number): string {
  return read(`/proc/${pid}/status`);
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
