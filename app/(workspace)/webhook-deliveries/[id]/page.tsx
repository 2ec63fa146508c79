import type { Metadata } from "next";
import { cache } from "react";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { eventLabel } from "@/app/(workspace)/webhooks/[id]/messages-section";
import { ActButton } from "@/components/form/act-button";
import { Facts } from "@/components/layout/facts";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { DateText } from "@/components/ui/date-text";
import { OptionBadge } from "@/components/ui/option-badge";
import { getDelivery } from "@/lib/domain/webhooks/queries/deliveries";
import { deliveryStates } from "@/lib/domain/webhooks/schema";
import { requireActor } from "@/lib/platform/auth/page-actor";

interface DeliveryPageProps {
  params: Promise<{ id: string }>;
}

const deliveryOf = cache(async (id: string) => orNotFound(getDelivery.execute(await requireActor(), { id })));

export async function generateMetadata({ params }: DeliveryPageProps): Promise<Metadata> {
  return { title: (await deliveryOf((await params).id)).ref };
}

/** One message to a webhook, with what came of each try. */
export default async function DeliveryPage({ params }: DeliveryPageProps) {
  const { id } = await params;
  const { ref, event, state, webhook, unit, action, happenedAt, dueAt, problem, attempts, can } =
    await deliveryOf(id);
  const waits = state === "waiting" || state === "sending";
  return (
    <>
      <PageHeader
        title={eventLabel(event)}
        reference={ref}
        trail={[
          { href: "/webhooks", label: "Webhooks" },
          { href: `/webhooks/${webhook.id}`, label: webhook.name },
        ]}
        badges={<OptionBadge options={deliveryStates} value={state} />}
        meta={`${unit.name} and below`}
        actions={
          can.send ? (
            <ActButton
              label="Send again"
              tone="primary"
              {...(waits ? { reason: "It is waiting to be sent already." } : {})}
              action={{ method: "POST", url: `/api/v1/webhook-deliveries/${id}/send-again`, body: {} }}
              done="It is sent within a minute."
            />
          ) : null
        }
      />
      <PageBody>
        <Section title="Message">
          <Facts
            columns={2}
            items={[
              { label: "Id", value: id, help: "As webhook-id in its headers, the same at every try." },
              { label: "Action", value: action },
              { label: "Happened", value: <DateText value={happenedAt} time /> },
              { label: "Next try", value: waits && <DateText value={dueAt} time />, empty: "None" },
              { label: "Problem", value: problem, empty: "None", wide: true },
            ]}
          />
        </Section>
        <Section title={`Tries: ${attempts.length}`} flush>
          <SimpleTable
            label="Tries"
            columns={[
              { key: "at", label: "At" },
              { key: "status", label: "Status code", align: "right" },
              { key: "took", label: "Took", align: "right" },
              { key: "answer", label: "Answer, its first 200 bytes" },
            ]}
            rows={attempts.map(({ id: key, at, status, durationMs, answer, problem: why }) => ({
              key,
              cells: {
                at: <DateText value={at} time />,
                status: status ?? "None",
                took: `${durationMs} ms`,
                answer: <span className="break-words">{why ?? (answer || "Empty")}</span>,
              },
            }))}
            empty="It has not been sent yet."
          />
        </Section>
      </PageBody>
    </>
  );
}
