import "server-only";
import { createHash } from "node:crypto";
import { type Context, Hono } from "hono";
import { v7 } from "uuid";
import { type Actor, systemActor } from "@/lib/platform/access/actor";
import { authenticate } from "@/lib/platform/auth/authenticate";
import { Invalid, NotFound, Unauthenticated } from "@/lib/platform/errors/public-error";
import { callerAddress } from "@/lib/platform/http/address";
import { readJson } from "@/lib/platform/http/body";
import { isDownload } from "@/lib/platform/http/download";
import { openApiDocument } from "@/lib/platform/http/open-api";
import { assertOwnOrigin } from "@/lib/platform/http/origin";
import { privateHeaders, problemResponse } from "@/lib/platform/http/problem";
import { RequestLimit } from "@/lib/platform/http/request-limit";
import type { Idempotency } from "@/lib/platform/operation/idempotency";
import { type Module, type Route, routesOf } from "@/lib/platform/registry/module";
import { settings } from "@/lib/platform/settings/settings";
import { receiveFile, receiveSealedFile } from "@/lib/platform/storage/receive-file";

/** Returns the REST door: every route of the modules under /api/v1, and its description at /api/v1/openapi.json. */
export function restDoor(modules: readonly Module[]): (request: Request) => Promise<Response> {
  const door = new Hono().basePath("/api/v1");
  const limit = new RequestLimit(settings().API_REQUESTS_PER_MINUTE);
  const routes = modules.flatMap(routesOf);
  door.get("/openapi.json", (context) => context.json(openApiDocument(modules)));
  for (const route of byPrecision(routes)) {
    door.on(route.method.toUpperCase(), route.path, (context) => answer(route, context, limit));
  }
  for (const path of new Set(routes.map((route) => route.path))) {
    const allow = routes.filter((route) => route.path === path).map((route) => route.method.toUpperCase());
    door.all(
      path,
      () => new Response(null, { status: 405, headers: { allow: allow.join(", "), ...privateHeaders } }),
    );
  }
  door.notFound(() =>
    problemResponse(new NotFound("There is nothing at this address. See /api/v1/openapi.json."), v7()),
  );
  return async (request) => door.fetch(request);
}

// "/risks/count" must be asked before "/risks/:id".
function byPrecision(routes: readonly Route[]): Route[] {
  return [...routes].sort((a, b) => a.path.split(":").length - b.path.split(":").length);
}

async function answer(route: Route, context: Context, limit: RequestLimit): Promise<Response> {
  const requestId = v7();
  const request = context.req.raw;
  try {
    const actor = await whoAsks(route, request, requestId);
    // Strangers who hold links are counted apart: none of them uses up what others may send.
    await limit.admit(route.open ? `link ${callerAddress(request.headers)}` : principalOf(actor));
    route.operation.check(actor);
    const { input, idempotency } = await inputOf(route, context, actor);
    const result = await route.operation.receive(actor, input, idempotency);
    return responseOf(route, result, requestId);
  } catch (error) {
    return problemResponse(error, requestId, `${route.method.toUpperCase()} ${route.path}`);
  }
}

async function whoAsks(route: Route, request: Request, requestId: string): Promise<Actor> {
  const byCookie = request.headers.get("authorization") === null;
  if (byCookie && route.method !== "get") assertOwnOrigin(request.headers);
  if (route.open) return systemActor("holder of a link", requestId);
  const actor = await authenticate(request.headers, requestId);
  if (!actor) throw new Unauthenticated();
  return actor;
}

/** Returns the name under which an actor's requests are counted and its idempotency keys are kept. */
function principalOf(actor: Actor): string {
  return `${actor.personId ?? "system"}:${actor.tokenId ?? ""}`;
}

interface Received {
  input: Record<string, unknown>;
  idempotency?: Idempotency;
}

async function inputOf(route: Route, context: Context, actor: Actor): Promise<Received> {
  const parameters = context.req.param() as Record<string, string>;
  const address = new URL(context.req.url);
  const query = singleValues(address.searchParams);
  if (route.method === "get") return { input: { ...query, ...parameters } };
  if (route.receives !== "json") {
    const { raw } = context.req;
    const file =
      route.receives === "sealed"
        ? await receiveSealedFile(raw, query["name"])
        : await receiveFile(raw, query["name"], route.refuses);
    return { input: { ...query, ...parameters, file } };
  }
  const { value, text } = await readJson(context.req.raw);
  const key = idempotencyKey(context.req.raw.headers);
  const input = { ...value, ...parameters };
  if (key === null) return { input };
  const fingerprint = new Uint8Array(
    createHash("sha256").update(`${route.method} ${address.pathname}\n${text}`).digest(),
  );
  return { input, idempotency: { principal: principalOf(actor), key, fingerprint } };
}

function idempotencyKey(headers: Headers): string | null {
  const key = headers.get("idempotency-key");
  if (key !== null && !/^[\x21-\x7e]{8,128}$/.test(key)) {
    throw new Invalid("An Idempotency-Key is 8 to 128 visible characters, for example a UUID.");
  }
  return key;
}

function singleValues(parameters: URLSearchParams): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [key, value] of parameters) {
    if (Object.hasOwn(values, key))
      throw new Invalid([{ path: key, message: `"${key}" is given twice. Separate values with commas.` }]);
    values[key] = value;
  }
  return values;
}

function responseOf(route: Route, result: unknown, requestId: string): Response {
  if (isDownload(result)) return result.response();
  return new Response(JSON.stringify(result ?? {}), {
    status: route.status,
    headers: {
      "content-type": "application/json; charset=utf-8",
      "x-request-id": requestId,
      ...privateHeaders,
    },
  });
}
