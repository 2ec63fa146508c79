import { beforeAll, describe, expect, test } from "vitest";
import { takePolicyReport } from "@/lib/platform/http/policy-report";
import { createWorld } from "@/tests/support/world";

beforeAll(createWorld);

let caller = 0;

/** Sends a body as a browser that nobody has heard of yet. */
const send = (body: string, address = `192.0.2.${++caller}`) =>
  takePolicyReport(
    new Request("http://localhost:3000/api/csp-reports", {
      method: "POST",
      headers: { "content-type": "application/csp-report", "x-forwarded-for": address },
      body,
    }),
  );

const report = JSON.stringify({
  "csp-report": {
    "document-uri": "http://localhost:3000/invitation?key=secret",
    "effective-directive": "script-src-elem",
    "blocked-uri": "inline",
    "line-number": 3,
  },
});

describe("a report of a content security policy", () => {
  test("is taken without an account and answered with nothing", async () => {
    const answer = await send(report);
    expect([answer.status, await answer.text()]).toEqual([204, ""]);
  });

  test.each(["", "{", "[]", '"x"', '{"csp-report":{}}', '{"csp-report":{"document-uri":{"$gt":1}}}'])(
    "%j is none and refused",
    async (body) => expect((await send(body)).status).toBe(400),
  );

  test("of more than 16 KiB is refused before it is read", async () => {
    expect((await send(" ".repeat(16 * 1024 + 1))).status).toBe(413);
  });

  test("is taken thirty times in a minute from one address, and then from others alone", async () => {
    const statuses = [];
    for (let i = 0; i < 31; i += 1) statuses.push((await send(report, "198.51.100.1")).status);
    expect(statuses.slice(29)).toEqual([204, 429]);
    expect((await send(report)).status).toBe(204);
  });
});
