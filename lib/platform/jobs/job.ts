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

/** Thrown by Progress.report when the process is about to end; the job begins again elsewhere. */
export class Interrupted extends Error {
  constructor() {
    super("Interrupted.");
  }
}

/** A long or scheduled piece of work. It calls queries and commands and holds no logic of its own. */
export interface Job {
  /** As a command is named: "imports.check". */
  name: string;
  /** A schedule in cron's form (UTC) for jobs that nobody starts. */
  schedule?: string;
  /**
   * Does the work as this actor, who holds the rights they have now. It may be begun again after an interruption, so
   * what it does twice must be the same as once.
   */
  run(actor: Actor, input: unknown, progress: Progress): Promise<object>;
}
