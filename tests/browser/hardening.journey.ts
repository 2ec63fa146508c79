import { pagesOf } from "@/tests/support/pages";
import { someOf } from "@/tests/support/random-from";
import { rawRequest } from "@/tests/support/raw-request";
import { emptyCredentials, formsOf, steeringHeaders } from "@/tests/support/steered-requests";
import { expect, test } from "./persona";
import { credentials, onPurpose, policyReports, productUrl, saidByProduct } from "./product";

// What the product answers to whoever does not come with a browser, or comes with one that was sent by somebody else.

// Which pages and answers are tried beside the same few; a fixed seed keeps a failure repeatable.
const seed = 20_261_128;

const ask = (method: string, path: string, headers?: Readonly<Record<string, string>>) =>
  rawRequest(productUrl(), method, path, headers);
const token = () => ({ authorization: `Bearer ${credentials().token}` });

/** Returns the title of a record that only somebody who is signed in may see. */
async function canary(): Promise<{ id: string; title: string }> {
  const answer = await fetch(`${productUrl()}/api/v1/risks?limit=1`, { headers: token() });
  const { rows } = (await answer.json()) as { rows: { id: string; title: string }[] };
  expect(rows[0]?.title.length).toBeGreaterThan(10);
  return rows[0] ?? { id: "", title: "" };
}

test("every answer carries the headers that make a browser careful", async () => {
  const { body } = await ask("GET", "/sign-in");
  const script = /src="(\/_next\/static\/[^"]+\.js)"/.exec(body)?.[1] ?? "";
  expect(script).not.toBe("");
  for (const path of [
    "/sign-in",
    "/risks",
    "/nothing-here",
    "/api/v1/risks",
    "/api/v1/nothing",
    "/api/v1/openapi.json",
    "/api/health/live",
    "/api/auth/csrf",
    "/api/auth/session",
    "/api/csp-reports",
    "/favicon.svg",
    script,
  ]) {
    const { status, headers } = await ask("GET", path);
    const seen = Object.fromEntries(headers);
    expect([path, seen]).toEqual([
      path,
      expect.objectContaining({
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "referrer-policy": "same-origin",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "content-security-policy": expect.stringContaining("frame-ancestors 'none'"),
      }),
    ]);
    expect([
      path,
      headers.get("access-control-allow-origin"),
      headers.get("x-powered-by"),
      headers.get("server"),
    ]).toEqual([path, undefined, undefined, undefined]);
    const type = headers.get("content-type") ?? "";
    if (status < 300 || status >= 400)
      expect([path, type]).toEqual([
        path,
        expect.stringMatching(
          /^(text\/html; charset=utf-8|application\/(problem\+)?json|image\/svg\+xml|application\/javascript|$)/,
        ),
      ]);
  }
});

test("what belongs to one person is kept in no cache", async ({ page, signIn }) => {
  await signIn("lead");
  for (const path of [
    "/risks",
    "/my-work",
    "/api/v1/risks?limit=1",
    "/api/v1/me",
    "/api/v1/risks/export?format=csv",
  ]) {
    const answer = await page.request.get(path);
    expect([path, answer.status(), answer.headers()["cache-control"]]).toEqual([
      path,
      200,
      expect.stringMatching(/private.*no-store/),
    ]);
  }
  const cookies = await page.context().cookies();
  expect(cookies.map(({ httpOnly, sameSite }) => [httpOnly, sameSite])).toEqual(
    cookies.map(() => [true, "Lax"]),
  );
});

test("an address answers the methods that it has, and none that only looks into a server", async () => {
  const refused: [string, string, number][] = [
    ["TRACE", "/", 405],
    ["TRACE", "/api/v1/risks", 405],
    ["POST", "/sign-in", 405],
    ["PUT", "/risks", 405],
    ["DELETE", "/risks", 405],
    ["OPTIONS", "/risks", 405],
    ["PATCH", "/api/v1/risks", 405],
    ["POST", "/api/health/live", 405],
    ["GET", "/api/csp-reports", 405],
    ["DELETE", "/api/auth/csrf", 405],
  ];
  for (const [method, path, status] of refused)
    expect([method, path, (await ask(method, path, { ...token(), "content-length": "0" })).status]).toEqual([
      method,
      path,
      status,
    ]);
});

test("a request that does not say clearly where it ends is refused", async () => {
  for (const sent of [
    { "content-length": "5", "transfer-encoding": "chunked" },
    { "content-length": "5, 6" },
    { "transfer-encoding": "chunked, identity" },
  ])
    expect([sent, (await ask("POST", "/api/v1/risks", { ...token(), ...sent })).status]).toEqual([sent, 400]);
});

