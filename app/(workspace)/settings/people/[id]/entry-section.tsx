import { ActButton } from "@/components/form/act-button";
import { Facts } from "@/components/layout/facts";
import { Section } from "@/components/layout/section";
import { getEntry } from "@/lib/domain/organization/people/entry";
import type { Actor } from "@/lib/platform/access/actor";

interface EntrySectionProps {
  actor: Actor;
  id: string;
  name: string;
}

/** How somebody comes in, for whoever keeps their account, and what can be ended. */
export async function EntrySection({ actor, id, name }: EntrySectionProps) {
  const { authenticatorApps, passkeys, recoveryCodesLeft, sessions, identities, can } =
    await getEntry.execute(actor, {
      id,
    });
  const url = `/api/v1/people/${id}`;
  const acts = (
    <>
      {can.endSessions ? (
        <ActButton
          label="End all sessions"
          size="sm"
          tone="danger"
          action={{ method: "POST", url: `${url}/end-sessions`, body: {} }}
          confirm={{
            title: `End all sessions of ${name}?`,
            consequence: "Every browser has to sign in again, from its next request on.",
            button: "End sessions",
          }}
          done="The sessions have ended."
        />
      ) : null}
      {can.removeFactors ? (
        <ActButton
          label="Remove second factors"
          size="sm"
          tone="danger"
          action={{ method: "POST", url: `${url}/remove-factors`, body: {} }}
          confirm={{
            title: `Remove the second factors of ${name}?`,
            consequence:
              "For somebody who lost them. All sessions end, and the password alone opens the account until a new one is set up. They are told.",
            button: "Remove second factors",
          }}
          done="Second factors removed."
        />
      ) : null}
    </>
  );
  return (
    <Section title="Sign-in" actions={acts}>
      <Facts
        columns={2}
        items={[
          { label: "Authenticator apps", value: String(authenticatorApps) },
          { label: "Passkeys", value: String(passkeys) },
          { label: "Recovery codes left", value: String(recoveryCodesLeft) },
          { label: "Single sign-on", value: identities > 0 ? "Linked" : "Not linked" },
          { label: "Open sessions", value: String(sessions) },
        ]}
      />
    </Section>
  );
}
