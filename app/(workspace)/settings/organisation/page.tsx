import type { Metadata } from "next";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { OrganisationForm } from "@/app/(workspace)/settings/organisation/organisation-form";
import { Facts } from "@/components/layout/facts";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { getOrganisation } from "@/lib/domain/organization/settings/queries";
import { requireActor } from "@/lib/platform/auth/page-actor";

export const metadata: Metadata = { title: "Organisation" };

/** What holds for the whole organisation. */
export default async function OrganisationPage() {
  const actor = await requireActor();
  const { name, timeZone, currency, signing, version, can } = await orNotFound(
    getOrganisation.execute(actor, {}),
  );
  return (
    <>
      <PageHeader
        title="Organisation"
        description="What holds for everybody: the name on every page and report, and the zone in which days begin and end."
      />
      <PageBody width="text">
        {can.edit ? (
          <OrganisationForm
            action={{ method: "PATCH", url: "/api/v1/settings/organisation" }}
            values={{ name, timeZone, currency, signing }}
            version={version}
            done={null}
            submit="Save organisation"
            saved="Organisation saved."
          />
        ) : (
          <Section title="Organisation">
            <Facts
              items={[
                { label: "Name", value: name },
                { label: "Time zone", value: timeZone },
              ]}
            />
          </Section>
        )}
      </PageBody>
    </>
  );
}
