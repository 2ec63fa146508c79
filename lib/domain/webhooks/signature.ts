import "server-only";
import { createHmac, randomBytes } from "node:crypto";
import type { SealedPlace } from "@/lib/platform/crypto/sealed";

const prefix = "whsec_";

/** Returns a new key for the messages of a webhook, as receivers are given it: 256 bits. */
export function newWebhookSecret(): string {
  return `${prefix}${randomBytes(32).toString("base64")}`;
}

/** Returns where the key of a webhook is stored. */
export function secretOf(id: string): SealedPlace {
  return { table: "webhooks", id, column: "secret" };
}

/** Returns the headers that sign a message (Standard Webhooks 1.0.0, symmetric: HMAC-SHA256 over id, time and body). */
export function signedHeaders(secret: string, id: string, at: Date, body: string): Record<string, string> {
  const seconds = Math.floor(at.getTime() / 1_000);
  const key = Buffer.from(secret.slice(prefix.length), "base64");
  const signature = createHmac("sha256", key).update(`${id}.${seconds}.${body}`).digest("base64");
  return {
    "content-type": "application/json",
    "webhook-id": id,
    "webhook-timestamp": String(seconds),
    "webhook-signature": `v1,${signature}`,
  };
}
