import { LinkProvider } from "@/app/(workspace)/settings/sessions/link-provider";
import { ActButton } from "@/components/form/act-button";
import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { DateText } from "@/components/ui/date-text";
import { InlineAlert } from "@/components/ui/inline-alert";
import { listIdentities } from "@/lib/domain/organization/single-sign-on/queries";
import { signInProblem } from "@/lib/domain/organization/single-sign-on/schema";
import type { Actor } from "@/lib/platform/access/actor";

/** One's own links to sign-in providers; nothing where there is neither a provider nor a link. */
export async function Identities({ actor, problem: named }: { actor: Actor; problem: unknown }) {
  const { label, identities, can } = await listIdentities.execute(actor, {});
  const problem = signInProblem(named);
  if (label === null && identities.length === 0) return null;
  return (
    <Section
      title="Single sign-on"
      description="The accounts elsewhere by which you sign in here."
      flush
      actions={can.link && label ? <LinkProvider label={label} /> : null}
    >
      {problem ? (
        <div className="px-4 pt-3">
          <InlineAlert tone="bad" title={problem.title} live>
            {problem.detail}
          </InlineAlert>
        </div>
      ) : null}
      <SimpleTable
        label="Single sign-on"
        columns={[
          { key: "account", label: "Account" },
          { key: "issuer", label: "Provider" },
          { key: "since", label: "Linked" },
          { key: "used", label: "Last used" },
          { key: "acts", label: "Actions", align: "right" },
        ]}
        rows={identities.map(({ id, issuer, email, createdAt, lastUsedAt }) => ({
          key: id,
          cells: {
            account: <span className="font-medium">{email ?? "Without an address"}</span>,
            issuer,
            since: <DateText value={createdAt} />,
            used: lastUsedAt ? (
              <DateText value={lastUsedAt} time />
            ) : (
              <span className="text-ink-faint">never</span>
            ),
            acts: (
              <ActButton
                label="Remove"
                size="sm"
                tone="danger"
                describedAs={email ?? issuer}
                action={{ method: "DELETE", url: `/api/v1/identities/${id}`, body: {} }}
                confirm={{
                  title: "Remove this link?",
                  consequence: "You cannot sign in by it any more until you link it again.",
                  button: "Remove link",
                }}
                done="Link removed."
              />
            ),
          },
        }))}
        empty="Not linked yet."
      />
    </Section>
  );
}
