import type { SearchParams } from "@/app/(workspace)/first-page";
import { RegisterView } from "@/app/(workspace)/register-view";
import { WebhookTabs } from "@/app/(workspace)/webhooks/webhook-tabs";
import { deliveryRegister } from "@/lib/domain/webhooks/queries/deliveries";

export const metadata = { title: "Messages to webhooks" };

/** The register of messages to webhooks, with what came of them. */
export default function WebhookDeliveriesPage({ searchParams }: { searchParams: SearchParams }) {
  return (
    <RegisterView
      register={deliveryRegister}
      searchParams={searchParams}
      noun={{ one: "message", many: "messages" }}
      description="What webhooks were told, and what their receivers answered."
      empty="Messages appear here within a minute after something happens that a webhook is told of."
      tabs={<WebhookTabs current="/webhook-deliveries" />}
    />
  );
}
