import type { Metadata } from "next";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { TokenForm } from "@/app/(workspace)/settings/tokens/token-form";
import { TokenTable } from "@/app/(workspace)/settings/tokens/token-table";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { getMe } from "@/lib/domain/organization/sessions/queries";
import { tokensCreate } from "@/lib/domain/organization/tokens/access";
import { listTokens } from "@/lib/domain/organization/tokens/queries";
import { mayAnywhere, unitsOf } from "@/lib/platform/access/actor";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { modules } from "@/lib/registry";

export const metadata: Metadata = { title: "API tokens" };

/** One's own API tokens, and for administrators those of their units. */
export default async function TokensPage() {
  const actor = await requireActor();
  const { tokens } = await orNotFound(listTokens.execute(actor, {}));
  const { unit } = await getMe.execute(actor, {});
  const permissions = modules
    .flatMap((module) => module.permissions)
    .filter((one) => !one.peopleOnly && mayAnywhere(actor, one))
    .map(({ name, sentence }) => ({ value: name, label: name, help: sentence }));
  const own = tokens.filter((token) => token.own);
  const others = tokens.filter((token) => !token.own);
  return (
    <>
      <PageHeader
        title="API tokens"
        description="Keys for programs that act for you through the REST API at /api/v1. They may do what you may, or less."
        actions={
          mayAnywhere(actor, tokensCreate) ? (
            <TokenForm permissions={permissions} unit={unitsOf(actor).includes(unit.id) ? unit : null} />
          ) : null
        }
      />
      <PageBody>
        <Section title="Your tokens" flush>
          <TokenTable
            tokens={own}
            empty="You have no token. Make one for each program, so that each can be revoked alone."
          />
        </Section>
        {others.length > 0 ? (
          <Section title="Tokens of others in your units" flush>
            <TokenTable tokens={others} withPerson empty="" />
          </Section>
        ) : null}
      </PageBody>
    </>
  );
}
