import type { Metadata } from "next";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { SignInRulesForm } from "@/app/(workspace)/settings/sign-in/sign-in-rules-form";
import { SingleSignOn } from "@/app/(workspace)/settings/sign-in/single-sign-on";
import { Facts } from "@/components/layout/facts";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { getSignInRules } from "@/lib/domain/organization/factors/queries";
import { providerEdit } from "@/lib/domain/organization/single-sign-on/access";
import { mayAnywhere } from "@/lib/platform/access/actor";
import { roles as allRoles } from "@/lib/platform/access/role";
import { requireActor } from "@/lib/platform/auth/page-actor";

export const metadata: Metadata = { title: "Sign-in and security" };

/** Who needs more than a password to sign in. */
export default async function SignInRulesPage() {
  const actor = await requireActor();
  const { roles, graceDays, version, can } = await orNotFound(getSignInRules.execute(actor, {}));
  const named = allRoles.filter(({ value }) => roles.includes(value)).map(({ label }) => label);
  return (
    <>
      <PageHeader
        title="Sign-in and security"
        description="Who needs a second factor, and who comes in by single sign-on. What a signature takes is decided under Organisation."
      />
      <PageBody width="text">
        {can.edit ? (
          <SignInRulesForm values={{ roles, graceDays }} version={version} />
        ) : (
          <Section title="Second factor">
            <Facts
              items={[
                { label: "Needed by", value: named.join(", "), empty: "Nobody" },
                { label: "Days of grace", value: String(graceDays) },
              ]}
            />
          </Section>
        )}
        {mayAnywhere(actor, providerEdit) ? <SingleSignOn actor={actor} /> : null}
      </PageBody>
    </>
  );
}
