import "server-only";
import { type IncomingMessage, Server, type ServerResponse } from "node:http";
import { isStopping, stopWithOthers } from "@/lib/platform/http/stopping";
import { settings } from "@/lib/platform/settings/settings";

const guarded = Symbol.for("plumbline.guarded");

/** Methods that no address has, and that the framework's own request type cannot even hold. */
const refusedMethods = new Set(["TRACE", "TRACK", "CONNECT"]);

/**
 * Makes every HTTP server of this process append the address of the peer to X-Forwarded-For: the framework keeps what a
 * caller wrote there instead, so that callers could choose the address by which they are counted. Refuses methods that
 * would make the framework fail, and while the process stops closes each connection with its answer. Where the public address
 * is https, every answer keeps browsers on it for two years.
 */
export function guardServers(): void {
  const prototype = Server.prototype as Server & { [guarded]?: true };
  if (prototype[guarded]) return;
  prototype[guarded] = true;
  const onHttps = settings().PUBLIC_URL.startsWith("https:");
  const emit = prototype.emit;
  prototype.emit = function (this: Server, ...all: unknown[]): boolean {
    if (all[0] === "request") {
      const [request, response] = all.slice(1) as [IncomingMessage, ServerResponse];
      if (onHttps) response.setHeader("strict-transport-security", "max-age=63072000; includeSubDomains");
      if (refusedMethods.has(request.method ?? "")) return refuse(response);
      appendPeer(request);
      stopWithOthers(this);
      if (isStopping()) response.setHeader("connection", "close");
    }
    return Reflect.apply(emit, this, all) as boolean;
  } as typeof emit;
}

function appendPeer({ headers, socket }: IncomingMessage): void {
  const claimed = headers["x-forwarded-for"];
  const peer = socket.remoteAddress?.replace(/^::ffff:/, "") ?? "unknown";
  headers["x-forwarded-for"] = [claimed, peer].flat().filter(Boolean).join(", ");
}

function refuse(response: ServerResponse): boolean {
  response.writeHead(405, { allow: "GET, HEAD", "cache-control": "no-store" }).end();
  return true;
}
