import { expect, test, vi } from "vitest";
import {
  Forbidden,
  Invalid,
  NotFound,
  RateLimited,
  Unauthenticated,
} from "@/lib/platform/errors/public-error";
import { problemResponse } from "@/lib/platform/http/problem";
import { logger } from "@/lib/platform/log/logger";

test("an error that nobody foresaw is answered with a number only, and stands in the log under it", async () => {
  const log = vi.spyOn(logger(), "error");
  const error = new Error('select "passwordHash" from credentials: connection to 10.0.0.5 refused');
  const answer = problemResponse(error, "0193-number");
  expect(answer.status).toBe(500);
  expect(await answer.json()).toEqual({
    type: "about:blank",
    status: 500,
    title: "Something went wrong on our side",
    detail: "Tell your administrator this number: 0193-number.",
    requestId: "0193-number",
  });
  expect(log).toHaveBeenCalledWith({ requestId: "0193-number", err: error }, "unexpected error");
  log.mockRestore();
});

test("who is not let in, what cannot be accepted and who asks too often stand in the log, of what was sent no word", () => {
  const [warn, info] = [vi.spyOn(logger(), "warn"), vi.spyOn(logger(), "info")];
  const secret = "hunter2 of somebody";
  const errors = [
    new Forbidden(secret),
    new RateLimited(9),
    new Unauthenticated(secret),
    new Invalid([{ path: secret, message: secret }]),
    new NotFound(secret),
  ];
  for (const error of errors) problemResponse(error, "0193-number", "PUT /risks/:id");
  const told = [...warn.mock.calls, ...info.mock.calls].map(([facts]) => facts);
  const at = { requestId: "0193-number", at: "PUT /risks/:id" };
  expect(told).toEqual([
    { ...at, status: 403, title: "Not allowed" },
    { ...at, status: 429, title: expect.any(String) },
    { ...at, status: 401, title: "Sign in first" },
    { ...at, status: 400, title: "Cannot be accepted as it is" },
  ]);
  expect(JSON.stringify(told)).not.toContain(secret);
  warn.mockRestore();
  info.mockRestore();
});
