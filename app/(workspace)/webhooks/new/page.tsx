import { notFound } from "next/navigation";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { getMe } from "@/lib/domain/organization/sessions/queries";
import { webhooksKeep } from "@/lib/domain/webhooks/access";
import { may, mayAnywhere } from "@/lib/platform/access/actor";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { NewWebhookForm } from "../webhook-form";

export const metadata = { title: "New webhook" };

/** The form of a new webhook. */
export default async function NewWebhookPage() {
  const actor = await requireActor();
  if (!mayAnywhere(actor, webhooksKeep)) notFound();
  const { unit } = await getMe.execute(actor, {});
  return (
    <>
      <PageHeader
        title="New webhook"
        trail={[{ href: "/webhooks", label: "Webhooks" }]}
        description="A message names the record and what happened to it, never what is written there. It tells what you may read at that moment."
      />
      <PageBody width="text">
        <NewWebhookForm
          action={{ method: "POST", url: "/api/v1/webhooks" }}
          values={{ unitId: may(actor, webhooksKeep, unit.id) ? unit : null, events: [] }}
          done={null}
          submit="Make webhook"
          saved="Webhook made."
          cancel="/webhooks"
        />
      </PageBody>
    </>
  );
}
