import { afterAll, beforeAll, expect, test } from "vitest";
import {
  builtWithoutProxy,
  endInstances,
  ensureBuilt,
  type Instance,
  startWeb,
} from "@/tests/support/instances";
import { type Caller, callers, OverHttp, type Told } from "@/tests/support/over-http";
import { someOf } from "@/tests/support/random-from";
import { emptyCredentials, formsOf, steeringHeaders } from "@/tests/support/steered-requests";

// Every route and every page of a built server, asked by nobody, by a stranger and by the holder of a token: as built, with the
// proxy taken out, with every header and in every form of address that could steer it. SAMPLE asks fewer with each of these
// headers and forms, SEED says which.

const sample = Number(process.env["SAMPLE"] ?? Number.POSITIVE_INFINITY);
const seed = Number(process.env["SEED"] ?? Date.now() % 1_000_000_000);
let servers: readonly { name: string; instance: Instance }[] = [];
let over: OverHttp;
const counted = { seed, requests: 0, different: 0 };
const usual = new Map<Caller, Map<string, Told>>();

beforeAll(async () => {
  over = await OverHttp.build();
  await ensureBuilt();
  const copy = await builtWithoutProxy();
  servers = [
    { name: "as built", instance: await startWeb() },
    { name: "without the proxy", instance: await startWeb({}, undefined, copy) },
  ];
}, 1_800_000);
afterAll(endInstances);
afterAll(() => console.log(JSON.stringify(counted)));

const shown = (told: ReadonlyMap<string, Told>) =>
  [...told].filter(([, { shows }]) => shows).map(([asked]) => asked);

/**
 * Returns what was told otherwise than by the server as it was built, to a plain request. Whoever asks for a part of a page is
 * sent to the same address by the framework, which marks it as one for caches.
 */
function differing(caller: Caller, told: ReadonlyMap<string, Told>, part = false): unknown[] {
  counted.requests += told.size;
  const other = [...told].filter(([asked, { status, to }]) => {
    const before = usual.get(caller)?.get(asked);
    const isMarked = part && status === 307 && to === asked.split(" ")[1];
    return !isMarked && (status !== before?.status || to !== before.to);
  });
  counted.different += other.length;
  return other.map(([asked, one]) => [asked, usual.get(caller)?.get(asked), one]);
}

test.each(callers)("%s is told the same as built and without the proxy", async (caller) => {
  const asked = [...(await over.routes(caller)), ...(await over.pages())];
  for (const { name, instance } of servers) {
    const told = await over.askAll(instance.url, caller, asked);
    if (!usual.has(caller)) usual.set(caller, told);
    expect([name, differing(caller, told)]).toEqual([name, []]);
    const failed = [...told].filter(([, { status }]) => status >= 500);
    expect([name, failed]).toEqual([name, []]);
    if (caller === "holder") expect(shown(told).length).toBeGreaterThan(100);
    else expect([name, shown(told)]).toEqual([name, []]);
  }
});

test.each(callers.flatMap((caller) => steeringHeaders.map((headers) => ({ caller, headers }))))(
  "$caller is told the same with $headers",
  async ({ caller, headers }) => {
    const routes = someOf(await over.routes(caller), sample, seed);
    // Parts of a page are told in a form of their own.
    const pages = someOf(await over.pages(), sample, seed);
    for (const { name, instance } of servers) {
      const told = await over.askAll(instance.url, caller, routes, headers);
      expect([name, differing(caller, told, "rsc" in headers)]).toEqual([name, []]);
      const parts = await over.askAll(instance.url, caller, pages, headers);
      if ("rsc" in headers || "next-action" in headers) counted.requests += parts.size;
      else expect([name, differing(caller, parts)]).toEqual([name, []]);
      if (caller !== "holder") expect([name, shown(told), shown(parts)]).toEqual([name, [], []]);
      expect([name, [...parts].filter(([, { status }]) => status >= 500)]).toEqual([name, []]);
    }
  },
);

test.each(["nobody", "stranger"] as const)(
  "in no form of an address is %s shown a record, and empty credentials open none",
  async (caller) => {
    const addresses = [...(await over.routes(caller)), ...(await over.pages())].filter(
      ({ method }) => method === "GET",
    );
    const asked = someOf(addresses, sample, seed).flatMap(({ path }) =>
      formsOf(path).map((form) => ({ method: "GET", path: form })),
    );
    for (const { name, instance } of servers)
      for (const headers of [{}, { rsc: "1" }, ...(caller === "nobody" ? emptyCredentials : [])]) {
        const told = await over.askAll(instance.url, caller, asked, headers);
        counted.requests += told.size;
        expect([name, shown(told)]).toEqual([name, []]);
        expect([name, [...told].filter(([, { status }]) => status >= 500)]).toEqual([name, []]);
      }
  },
);
