import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { createServer as createSecure } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { postOutbound } from "@/lib/platform/http/outbound";
import { forbiddenAddresses, forbiddenHosts } from "@/tests/support/forbidden-addresses";

// A listener on every interface counts who reaches it: what is refused is refused before a connection is made.

let listener: Server;
let secure: Server;
let port: string;
let securePort: string;
let connections = 0;
let headers: Record<string, unknown> = {};
let reply: Parameters<typeof createServer>[1] = (_request, response) => response.end("taken");
const folder = mkdtempSync(path.join(tmpdir(), "plumbline-outbound-"));

const listen = (server: Server, host: string) =>
  new Promise<string>((resolve) =>
    server.listen(0, host, () => resolve(String((server.address() as AddressInfo).port))),
  );

beforeAll(async () => {
  const key = path.join(folder, "key.pem");
  const cert = path.join(folder, "cert.pem");
  const made = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  const named = ["-days", "2", "-subj", "/CN=receiver.test", "-addext", "subjectAltName=DNS:receiver.test"];
  execFileSync("openssl", [...made, ...named, "-keyout", key, "-out", cert], { stdio: "ignore" });
  listener = createServer((request, response) => {
    headers = request.headers;
    reply?.(request, response);
  });
  secure = createSecure({ key: readFileSync(key), cert: readFileSync(cert) }, (_request, response) =>
    response.end("taken in secret"),
  );
  for (const server of [listener, secure]) server.on("connection", () => connections++);
  port = await listen(listener, "::");
  securePort = await listen(secure, "127.0.0.1");
});
afterAll(() => {
  for (const server of [listener, secure]) {
    server.closeAllConnections();
    server.close();
  }
  rmSync(folder, { recursive: true });
});

const inside = () => ({ hosts: ["127.0.0.1"], ports: [port, securePort] });
const post = (address: string, options: Parameters<typeof postOutbound>[3] = {}) =>
  postOutbound(address, "{}", { "content-type": "application/json" }, { rules: inside(), ...options });
const here = (where = "/") => `http://127.0.0.1:${port}${where}`;

describe("an address that a person typed", () => {
  test("reaches nothing that is not of the public internet, in whatever way it is written", async () => {
    const rules = { hosts: [], ports: [port, "443", "80"] };
    const resolve = async (host: string) => [
      { address: host.includes("six") ? "::1" : "127.0.0.1", family: host.includes("six") ? 6 : 4 },
    ];
    const tried = [
      ...forbiddenHosts.flatMap((host) => [`https://${host}:${port}/`, `http://${host}:${port}/hook?x=1`]),
      ...forbiddenAddresses(port),
    ];
    expect(new Set(tried).size).toBeGreaterThanOrEqual(150);
    connections = 0;
    const answers = await Promise.all(
      tried.map((address) => post(address, { rules, resolve, timeoutMs: 2_000 })),
    );
    const refused = /public internet|https:|no address|Port|name or password|longer/;
    const reached = tried.filter((_address, i) => !refused.test(JSON.stringify(answers[i])));
    expect([reached, connections]).toEqual([[], 0]);
  });

  test("is not fetched when one of several addresses of its name is inside", async () => {
    connections = 0;
    const resolve = async () => [
      { address: "93.184.216.34", family: 4 },
      { address: "10.0.0.7", family: 4 },
    ];
    const answer = await post(`https://mixed.test:${securePort}/`, { resolve });
    expect([answer, connections]).toEqual([
      { problem: expect.stringContaining("mixed.test is at 10.0.0.7"), durationMs: expect.any(Number) },
      0,
    ]);
  });

  test("is connected to at the address that was checked, whatever its name says a moment later", async () => {
    connections = 0;
    let asked = 0;
    // The system finds the listener under this name: a second look-up of any kind would connect to it. Nothing listens there.
    const resolve = async () => [{ address: asked++ === 0 ? "127.0.0.2" : "127.0.0.1", family: 4 }];
    const rules = { hosts: ["127.0.0.2"], ports: [securePort] };
    const answer = await post(`https://localhost:${securePort}/`, { resolve, rules });
    expect(answer).toMatchObject({ problem: "Nothing listens there." });
    expect([asked, connections]).toEqual([1, 0]);
  });

  test("is reached where the operator allows its host, its address or its range, and at no other port", async () => {
    for (const hosts of [["127.0.0.1"], ["127.0.0.0/8"]])
      expect(await post(here(), { rules: { hosts, ports: [port] } })).toMatchObject({ status: 200 });
    expect(await post(here(), { rules: { hosts: ["127.0.0.1"], ports: ["443"] } })).toMatchObject({
      problem: expect.stringContaining("Port"),
    });
    const { ca, resolve } = trusted();
    const rules = { hosts: ["receiver.test"], ports: [securePort] };
    const answer = await post(`https://receiver.test:${securePort}/`, { ca, resolve, rules });
    expect(answer).toMatchObject({ status: 200, text: "taken in secret" });
  });

  test("has to show a certificate that is trusted and its own", async () => {
    const { ca, resolve } = trusted();
    const asked = (host: string, options: object) =>
      post(`https://${host}:${securePort}/`, { resolve, ...options });
    expect(await asked("receiver.test", {})).toMatchObject({
      problem: expect.stringContaining("certificate"),
    });
    expect(await asked("other.test", { ca })).toMatchObject({
      problem: expect.stringContaining("another name"),
    });
  });
});

describe("an answer", () => {
  test("that redirects is not followed, however often it would", async () => {
    for (const status of [301, 302, 303, 307, 308]) {
      connections = 0;
      reply = (_request, response) => response.writeHead(status, { location: here("/inside") }).end();
      expect(await post(here())).toMatchObject({ problem: expect.stringContaining(`redirect (${status})`) });
      expect(connections).toBe(1);
    }
  });

  test("that is huge is read up to 64 KB", async () => {
    let written = 0;
    reply = (_request, response) => {
      const more = () => {
        while (!response.destroyed && written < 50_000_000 && response.write("x".repeat(65_536)))
          written += 65_536;
        if (!response.destroyed) response.once("drain", more);
      };
      more();
    };
    const answer = await post(here());
    expect("text" in answer && answer.text.length).toBe(65_536);
    expect(written).toBeLessThan(20_000_000);
  });

  test("that is slow is waited for no longer than the time allowed, counted from the first look-up", async () => {
    reply = (_request, response) => {
      const drip = setInterval(() => response.write("."), 20);
      response.on("close", () => clearInterval(drip));
    };
    expect(await post(here(), { timeoutMs: 250 })).toMatchObject({
      problem: "It did not answer within 0.25 seconds.",
    });
    const never = () => new Promise<never>(() => {});
    const answer = await post(`https://never.test:${securePort}/`, { resolve: never, timeoutMs: 250 });
    expect(answer).toMatchObject({ problem: "It did not answer within 0.25 seconds." });
  });

  test("gets what was sent and nothing of ours: no cookie, no authorisation", async () => {
    reply = (_request, response) => response.writeHead(204, { "set-cookie": "a=b" }).end();
    expect(await post(here())).toEqual({ status: 204, text: "", durationMs: expect.any(Number) });
    expect(Object.keys(headers).sort()).toEqual([
      "connection",
      "content-length",
      "content-type",
      "host",
      "user-agent",
    ]);
  });
});

function trusted() {
  const ca = readFileSync(path.join(folder, "cert.pem"), "utf8");
  return { ca, resolve: async () => [{ address: "127.0.0.1", family: 4 }] };
}