test("what is no part of the product is not there: images made on the fly, source maps, hidden and project files, lists of a folder", async () => {
  const { body } = await ask("GET", "/sign-in");
  const scripts = [...body.matchAll(/src="(\/_next\/static\/[^"]+\.js)"/g)].map(([, file]) => `${file}.map`);
  expect(scripts.length).toBeGreaterThan(0);
  for (const path of [
    ...scripts,
    "/_next/image?url=%2Fscreenshot.png&w=64&q=75",
    "/_next/image?url=https%3A%2F%2Fexample.com%2Fa.png&w=64&q=75",
    "/.env",
    "/.git/config",
    "/.plumbline/credentials.json",
    "/package.json",
    "/next.config.js",
    "/proxy.ts",
    "/_next/static/",
    "/_next/",
    "/api/",
    "/graphql",
    "/_next/data/x/risks.json",
    "/..%2f..%2fetc/passwd",
    "/_next/static/..%2f..%2fserver/app/page.js",
  ]) {
    const answer = await ask("GET", path);
    expect([path, [400, 404, 308, 307].includes(answer.status)]).toEqual([path, true]);
    expect([path, /root:x:|"dependencies"|\[core\]|sourcesContent/.test(answer.body)]).toEqual([path, false]);
  }
  expect((await ask("GET", "/_next/image?url=%2Fscreenshot.png&w=64&q=75")).status).toBe(404);
});

test("nobody is sent to another site, whatever the address, the host or the headers say", async () => {
  const evil = "evil.example";
  const paths = [
    `//${evil}`,
    `//${evil}/`,
    `///${evil}`,
    `/\\${evil}`,
    `/\\/${evil}/`,
    `/%2f%2f${evil}/`,
    `/%5c${evil}`,
    `/.//${evil}/..`,
    `/risks//${evil}/`,
    `/;@${evil}/`,
    `/sign-in?callbackUrl=https://${evil}`,
    `/sign-in?next=//${evil}`,
    `/sign-in?from=%2F%2F${evil}`,
    `/?redirect=https://${evil}`,
    `/api/auth/signin?callbackUrl=https://${evil}`,
    `/api/auth/signout?callbackUrl=https://${evil}`,
    `/api/auth/callback/credentials?callbackUrl=https://${evil}`,
    `/%0d%0aLocation:%20https://${evil}`,
    `/risks/%0d%0aLocation:%20https://${evil}/`,
    `/risks?x=%0d%0aSet-Cookie:%20a=b`,
  ];
  const headers: Record<string, string>[] = [
    {},
    { "x-forwarded-host": evil },
    { "x-forwarded-proto": "https", forwarded: `host=${evil}` },
    { "x-original-url": `//${evil}`, "x-rewrite-url": `//${evil}` },
  ];
  for (const path of [...paths, "/", "/risks"])
    for (const sent of headers) {
      const answer = await ask("GET", path, sent);
      const to = new URL(answer.headers.get("location") ?? "/", productUrl());
      expect([path, sent, to.hostname, answer.headers.get("set-cookie"), answer.status < 500]).toEqual([
        path,
        sent,
        new URL(productUrl()).hostname,
        undefined,
        true,
      ]);
    }
});

test("no header and no other form of an address shows a page or an answer to somebody who is not signed in", async () => {
  const { id, title } = await canary();
  const steering = [{}, ...steeringHeaders, ...emptyCredentials];
  const at = (path: string) => path.replace(/\[id\]|\{id\}/, id).replace(/\[\w+\]|\{\w+\}/, "1");
  const pages = ["/risks", "/risks/[id]", "/audit", ...someOf(pagesOf("(workspace)"), 5, seed)].map(at);
  const { paths } = (await (await fetch(`${productUrl()}/api/v1/openapi.json`)).json()) as {
    paths: Record<string, Record<string, unknown>>;
  };
  // The keys that check audit packs are published.
  const reads = Object.keys(paths).filter(
    (path) => paths[path]?.["get"] && !path.startsWith("/signing-keys"),
  );
  expect(reads.length).toBeGreaterThan(100);
  const routes = ["/risks", "/risks/{id}", ...someOf(reads, 8, seed)].map((path) => `/api/v1${at(path)}`);
  const asked = [
    ...[...pages, ...routes].flatMap((path) => steering.map((headers) => ({ path, headers }))),
    // Every form of an address, as it is and with what asks for a part of a page alone.
    ...[...pages, "/api/v1/risks"]
      .flatMap(formsOf)
      .flatMap((path) =>
        [{}, { rsc: "1", "next-router-prefetch": "1" }].map((headers) => ({ path, headers })),
      ),
  ];
  for (const { path, headers } of asked) {
    const answer = await ask("GET", path, headers);
    expect([path, headers, answer.status < 500, answer.body.includes(title)]).toEqual([
      path,
      headers,
      true,
      false,
    ]);
    // The framework may send a form of its own to the plain address, and nowhere else.
    if (path.startsWith("/api/"))
      expect([path, headers, [400, 401, 404, 307, 308].includes(answer.status)]).toEqual([
        path,
        headers,
        true,
      ]);
  }
  expect((await ask("GET", "/api/v1/risks?limit=200", token())).body).toContain(title);
});

