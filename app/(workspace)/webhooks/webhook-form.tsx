"use client";
import Link from "next/link";
import { useState } from "react";
import { ShownOnce } from "@/app/(workspace)/settings/shown-once";
import type { FormSetup } from "@/components/form/form-setup";
import { RecordForm } from "@/components/form/record-form";
import { webhookFields } from "@/lib/domain/webhooks/schema";

const { unitId: _unit, ...changed } = webhookFields;

/** How a receiver is told the secret. */
export const secretWords =
  "Give it to the receiver, which checks the signature of each message with it. It is the key of Standard Webhooks.";

/** The form of a new webhook, which then shows the secret once. */
export function NewWebhookForm(setup: FormSetup) {
  const [made, setMade] = useState<{ id: string; secret: string } | null>(null);
  if (made)
    return (
      <div className="grid gap-4">
        <ShownOnce label="Secret" secret={made.secret}>
          {secretWords}
        </ShownOnce>
        <p>
          <Link href={`/webhooks/${made.id}`} className="underline">
            Open the webhook and send a test event
          </Link>
        </p>
      </div>
    );
  return (
    <RecordForm
      shape={webhookFields}
      noun="webhook"
      layout={[{ fields: [{ key: "name", half: true }, { key: "unitId", half: true }, "url", "events"] }]}
      {...setup}
      onSaved={(answer) => setMade(answer as { id: string; secret: string })}
    />
  );
}

/** The form of a webhook that exists. */
export function EditWebhookForm(setup: FormSetup) {
  return (
    <RecordForm shape={changed} noun="webhook" layout={[{ fields: ["name", "url", "events"] }]} {...setup} />
  );
}
