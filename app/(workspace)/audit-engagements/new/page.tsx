import { notFound } from "next/navigation";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { packsEngage } from "@/lib/domain/audit-packs/access";
import { getOrganisation } from "@/lib/domain/organization/settings/queries";
import { mayAnywhere } from "@/lib/platform/access/actor";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { dayIn } from "@/lib/platform/time/day";
import { EngagementForm } from "./engagement-form";

export const metadata = { title: "Engage auditor" };

/** Where an auditor is engaged: from today unless somebody says otherwise. */
export default async function NewEngagementPage() {
  const actor = await requireActor();
  if (!mayAnywhere(actor, packsEngage)) notFound();
  const { timeZone } = await getOrganisation.execute(actor, {});
  return (
    <>
      <PageHeader
        title="Engage auditor"
        trail={[{ href: "/audit-engagements", label: "Auditors" }]}
        description="They read the records and the audit trail of the unit and of those below it, change nothing, and see nothing before the first day or after the last. Every read is logged."
      />
      <PageBody width="text">
        <EngagementForm
          action={{ method: "POST", url: "/api/v1/audit-engagements" }}
          values={{ startsOn: dayIn(timeZone, new Date()) }}
          done="/audit-engagements"
          submit="Engage auditor"
          saved="The auditor is engaged."
          cancel="/audit-engagements"
        />
      </PageBody>
    </>
  );
}
