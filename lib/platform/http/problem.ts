import "server-only";
import { Conflict, Invalid, PublicError, RateLimited } from "@/lib/platform/errors/public-error";
import { logger } from "@/lib/platform/log/logger";

/** Headers of every answer that belongs to one person. */
export const privateHeaders = { "cache-control": "private, no-store", "x-content-type-options": "nosniff" };

/** Returns the problem document (RFC 9457) of an error. An error that is not public is logged and answered with its id only. */
export function problemResponse(error: unknown, requestId: string): Response {
  if (!(error instanceof PublicError)) {
    logger().error({ requestId, err: error }, "unexpected error");
    return problem({
      status: 500,
      title: "Something went wrong on our side",
      detail: `Tell your administrator this number: ${requestId}.`,
      requestId,
    });
  }
  if (error.status === 403) logger().warn({ requestId, detail: error.message }, "refused");
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
