import { notFound } from "next/navigation";
import { PackForm } from "@/app/(workspace)/audit-packs/new/pack-form";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { packsBuild } from "@/lib/domain/audit-packs/access";
import { licensedTextsRead } from "@/lib/domain/frameworks/access";
import { listFrameworks } from "@/lib/domain/frameworks/queries/browse";
import { getOrganisation } from "@/lib/domain/organization/settings/queries";
import { mayAnywhere } from "@/lib/platform/access/actor";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { addDays, dayIn } from "@/lib/platform/time/day";

export const metadata = { title: "New audit pack" };

/** The form of a new audit pack: of today and the year before it, unless somebody says otherwise. */
export default async function NewAuditPackPage() {
  const actor = await requireActor();
  if (!mayAnywhere(actor, packsBuild)) notFound();
  const { timeZone } = await getOrganisation.execute(actor, {});
  const today = dayIn(timeZone, new Date());
  const { entries } = await listFrameworks.execute(actor, {});
  const frameworks = entries.map(({ key, name, version }) => ({
    value: key,
    // Two editions of the same are told apart.
    label: entries.filter((one) => one.name === name).length > 1 ? `${name}, ${version}` : name,
  }));
  return (
    <>
      <PageHeader
        title="New audit pack"
        trail={[{ href: "/audit-packs", label: "Audit packs" }]}
        description="It holds what you may read in its scope. The same choices give the same file, byte for byte."
      />
      <PageBody>
        <PackForm
          frameworks={frameworks}
          licensed={mayAnywhere(actor, licensedTextsRead)}
          values={{ periodFrom: addDays(today, -365), asOf: today, frameworks: [], leftOut: [], added: [] }}
        />
      </PageBody>
    </>
  );
}
