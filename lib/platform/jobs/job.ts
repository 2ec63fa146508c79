import "server-only";
import type { Actor } from "@/lib/platform/access/actor";

/** How a running job tells how far it is, and learns that it should stop. */
export interface Progress {
  /** Writes down how much is done; throws Cancelled when somebody asked to stop. */
  report(done: number, total: number, message?: string): Promise<void>;
}

/** Thrown by Progress.report when a person cancelled the job; what was done in its transaction is rolled back. */
export class Cancelled extends Error {
  constructor() {
    super("Cancelled.");
  }
}

/** A long or scheduled piece of work. It calls queries and commands and holds no logic of its own. */
export interface Job {
  name: string;
  /** A schedule in cron's form for jobs that nobody starts. */
  schedule?: string;
  run(actor: Actor, input: unknown, progress: Progress): Promise<object>;
}
