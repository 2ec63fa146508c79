import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "@/lib/platform/access/actor";
import { type Answer, request } from "@/tests/support/door";
import { asOwner } from "@/tests/support/test-database";
import { createWorld, personWith, tokenOf, type World } from "@/tests/support/world";

let world: World;
let lead: Actor;
let token: string;
let readerToken: string;

beforeAll(async () => {
  world = await createWorld();
  lead = await personWith("lead", world.insurance);
  token = await tokenOf(lead, world.root);
  readerToken = await tokenOf(await personWith("reader", world.insurance), world.root);
});

const newRisk = (title: string) => ({ title, category: "security", unitId: world.claims });
const create = (title: string) => request("POST", "/risks", { token, body: newRisk(title) });

/** A problem document says what happened and under which number it is logged. */
function expectProblem(answer: Answer, status: number): void {
  expect(answer.status).toBe(status);
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  expect(answer.headers.get("cache-control")).toBe("private, no-store");
  expect(answer.body).toMatchObject({
    status,
    title: expect.any(String),
    detail: expect.any(String),
    requestId: expect.any(String),
  });
}

describe("200 and 201", () => {
  test("a created risk is answered with its id, reference and first version, and can be read back", async () => {
    const made = await create("Reads back");
    expect(made).toMatchObject({
      status: 201,
      body: { ref: expect.stringMatching(/^R-\d{4,}$/), version: 1 },
    });
    const read = await request("GET", `/risks/${made.body["id"]}`, { token });
    expect(read).toMatchObject({
      status: 200,
      body: { title: "Reads back", unit: { id: world.claims, name: "Claims" } },
    });
    expect(read.headers.get("cache-control")).toBe("private, no-store");
  });

  test("what was encoded twice is decoded once, in a body and in an address, and read back as it was sent", async () => {
    const title = "%2527 %253Cscript%253E &amp;lt;b&amp;gt; \\u003c \\x3c +";
    const made = await create(title);
    expect((await request("GET", `/risks/${made.body["id"]}`, { token })).body["title"]).toBe(title);
    const found = async (words: string) =>
      (await request("GET", `/risks/count?q=${encodeURIComponent(words)}`, { token })).body["count"];
    expect(await found("%253Cscript%253E")).toBe(1);
    for (const decoded of ["<script>", "&lt;b&gt;", "'"])
      expect([decoded, await found(decoded)]).toEqual([decoded, 0]);
  });

  test("the description of the API is OpenAPI 3.1 and names every operation with its permission", async () => {
    const { body } = await request("GET", "/openapi.json");
    expect(body["openapi"]).toBe("3.1.0");
    expect(body).toMatchObject({
      paths: {
        "/risks/{id}": {
          get: { operationId: "risks.get", description: expect.stringContaining("risks:read") },
        },
      },
    });
  });
});

describe("400", () => {
  test("each wrong field is named with what to do", async () => {
    const answer = await request("POST", "/risks", {
      token,
      body: { title: "", category: "security", unitId: world.claims, colour: "red" },
    });
    expectProblem(answer, 400);
    expect(answer.body["errors"]).toEqual([
      { path: "title", message: "Title is empty. Fill it in." },
      { path: "colour", message: '"colour" is not a field here. Leave it out.' },
    ]);
  });

  test("a title that is taken in the unit is refused at the title, and nothing is written", async () => {
    await create("Taken");
    const before = await count();
    const answer = await create("Taken");
    expectProblem(answer, 400);
    expect(answer.body["errors"]).toMatchObject([{ path: "title" }]);
    expect(await count()).toBe(before);
  });

  test.each([
    ["not JSON", "{", "application/json"],
    ["a list", "[]", "application/json"],
    ["another media type", "title=x", "application/x-www-form-urlencoded"],
    ["too deep", `${'{"a":'.repeat(30)}1${"}".repeat(30)}`, "application/json"],
    ["not UTF-8", new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d]), "application/json"],
  ])("a body that is %s is refused", async (_what, raw, type) => {
    expectProblem(await request("POST", "/risks", { token, raw, headers: { "content-type": type } }), 400);
  });

  test.each([
    "?limit=0",
    "?limit=201",
    "?limit=x",
    "?sort=nothing",
    "?cursor=abc",
    "?status=purple",
    "?owner=x",
    "?currentScore=high",
    "?status=open&status=closed",
    "?unknown=1",
    "?q=%00",
  ])("a list asked for with %s is refused", async (query) =>
    expectProblem(await request("GET", `/risks${query}`, { token }), 400),
  );
});

