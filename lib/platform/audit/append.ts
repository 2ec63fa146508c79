import "server-only";
import canonicalize from "canonicalize";
import type { Actor } from "@/lib/platform/access/actor";
import type { Change } from "@/lib/platform/audit/change";
import { pseudonym, sealPersonal } from "@/lib/platform/audit/personal";
import { currentConnection } from "@/lib/platform/database/scope";

/** Entries that are sent in one statement, so that the changes of a long import need not fit into memory twice. */
const entriesAtOnce = 1_000;

/**
 * Appends an entry per change to the audit chain, in the transaction that is running and as its last statements,
 * since the chain stays locked until commit. The text of an entry is canonical JSON (RFC 8785) in which what names a
 * person is encrypted. Throws when the chain cannot be written, which rolls the change back.
 */
export async function appendAudit(actor: Actor, action: string, changes: readonly Change[]): Promise<void> {
  for (let from = 0; from < changes.length; from += entriesAtOnce) {
    const sealed = await sealPersonal(changes.slice(from, from + entriesAtOnce));
    const entries = sealed.map((change) => auditEntry(actor, action, change));
    await currentConnection().query({
      name: "append_audit",
      text: "select append_audit($1::jsonb)",
      values: [JSON.stringify(entries)],
    });
  }
}

/** Returns a change as the database function takes it for the chain: who did it goes by their id and a pseudonym, only the system by its name. */
export function auditEntry(actor: Actor, action: string, change: Change) {
  const actorId = change.by?.id ?? actor.personId;
  return {
    action: change.action ?? action,
    actorKind: change.by ? "person" : actor.kind,
    actorId,
    actorName: actorId === null ? actor.name : pseudonym(actorId),
    tokenId: actor.tokenId,
    requestId: actor.requestId,
    subjectType: change.subject.type,
    subjectId: change.subject.id,
    unitId: change.subject.unitId,
    text: auditText(change),
  };
}

/** Returns the canonical JSON of a change: dates as ISO text, keys sorted, nothing else lost. */
function auditText(change: Pick<Change, "before" | "after">): string {
  const plain: unknown = JSON.parse(
    JSON.stringify({ before: change.before, after: change.after }, bigintAsText),
  );
  const text = canonicalize(plain);
  if (text === undefined) throw new Error("The change has no JSON form.");
  return text;
}

function bigintAsText(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? value.toString() : value;
}
