import type { Metadata } from "next";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { FactorTable } from "@/app/(workspace)/settings/second-factors/factor-table";
import { AddFactor, RenewCodes } from "@/app/(workspace)/settings/second-factors/own-factors";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { DateText } from "@/components/ui/date-text";
import { InlineAlert } from "@/components/ui/inline-alert";
import { getFactors } from "@/lib/domain/organization/factors/queries";
import { requireActor } from "@/lib/platform/auth/page-actor";

export const metadata: Metadata = { title: "Second factors" };

/** What one proves oneself with beside the password. */
export default async function SecondFactorsPage() {
  const held = await orNotFound(getFactors.execute(await requireActor(), {}));
  const { apps, passkeys, recoveryCodesLeft, neededFrom, passkeyObstacle } = held;
  const some = apps.length + passkeys.length > 0;
  return (
    <>
      <PageHeader
        title="Second factors"
        description="What you prove yourself with beside the password. A change ends your other sessions, and you are told of it."
      />
      <PageBody>
        {neededFrom && !some ? (
          <InlineAlert tone="warn" title="Your role needs a second factor">
            From <DateText value={neededFrom} time /> on you cannot sign in without setting one up.
          </InlineAlert>
        ) : null}
        <Section title="Authenticator apps" description="Show a new code every 30 seconds." flush>
          <FactorTable
            label="Authenticator apps"
            factors={apps}
            path="authenticators"
            one="app"
            empty="You have none."
          />
          <div className="px-4 py-3">
            <AddFactor kind="app" />
          </div>
        </Section>
        <Section
          title="Passkeys"
          description="Kept by a device or a security key; they sign you in alone, without the password."
          flush
        >
          <FactorTable
            label="Passkeys"
            factors={passkeys}
            path="passkeys"
            one="passkey"
            renames
            empty="You have none."
          />
          <div className="px-4 py-3">
            {passkeyObstacle ? (
              <InlineAlert title="Passkeys cannot be made at this address">{passkeyObstacle}</InlineAlert>
            ) : (
              <AddFactor kind="passkey" />
            )}
          </div>
        </Section>
        <Section
          title="Recovery codes"
          description={
            some
              ? `${recoveryCodesLeft} left. Each lets you in once when your second factor is lost.`
              : "You get ten of them with your first second factor, for when it is lost."
          }
        >
          {some ? <RenewCodes /> : null}
        </Section>
      </PageBody>
    </>
  );
}
