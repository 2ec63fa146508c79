import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { ButtonLink } from "@/components/ui/button-link";
import { DateText } from "@/components/ui/date-text";
import { OptionBadge } from "@/components/ui/option-badge";
import { deliveryRegister } from "@/lib/domain/webhooks/queries/deliveries";
import { deliveryStates, testEvent, webhookEvents } from "@/lib/domain/webhooks/schema";
import { requireActor } from "@/lib/platform/auth/page-actor";

interface MessagesSectionProps {
  webhookId: string;
  messages: readonly { state: string; count: number }[];
}

const newest = 10;

/** The newest messages of a webhook, and the way to all of them. */
export async function MessagesSection({ webhookId, messages }: MessagesSectionProps) {
  const asked = { webhook: webhookId, limit: newest };
  const { rows } = await deliveryRegister.list.execute(await requireActor(), asked);
  const all = messages.reduce((sum, { count }) => sum + count, 0);
  const address = `/webhook-deliveries?webhook=${webhookId}`;
  return (
    <Section
      title={`Messages: ${all}`}
      flush
      actions={all > 0 ? <ButtonLink href={address}>Filter messages</ButtonLink> : null}
    >
      {messages.length > 1 ? (
        <p className="flex flex-wrap gap-x-4 gap-y-1 px-4 py-2 text-sm">
          {messages.map(({ state, count }) => (
            <a key={state} href={`${address}&state=${state}`} className="flex items-center gap-1.5 underline">
              <OptionBadge options={deliveryStates} value={state} /> {count}
            </a>
          ))}
        </p>
      ) : null}
      <SimpleTable
        label="Messages"
        columns={[
          { key: "ref", label: "Ref" },
          { key: "event", label: "Event" },
          { key: "state", label: "State" },
          { key: "tries", label: "Tries", align: "right" },
          { key: "status", label: "Status code", align: "right" },
          { key: "at", label: "Happened" },
        ]}
        rows={rows.map((row) => ({
          key: row.id,
          href: `/webhook-deliveries/${row.id}`,
          cells: {
            ref: row.ref,
            event: eventLabel(String(row["event"])),
            state: <OptionBadge options={deliveryStates} value={String(row["state"])} />,
            tries: String(row["tries"]),
            status: row["status"] === null ? "None" : String(row["status"]),
            at: <DateText value={String(row["happenedAt"])} time />,
          },
        }))}
        empty="Nothing has been sent lately. Send a test event to try the receiver out."
      />
    </Section>
  );
}

/** Returns an event in words. */
export function eventLabel(event: string): string {
  if (event === testEvent) return "Test event";
  return webhookEvents.find(({ value }) => value === event)?.label ?? event;
}
