import "server-only";
import { noteMessage, takeMessage } from "@/lib/domain/webhooks/commands/deliver";
import { tellRecord } from "@/lib/domain/webhooks/queries/tell";
import { secretOf, signedHeaders } from "@/lib/domain/webhooks/signature";
import type { Actor } from "@/lib/platform/access/actor";
import { personActor } from "@/lib/platform/auth/authenticate";
import { unseal } from "@/lib/platform/crypto/sealed";
import { Forbidden } from "@/lib/platform/errors/public-error";
import { postOutbound } from "@/lib/platform/http/outbound";

type Taken = NonNullable<Awaited<ReturnType<typeof takeMessage.execute>>>;

/** Sends the message of a webhook that is next, and notes what came of it; returns whether there was one. */
export async function sendNext(system: Actor, webhookId: string): Promise<boolean> {
  const taken = await takeMessage.execute(system, { id: webhookId });
  if (!taken) return false;
  const { id, tries } = taken.message;
  await noteMessage.execute(system, { id, tries, outcome: await deliver(taken, system.requestId) });
  return true;
}

async function deliver({ message, webhook }: Taken, requestId: string) {
  const body = await bodyOf({ message, webhook }, requestId);
  if (typeof body !== "string") return body;
  const secret = unseal(webhook.secret, secretOf(webhook.id));
  const headers = signedHeaders(secret, message.id, new Date(), body);
  const answer = await postOutbound(webhook.url, body, headers);
  const { durationMs } = answer;
  return "problem" in answer
    ? { kind: "sent" as const, status: null, problem: answer.problem, answer: "", durationMs }
    : { kind: "sent" as const, status: answer.status, problem: null, answer: answer.text, durationMs };
}

// What the keeper may read at this moment, and of that the reference and the address alone: no words that a person wrote.
async function bodyOf({ message, webhook }: Taken, requestId: string) {
  const keeper = await personActor(webhook.keeperId, null, requestId);
  if (!keeper) return { kind: "no-keeper" as const };
  const { recordType: type, recordId: id } = message;
  const told = await tellRecord
    .execute(keeper, { unitId: webhook.unitId, type, id })
    .catch((error: unknown) => {
      if (error instanceof Forbidden) return "no-keeper" as const;
      throw error;
    });
  if (told === "no-keeper") return { kind: told };
  if (!told) return { kind: "withheld" as const };
  return JSON.stringify({
    type: message.event,
    timestamp: message.happenedAt.toISOString(),
    data: {
      action: message.action,
      subject: { type: message.subjectType, id: message.subjectId },
      ...told,
    },
  });
}
