import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { asOwner } from "@/tests/support/test-database";

/** A message as its receiver got it. */
export interface Received {
  headers: IncomingHttpHeaders;
  body: string;
  id: string;
  type: string;
  data: Record<string, unknown>;
}

/** Starts a receiver of webhooks and lets this process reach it; `answer` decides what it says to a message. */
export async function startReceiver() {
  const kept = {
    received: [] as Received[],
    answer: (_message: Received): { status: number; text?: string } => ({ status: 204 }),
    url: "",
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8");
    request.on("data", (part: string) => {
      body += part;
    });
    request.on("end", () => {
      const { type, data } = JSON.parse(body) as Pick<Received, "type" | "data">;
      const message = {
        headers: request.headers,
        body,
        id: String(request.headers["webhook-id"]),
        type,
        data,
      };
      kept.received.push(message);
      const { status, text } = kept.answer(message);
      response.writeHead(status).end(text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  process.env["WEBHOOK_ALLOWED_HOSTS"] = "127.0.0.1";
  process.env["WEBHOOK_ALLOWED_PORTS"] = `443,${port}`;
  kept.url = `http://127.0.0.1:${port}/hook`;
  return kept;
}

/** Lets so many minutes pass for every message of a webhook, and for how long it has been failing. */
export async function minutesPass(webhookId: string, minutes: number): Promise<void> {
  await asOwner(async (client) => {
    const ago = `${minutes} minutes`;
    await client.query(
      `update webhook_deliveries set "dueAt" = "dueAt" - $2::interval where "webhookId" = $1`,
      [webhookId, ago],
    );
    await client.query(`update webhooks set "failingSince" = "failingSince" - $2::interval where id = $1`, [
      webhookId,
      ago,
    ]);
  });
}
