import { notFound } from "next/navigation";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { getWebhook } from "@/lib/domain/webhooks/queries/webhooks";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { EditWebhookForm } from "../../webhook-form";

export const metadata = { title: "Edit webhook" };

/** The form of a webhook that exists. */
export default async function EditWebhookPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const webhook = await orNotFound(getWebhook.execute(await requireActor(), { id }));
  if (!webhook.can.keep) notFound();
  return (
    <>
      <PageHeader
        title={`Edit ${webhook.name}`}
        trail={[
          { href: "/webhooks", label: "Webhooks" },
          { href: `/webhooks/${id}`, label: webhook.name },
        ]}
        description="Whoever saves it is its keeper: from then on it tells what you may read. What waits goes to the new address."
      />
      <PageBody width="text">
        <EditWebhookForm
          action={{ method: "PATCH", url: `/api/v1/webhooks/${id}` }}
          values={webhook}
          version={webhook.version}
          done="/webhooks"
          submit="Save webhook"
          saved="Webhook saved."
          cancel={`/webhooks/${id}`}
        />
      </PageBody>
    </>
  );
}
