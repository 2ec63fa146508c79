import { encode } from "next-auth/jwt";
import { beforeAll, describe, expect, test } from "vitest";
import { cookieSecret, sessionCookieName } from "@/lib/platform/auth/authenticate";
import { request } from "@/tests/support/door";
import { asOwner } from "@/tests/support/test-database";
import { createWorld, personWith, tokenOf, type World } from "@/tests/support/world";

let world: World;
let cookie: string;
let token: string;

beforeAll(async () => {
  world = await createWorld();
  const lead = await personWith("lead", world.insurance);
  token = await tokenOf(lead, world.root);
  const sealed = await encode({
    token: { sub: lead.personId ?? "", sid: lead.sessionId },
    secret: cookieSecret(),
  });
  cookie = `${sessionCookieName()}=${sealed}`;
});

let n = 0;
const write = (headers: Record<string, string>) =>
  request("POST", "/risks", {
    body: { title: `Origin ${++n}`, category: "security", unitId: world.claims },
    headers,
  });

describe("a write with the session cookie", () => {
  test("from our own page is accepted", async () => {
    expect((await write({ cookie, origin: "http://localhost:3000" })).status).toBe(201);
  });

  test.each([
    ["no origin at all", undefined],
    ["null", "null"],
    ["another site", "https://evil.example"],
    ["a sibling name", "http://evil.localhost:3000"],
    ["another port", "http://localhost:3001"],
    ["another scheme", "https://localhost:3000"],
    ["upper case", "HTTP://LOCALHOST:3000"],
    ["our name as a prefix", "http://localhost:3000.evil.example"],
    ["something that is no origin", "http://localhost:3000/risks"],
    ["nonsense", "%%%"],
  ])("from %s is refused and writes nothing", async (_what, origin) => {
    const before = await rows();
    const answer = await write({ cookie, ...(origin ? { origin } : {}) });
    expect(answer.status).toBe(403);
    expect(await rows()).toEqual(before);
  });
});

test("a write with a token needs no origin and ignores the cookie", async () => {
  expect((await write({ authorization: `Bearer ${token}` })).status).toBe(201);
  expect(
    (await write({ authorization: "Bearer wrong", cookie, origin: "http://localhost:3000" })).status,
  ).toBe(401);
});

test("a session that was revoked is refused at the next request", async () => {
  expect((await request("GET", "/risks", { headers: { cookie } })).status).toBe(200);
  await asOwner((client) => client.query(`update sessions set "revokedAt" = now()`));
  expect((await request("GET", "/risks", { headers: { cookie } })).status).toBe(401);
});

function rows(): Promise<unknown> {
  return asOwner(async (client) => (await client.query(`select count(*) from risks`)).rows);
}
