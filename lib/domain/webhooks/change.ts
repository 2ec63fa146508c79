import "server-only";
import type { StoredWebhook } from "@/lib/domain/webhooks/queries/find";
import type { Change } from "@/lib/platform/audit/change";

/** Returns the change of a webhook for the audit trail: never with its key, and without what only its sending keeps. */
export function webhookChange(before: StoredWebhook | null, after: StoredWebhook | null): Change {
  const { id, unitId } = (after ?? before) as StoredWebhook;
  return {
    subject: { type: "webhooks", id, unitId },
    before: before && recorded(before),
    after: after && recorded(after),
  };
}

function recorded({
  heardUpTo: _heard,
  failingSince: _since,
  lastDeliveredAt: _at,
  ...webhook
}: StoredWebhook) {
  return webhook;
}
