import "server-only";
import { Conflict, Invalid, PublicError, RateLimited } from "@/lib/platform/errors/public-error";
import { logger } from "@/lib/platform/log/logger";

/** Headers of every answer that belongs to one person. */
export const privateHeaders = { "cache-control": "private, no-store", "x-content-type-options": "nosniff" };

/** What is logged when it is refused, of what was sent no word: who is not let in, what cannot be accepted, who asks too often. */
const logged: Readonly<Record<number, "info" | "warn">> = {
  400: "info",
  401: "info",
  403: "warn",
  413: "info",
  422: "info",
  429: "warn",
};

/**
 * Returns the problem document (RFC 9457) of an error; `at` is the method and pattern of the address that it was asked at. An
 * error that is not public is logged and answered with its id only.
 */
export function problemResponse(error: unknown, requestId: string, at?: string): Response {
  if (!(error instanceof PublicError)) {
    logger().error({ requestId, at, err: error }, "unexpected error");
    return problem({
      status: 500,
      title: "Something went wrong on our side",
      detail: `Tell your administrator this number: ${requestId}.`,
      requestId,
    });
  }
  const level = logged[error.status];
  if (level) logger()[level]({ requestId, at, status: error.status, title: error.title }, "refused");
  return problem(
    {
      status: error.status,
      title: error.title,
      detail: error.message,
      ...(error instanceof Invalid ? { errors: error.problems } : {}),
      ...(error instanceof Conflict && error.current ? { current: error.current } : {}),
      requestId,
    },
    error instanceof RateLimited ? { "retry-after": String(error.retryAfterSeconds) } : {},
  );
}

interface Problem {
  status: number;
  title: string;
  detail: string;
  requestId: string;
  errors?: unknown;
  current?: unknown;
}

function problem(body: Problem, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify({ type: "about:blank", ...body }), {
    status: body.status,
    headers: { "content-type": "application/problem+json", ...privateHeaders, ...headers },
  });
}
