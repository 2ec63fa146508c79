import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { text } from "node:stream/consumers";
import { workAsyncStorage } from "next/dist/server/app-render/work-async-storage.external";
import { workUnitAsyncStorage } from "next/dist/server/app-render/work-unit-async-storage.external";
import { RequestCookies } from "next/dist/server/web/spec-extension/cookies";
import { NextRequest } from "next/server";
import { encode } from "next-auth/jwt";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { GET, POST } from "@/app/api/auth/[...nextauth]/route";
import { acceptInvitation } from "@/lib/domain/organization/links/commands";
import { invitePerson } from "@/lib/domain/organization/people/invite";
import { cookieSecret, sessionCookieName } from "@/lib/platform/auth/authenticate";
import { guardServers } from "@/lib/platform/http/server-guard";
import { proxy } from "@/proxy";
import { request } from "@/tests/support/door";
import { createWorld, personWith, theSystem, type World } from "@/tests/support/world";

// As it is installed for others to use: behind an address that is https.
const address = "https://plumbline.example";
process.env["PUBLIC_URL"] = address;

const signIn = { email: "dora@halderra.example", password: "four grey herons wait" };
let world: World;

beforeAll(async () => {
  world = await createWorld();
  const invited = await invitePerson.execute(await personWith("administrator", world.root), {
    name: "Dora Lind",
    email: signIn.email,
    unitId: world.claims,
    grants: [{ role: "reader", unitId: world.claims }],
  });
  const key = new URL(invited.link).searchParams.get("key") ?? "";
  await acceptInvitation.execute(theSystem(), { key, password: signIn.password });
});

type Handler = typeof POST;

/** Calls a route as the framework does, which keeps the cookies and headers of the request beside it. */
function call(handler: Handler, request: Request, ...nextauth: string[]): Promise<Response> {
  const { headers } = request;
  const kept = { type: "request", phase: "render", headers, cookies: new RequestCookies(headers) };
  return workAsyncStorage.run({} as never, () =>
    workUnitAsyncStorage.run(kept as never, () =>
      handler(request, { params: Promise.resolve({ nextauth }) }),
    ),
  );
}

async function signedIn(origin = address, held = ""): Promise<Response> {
  const csrf = await call(GET, new Request(`${address}/api/auth/csrf`), "csrf");
  const cookie = csrf.headers
    .getSetCookie()
    .map((one) => one.split(";")[0])
    .concat(held)
    .join("; ");
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  const headers = { cookie, origin, "content-type": "application/json", "x-forwarded-for": "192.0.2.1" };
  const body = JSON.stringify({ ...signIn, csrfToken });
  const asked = new Request(`${address}/api/auth/sign-in/password`, { method: "POST", headers, body });
  return call(POST, asked, "sign-in", "password");
}

const sessionOf = async (answer: Response) =>
  answer.headers
    .getSetCookie()
    .find((cookie) => cookie.startsWith(`${sessionCookieName()}=`))
    ?.split(";")[0] ?? "";

describe("the cookies of a sign-in", () => {
  test("are sent over https alone, to this host alone, to no script and from no other site", async () => {
    const cookies = (await signedIn()).headers.getSetCookie();
    expect(cookies.length).toBeGreaterThan(0);
    for (const cookie of cookies) {
      expect(cookie).toMatch(/^__Host-plumbline\./);
      for (const attribute of ["Secure", "HttpOnly", "SameSite=Lax", "Path=/"])
        expect(cookie).toContain(`; ${attribute}`);
      expect(cookie).not.toMatch(/domain=/i);
    }
  });

  test("are new with each sign-in", async () => {
    const [one, other] = [await signedIn(), await signedIn()].map((answer) =>
      answer.headers.getSetCookie().find((cookie) => cookie.startsWith(sessionCookieName())),
    );
    expect(one).toBeDefined();
    expect(one).not.toBe(other);
  });

  test("take the place of the session that the same browser had, which ends; one of another browser goes on", async () => {
    const [mine, others] = [await sessionOf(await signedIn()), await sessionOf(await signedIn())];
    const status = async (cookie: string) => (await request("GET", "/me", { headers: { cookie } })).status;
    expect(await status(mine)).toBe(200);
    const next = await sessionOf(await signedIn(address, mine));
    expect([await status(mine), await status(others), await status(next)]).toEqual([401, 200, 200]);
    // A sign-in that is refused ends nothing.
    await signedIn("https://evil.example", next);
    expect(await status(next)).toBe(200);
  });

  test.each(["http://plumbline.example", "https://plumbline.example:8443", "https://localhost", "null"])(
    "are not given to a page of %s",
    async (origin) => {
      const answer = await signedIn(origin);
      expect([answer.status, answer.headers.getSetCookie()]).toEqual([403, []]);
    },
  );
});

