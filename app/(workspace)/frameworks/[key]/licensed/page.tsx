import { notFound } from "next/navigation";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { licensedTextsRead } from "@/lib/domain/frameworks/access";
import { listLicensedTexts } from "@/lib/domain/frameworks/licensed/queries";
import { mayAnywhere } from "@/lib/platform/access/actor";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { ImportTexts } from "./import-texts";
import { TextRows } from "./text-rows";

export const metadata = { title: "Licensed texts" };

/** The texts of a standard that the organisation holds under a licence, for who may read them alone. */
export default async function LicensedTextsPage({ params }: { params: Promise<{ key: string }> }) {
  const actor = await requireActor();
  if (!mayAnywhere(actor, licensedTextsRead)) notFound();
  const { framework, rows, entered, can } = await orNotFound(
    listLicensedTexts.receive(actor, { framework: (await params).key }),
  );
  return (
    <>
      <PageHeader
        title={`Licensed texts: ${framework.name}`}
        trail={[
          { href: "/frameworks", label: "Frameworks" },
          { href: `/frameworks/${framework.key}`, label: framework.name },
        ]}
        description={`${entered} of ${rows.length} lines have a text. Who may not read licensed texts finds none of them: not here, in search, in exports or in the audit trail; and a pack holds them only where that is chosen.`}
      />
      <PageBody>
        {can.edit ? (
          <Section
            title="Enter texts from a list"
            description="Only if the organisation holds a licence for the standard that covers this."
          >
            <ImportTexts framework={framework.key} />
          </Section>
        ) : null}
        <Section title="Requirements" flush>
          <TextRows framework={framework.key} rows={rows} edit={can.edit} />
        </Section>
      </PageBody>
    </>
  );
}
