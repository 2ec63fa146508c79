import "server-only";
import { type IncomingMessage, Server } from "node:http";

const patched = Symbol.for("plumbline.peer-address");

/**
 * Makes every HTTP server of this process append the address of the peer to X-Forwarded-For. The framework keeps what
 * a caller wrote there instead, so that callers could choose the address by which they are counted.
 */
export function appendPeerAddress(): void {
  const prototype = Server.prototype as Server & { [patched]?: true };
  if (prototype[patched]) return;
  prototype[patched] = true;
  const emit = prototype.emit;
  prototype.emit = function (this: Server, ...all: unknown[]): boolean {
    if (all[0] === "request") append(all[1] as IncomingMessage);
    return Reflect.apply(emit, this, all) as boolean;
  } as typeof emit;
}

function append({ headers, socket }: IncomingMessage): void {
  const claimed = headers["x-forwarded-for"];
  const peer = socket.remoteAddress?.replace(/^::ffff:/, "") ?? "unknown";
  headers["x-forwarded-for"] = [claimed, peer].flat().filter(Boolean).join(", ");
}
