import { expect, test, vi } from "vitest";
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