describe("a session cookie", () => {
  const ask = (value: string) =>
    request("GET", "/me", { headers: { cookie: `${sessionCookieName()}=${value}` } });
  const sealedValue = async () =>
    /plumbline\.session=([^;]+)/.exec((await signedIn()).headers.getSetCookie().join("\n"))?.[1] ?? "";

  test("is sealed with AES-256-GCM and opens the API as it was given", async () => {
    const value = await sealedValue();
    const [head = ""] = value.split(".");
    expect(JSON.parse(Buffer.from(head, "base64url").toString())).toEqual({ alg: "dir", enc: "A256GCM" });
    expect((await ask(value)).status).toBe(200);
  });

  test("that was altered, sealed by another key or by none, or is past its end is nobody's", async () => {
    const good = await sealedValue();
    const sid = "01930000-0000-7000-8000-000000000000";
    const plain = (header: object) =>
      `${[header, { sid }].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".")}.`;
    const forged = [
      `${good.slice(0, -2)}${good.endsWith("AA") ? "BB" : "AA"}`,
      good.replace(/^[^.]+/, Buffer.from('{"alg":"none"}').toString("base64url")),
      plain({ alg: "none" }),
      plain({ alg: "HS256", jku: "https://evil.example/keys" }),
      await encode({ token: { sid }, secret: "another secret" }),
      await encode({ token: { sid }, secret: cookieSecret(), maxAge: -60 }),
      await encode({ token: { email: signIn.email }, secret: cookieSecret() }),
    ];
    for (const value of forged)
      expect([value.slice(0, 40), (await ask(value)).status]).toEqual([value.slice(0, 40), 401]);
  });
});

describe("every answer of the web server", () => {
  guardServers();
  const server = createServer((_request, response) => void response.end("ok"));
  beforeAll(() => new Promise<void>((resolve) => void server.listen(0, resolve)));
  afterAll(() => void server.close());

  test("keeps browsers on https for two years, refused methods too", async () => {
    const { port } = server.address() as AddressInfo;
    for (const method of ["GET", "TRACE"]) {
      const socket = connect(port, "127.0.0.1");
      socket.end(`${method} / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`);
      const answer = await text(socket);
      expect(answer).toMatch(/strict-transport-security: max-age=63072000; includeSubDomains/i);
      expect(answer).toMatch(method === "GET" ? /^HTTP\/1\.1 200/ : /^HTTP\/1\.1 405/);
    }
  });
});

describe("the policy of a page", () => {
  const policyOf = (headers: Record<string, string> = {}) =>
    proxy(new NextRequest(`${address}/risks`, { headers })).headers.get("content-security-policy") ?? "";
  const nonceOf = (policy: string) => /'nonce-([^']+)'/.exec(policy)?.[1] ?? "";

  test("runs scripts by a new nonce of 128 bits alone, and forbids plug-ins, other bases and frames", () => {
    const policy = policyOf();
    for (const directive of [
      "default-src 'self'",
      "object-src 'none'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
      "form-action 'self'",
      "report-uri /api/csp-reports",
    ])
      expect(policy.split("; ")).toContain(directive);
    expect(/script-src ([^;]+)/.exec(policy)?.[1]).not.toMatch(/unsafe/);
    expect(Buffer.from(nonceOf(policy), "base64").byteLength).toBe(16);
    expect(nonceOf(policy)).not.toBe(nonceOf(policyOf()));
  });

  test("is not the one that a caller sends, nor is the nonce", () => {
    const policy = policyOf({
      "x-nonce": "chosen",
      "content-security-policy": "script-src 'nonce-chosen' 'unsafe-inline'",
    });
    expect(policy).not.toContain("chosen");
    expect(policy).not.toMatch(/script-src[^;]*unsafe-inline/);
  });
});
