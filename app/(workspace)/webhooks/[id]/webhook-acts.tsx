import { ActButton } from "@/components/form/act-button";
import { ButtonLink } from "@/components/ui/button-link";
import { FreshSecret } from "./fresh-secret";

interface WebhookActsProps {
  webhook: { id: string; name: string; version: number; active: boolean };
}

/** What whoever keeps a webhook may do with it. */
export function WebhookActs({ webhook }: WebhookActsProps) {
  const { id, name, version, active } = webhook;
  const url = `/api/v1/webhooks/${id}`;
  return (
    <>
      <ActButton
        label="Remove"
        tone="danger"
        action={{ method: "POST", url: `${url}/remove`, body: { version } }}
        confirm={{
          title: `Remove ${name}?`,
          consequence:
            "Nothing is sent to it any more, and its messages are gone. The audit trail keeps that it was there.",
          button: "Remove webhook",
        }}
        done="Webhook removed."
        goTo="/webhooks"
      />
      <FreshSecret url={`${url}/renew-secret`} version={version} />
      {active ? (
        <ActButton
          label="Switch off"
          action={{ method: "POST", url: `${url}/switch-off`, body: { version } }}
          confirm={{
            title: `Switch ${name} off?`,
            consequence: "What waits is not sent, and what happens meanwhile is not told later.",
            button: "Switch off",
          }}
          done="Switched off."
        />
      ) : (
        <ActButton
          label="Switch on"
          action={{ method: "POST", url: `${url}/switch-on`, body: { version } }}
          done="Switched on. It tells of what happens from now on."
        />
      )}
      <ButtonLink href={`/webhooks/${id}/edit`}>Edit</ButtonLink>
      <ActButton
        label="Send test event"
        tone="primary"
        {...(active ? {} : { reason: "The webhook is switched off. Switch it on first." })}
        action={{ method: "POST", url: `${url}/send-test`, body: {} }}
        done="It is sent within a minute."
      />
    </>
  );
}