test("the log is one JSON object a line, whatever a caller writes, and holds no password, token or cookie", async ({
  page,
  signIn,
}) => {
  await signIn("lead");
  const forged = JSON.stringify({
    "csp-report": { "document-uri": `${onPurpose}\n{"level":60,"msg":"forged"}\u001b[31m` },
  });
  await fetch(`${productUrl()}/api/csp-reports`, { method: "POST", body: forged });
  const refused = await fetch(`${productUrl()}/api/v1/settings/organisation`, {
    method: "PATCH",
    headers: {
      cookie: (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join("; "),
    },
    body: "{}",
  });
  expect(refused.status).toBe(403);
  await expect.poll(saidByProduct).toMatch(/"msg":"refused"/);
  await expect.poll(saidByProduct).toMatch(/forged/);
  const said = saidByProduct();
  expect(said).not.toMatch(/^\{"level":60,"msg":"forged"/m);
  for (const line of said.split("\n").filter((one) => one.startsWith("{")))
    expect(JSON.parse(line)).toMatchObject({
      level: expect.any(Number),
      time: expect.stringMatching(/^\d{4}-.+Z$/),
      msg: expect.any(String),
    });
  const secrets = [
    credentials().token,
    ...credentials().users.map(({ password }) => password),
    ...(await page.context().cookies()).map(({ value }) => value),
  ];
  expect(secrets.filter((secret) => said.includes(secret))).toEqual([]);
});

test("what a page tries against its policy is refused by the browser, told to the product, and stands in its log without the key of a link", async ({
  browser,
}) => {
  const page = await (await browser.newContext({ baseURL: productUrl() })).newPage();
  const path = `/${onPurpose}/page`;
  await page.goto("/sign-in");
  await page.evaluate((address) => {
    history.pushState({}, "", `${address}?key=opensesame`);
    document.body.setAttribute("onclick", "window.ran = true");
    document.body.click();
  }, path);
  await expect.poll(() => policyReports().filter((line) => line.includes(path)).length).toBeGreaterThan(0);
  expect(await page.evaluate(() => "ran" in window)).toBe(false);
  const [line = "{}"] = policyReports().filter((one) => one.includes(path));
  expect(JSON.parse(line)).toMatchObject({
    page: `${productUrl()}${path}`,
    directive: "script-src-attr",
    blocked: "inline",
    time: expect.stringMatching(/T.*Z$/),
  });
  expect(saidByProduct()).not.toContain("opensesame");
  await page.context().close();
});

test("what somebody wrote is shown as they wrote it and never runs, and a link leads to the web alone", async ({
  page,
  signIn,
}) => {
  await signIn("lead");
  const run = "window.ran = true";
  const name = `"'><img src=x onerror="${run}"><script>${run}</script>{{7*7}}`;
  const { choices } = (await (await page.request.get("/api/v1/units/choices")).json()) as {
    choices: { id: string }[];
  };
  const send = (website: string) =>
    page.request.post("/api/v1/vendors", {
      data: { name, website, unitId: choices[0]?.id },
      headers: { origin: productUrl() },
    });
  const refused = await send(`javascript:${run}`);
  expect([refused.status(), await refused.text()]).toEqual([
    400,
    expect.stringContaining("Is not a web address"),
  ]);
  const made = await send("https://vendor.example/?a=%22%3E");
  expect(made.status()).toBe(201);
  const { id } = (await made.json()) as { id: string };
  for (const path of ["/vendors?sort=-createdAt", `/vendors/${id}/edit`, `/vendors/${id}`]) {
    await page.goto(path);
    await expect(page.locator("main")).toBeVisible();
    expect([path, await page.evaluate(() => "ran" in window)]).toEqual([path, false]);
  }
  await expect(page.getByRole("heading", { level: 1 })).toContainText(name);
});

test("a password field is masked and may be filled by a password manager or pasted into", async ({
  page,
}) => {
  await page.goto("/sign-in");
  const field = page.getByLabel("Password", { exact: true });
  await expect(field).toHaveAttribute("type", "password");
  await expect(field).toHaveAttribute("autocomplete", "current-password");
  const allowed = await field.evaluate((input) =>
    input.dispatchEvent(new ClipboardEvent("paste", { cancelable: true, bubbles: true })),
  );
  expect(allowed).toBe(true);
});
