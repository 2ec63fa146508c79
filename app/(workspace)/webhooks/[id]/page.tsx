import type { Metadata } from "next";
import { cache } from "react";
import { RecordTalk } from "@/app/(workspace)/_record/record-talk";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { Facts } from "@/components/layout/facts";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { Badge } from "@/components/ui/badge";
import { DateText } from "@/components/ui/date-text";
import { InlineAlert } from "@/components/ui/inline-alert";
import { getWebhook, getWebhookHistory } from "@/lib/domain/webhooks/queries/webhooks";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { eventLabel, MessagesSection } from "./messages-section";
import { ReceiverSection } from "./receiver-section";
import { WebhookActs } from "./webhook-acts";

interface WebhookPageProps {
  params: Promise<{ id: string }>;
}

const webhookOf = cache(async (id: string) => orNotFound(getWebhook.execute(await requireActor(), { id })));

export async function generateMetadata({ params }: WebhookPageProps): Promise<Metadata> {
  return { title: (await webhookOf((await params).id)).name };
}

/** One webhook: what it tells whom, what came of its messages, and how a receiver is built. */
export default async function WebhookPage({ params }: WebhookPageProps) {
  const { id } = await params;
  const webhook = await webhookOf(id);
  const { name, url, active, offReason, failingSince, lastDeliveredAt, unit, unitId, keeper } = webhook;
  const { entries } = await getWebhookHistory.execute(await requireActor(), { id });
  return (
    <>
      <PageHeader
        title={name}
        trail={[{ href: "/webhooks", label: "Webhooks" }]}
        badges={
          <>
            <Badge tone={active ? "good" : "warn"}>{active ? "Switched on" : "Switched off"}</Badge>
            {active && failingSince ? <Badge tone="bad">Failing</Badge> : null}
          </>
        }
        meta={`${unit.name} and below`}
        actions={webhook.can.keep ? <WebhookActs webhook={webhook} /> : null}
      />
      <PageBody>
        {!active && offReason ? (
          <InlineAlert tone="warn" title="Nothing is sent">
            {offReason}
          </InlineAlert>
        ) : null}
        <Section title="What it tells">
          <Facts
            columns={2}
            items={[
              { label: "Address", value: url, wide: true },
              { label: "Events", value: webhook.events.map(eventLabel).join(", "), wide: true },
              { label: "Keeper", value: keeper.name, help: "It tells what they may read when it is sent." },
              {
                label: "Last delivered",
                value: lastDeliveredAt && <DateText value={lastDeliveredAt} time />,
                empty: "Never",
              },
              {
                label: "Failing since",
                value: failingSince && <DateText value={failingSince} time />,
                empty: "Not failing",
              },
            ]}
          />
        </Section>
        <MessagesSection webhookId={id} messages={webhook.messages} />
        <ReceiverSection />
        <RecordTalk subject={{ type: "webhooks", id, ref: name, unitId }} history={entries} />
      </PageBody>
    </>
  );
}
