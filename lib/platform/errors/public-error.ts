/** What was wrong with one field of an input, in words that say what to do. */
export interface FieldProblem {
  path: string;
  message: string;
}

/** An error whose message may be shown to the caller; every other error is answered with an id only. */
export abstract class PublicError extends Error {
  abstract readonly status: number;
  abstract readonly title: string;
}

export class NotFound extends PublicError {
  readonly status = 404;
  readonly title = "Not found";
  constructor(message = "There is no such record, or it is outside your scope.") {
    super(message);
  }
}

export class Forbidden extends PublicError {
  readonly status = 403;
  readonly title = "Not allowed";
  constructor(message = "You do not have the permission for this. Ask an administrator.") {
    super(message);
  }
}

/** What is asked takes a proof that it is still the person who signed in; the title is what clients know it by. */
export class ConfirmFirst extends PublicError {
  readonly status = 403;
  readonly title = "Confirm that it is you";
}

export class Unauthenticated extends PublicError {
  readonly status = 401;
  readonly title = "Sign in first";
  constructor(message = "You are not signed in, or your session has ended.") {
    super(message);
  }
}

export class Invalid extends PublicError {
  readonly status: number = 400;
  readonly title = "Cannot be accepted as it is";
  readonly problems: readonly FieldProblem[];
  constructor(problems: readonly FieldProblem[] | string) {
    const list = typeof problems === "string" ? [{ path: "", message: problems }] : problems;
    super(list.map((problem) => problem.message).join(" "));
    this.problems = list;
  }
}

export class TooLarge extends PublicError {
  readonly status = 413;
  readonly title = "Too large";
}

/** The idempotency key was used before for something else. */
export class KeyReused extends PublicError {
  readonly status = 422;
  readonly title = "Idempotency key used before";
}

export class Conflict extends PublicError {
  readonly status = 409;
  readonly title = "Changed by someone else, or not possible now";
  /** The record as it is now, for the writer to compare with their own. */
  readonly current: object | undefined;
  constructor(message: string, current?: object) {
    super(message);
    this.current = current;
  }
}

export class RateLimited extends PublicError {
  readonly status = 429;
  readonly title = "Too many requests";
  readonly retryAfterSeconds: number;
  constructor(
    retryAfterSeconds: number,
    message = `Too many requests. Try again in ${retryAfterSeconds} seconds.`,
  ) {
    super(message);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
