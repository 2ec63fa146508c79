import "server-only";

/** A fault in the installation that the operator can mend; its message says what is wrong and what to do. */
export class SetupError extends Error {
  override readonly name = "SetupError";
}
