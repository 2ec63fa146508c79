import { Tabs } from "@/components/layout/tabs";

/** Webhooks, and what came of their messages. */
export function WebhookTabs({ current }: { current: "/webhooks" | "/webhook-deliveries" }) {
  return (
    <Tabs
      label="Webhooks"
      current={current}
      items={[
        { href: "/webhooks", label: "Webhooks" },
        { href: "/webhook-deliveries", label: "Messages" },
      ]}
    />
  );
}