describe("401, 403, 404, 405", () => {
  test.each([
    {},
    { authorization: "Bearer plb_x" },
    { authorization: "Basic eDp5" },
    { authorization: "Bearer " },
    { cookie: "plumbline.session=x" },
  ])("without a valid sign-in (%o) nothing is answered", async (headers) => {
    expectProblem(await request("GET", "/risks", { headers }), 401);
  });

  test("a reader may read and not write", async () => {
    expect((await request("GET", "/risks", { token: readerToken })).status).toBe(200);
    expectProblem(await request("POST", "/risks", { token: readerToken, body: newRisk("By a reader") }), 403);
  });

  test("a token limited to reading cannot write, whoever made it", async () => {
    const limited = await tokenOf(lead, world.root, ["risks:read"]);
    expect((await request("GET", "/risks", { token: limited })).status).toBe(200);
    expectProblem(
      await request("POST", "/risks", { token: limited, body: newRisk("By a limited token") }),
      403,
    );
  });

  test("a record that does not exist and an address that does not exist are both not found", async () => {
    expectProblem(await request("GET", `/risks/${randomUUID()}`, { token }), 404);
    expectProblem(await request("GET", "/nothing", { token }), 404);
  });

  test("a method that an address does not know is answered with those it knows", async () => {
    const answer = await request("DELETE", "/risks", { token });
    expect(answer.status).toBe(405);
    expect(answer.headers.get("allow")).toContain("GET");
  });
});

describe("409", () => {
  test("of two writers who saw the same version one wins, and the other gets the record as it is now", async () => {
    const { body } = await create("Contested");
    const path = `/risks/${body["id"]}`;
    const answers = await Promise.all(
      ["A", "B", "C", "D"].map((title) =>
        request("PATCH", path, { token, body: { version: 1, cause: title } }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
    const loser = answers.find(({ status }) => status === 409);
    expect(loser?.body["current"]).toMatchObject({ version: 2 });
  });
});

describe("413 and 429", () => {
  test("a body over 1 MiB is refused before it is read", async () => {
    expectProblem(await request("POST", "/risks", { token, body: newRisk("x".repeat(1_100_000)) }), 413);
  });
});

describe("a retry with the same Idempotency-Key", () => {
  const send = (key: string, body: unknown, as = token) =>
    request("POST", "/risks", { token: as, body, headers: { "idempotency-key": key } });

  test("acts once and is answered alike, also when it comes twenty times at once", async () => {
    const before = await count();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => send("retry-0001", newRisk("Once only"))),
    );
    expect(new Set(answers.map(({ status, body }) => `${status} ${body["id"]}`)).size).toBe(1);
    expect(await count()).toBe(before + 1);
  });

  test("is refused when it asks for something else", async () => {
    await send("retry-0002", newRisk("The first"));
    expectProblem(await send("retry-0002", newRisk("Another")), 422);
  });

  test("belongs to its sender: another person's same key is another request", async () => {
    const other = await tokenOf(await personWith("lead", world.insurance), world.root);
    const mine = await send("retry-0003", newRisk("Mine"));
    const theirs = await send("retry-0003", newRisk("Theirs"), other);
    expect(theirs.status).toBe(201);
    expect(theirs.body["id"]).not.toBe(mine.body["id"]);
  });
});

async function count(): Promise<number> {
  return asOwner(async (client) => {
    const { rows } = await client.query(`select count(*)::int as n from risks`);
    return rows[0].n;
  });
}
