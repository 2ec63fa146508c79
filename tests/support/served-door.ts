import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Actor } from "@/lib/platform/access/actor";
import { restDoor } from "@/lib/platform/http/door";
import { modules } from "@/lib/registry";
import { settled } from "@/tests/support/stored-results";

/**
 * Serves the product's REST door over HTTP, as a pipeline meets it; a file of results that somebody asks about is read before
 * the answer, as the worker would have.
 */
export async function serveDoor(worker: Actor): Promise<{ url: string; close(): void }> {
  const door = restDoor(modules);
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const id = /^\/api\/v1\/test-imports\/([0-9a-f-]{36})$/.exec(incoming.url ?? "")?.[1];
    if (id) await settled(worker, id);
    const init = { method: incoming.method ?? "GET", headers: incoming.headers as HeadersInit };
    const body = chunks.length > 0 ? { body: Buffer.concat(chunks) } : {};
    const answer = await door(new Request(`http://localhost:3000${incoming.url}`, { ...init, ...body }));
    outgoing.writeHead(answer.status, Object.fromEntries(answer.headers));
    outgoing.end(Buffer.from(await answer.arrayBuffer()));
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, close: () => void server.close() };
}
