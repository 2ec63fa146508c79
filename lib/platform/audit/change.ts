/** What a command changed in one record; appended to the audit chain in the same transaction. */
export interface Change {
  subject: { type: string; id: string | null; unitId: string };
  /** The record before, or null where it is new. */
  before: object | null;
  /** The whole record after, or null where it is gone; the audit trail can so show any record as of a past instant. */
  after: object | null;
  /** Where the command's own name does not say it, such as "risks.create" for a row of an import. */
  action?: string;
  /** The person who proved who they are only within this command, such as by signing in. */
  by?: { id: string; name: string };
}

/** What a command returns: its result and the change it made. A command without a change says so with `unchanged`. */
export type Changed<R> = { result: R; change: Change } | { result: R; changes: readonly Change[] };

/** Returns the outcome of a command that found everything as asked already. */
export function unchanged<R>(result: R): Changed<R> {
  return { result, changes: [] };
}

/** A stored change: the whole record before and after, null where there was none. */
export interface StoredChange {
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
}
