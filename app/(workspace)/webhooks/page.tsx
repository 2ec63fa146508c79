import type { SearchParams } from "@/app/(workspace)/first-page";
import { RegisterView } from "@/app/(workspace)/register-view";
import { webhooksKeep } from "@/lib/domain/webhooks/access";
import { webhookRegister } from "@/lib/domain/webhooks/queries/webhooks";
import { WebhookTabs } from "./webhook-tabs";

export const metadata = { title: "Webhooks" };

/** The register of webhooks. */
export default function WebhooksPage({ searchParams }: { searchParams: SearchParams }) {
  return (
    <RegisterView
      register={webhookRegister}
      searchParams={searchParams}
      noun={{ one: "webhook", many: "webhooks" }}
      description="Where Plumbline posts signed messages when something happens in a business unit or below."
      empty="A webhook tells another system, such as a ticket queue or a chat, that a record changed: which one, and what happened to it."
      create={webhooksKeep}
      tabs={<WebhookTabs current="/webhooks" />}
    />
  );
}
