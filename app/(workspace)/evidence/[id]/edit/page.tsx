import { notFound } from "next/navigation";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { getEvidence } from "@/lib/domain/evidence/queries/evidence";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { EvidenceForm } from "../../evidence-form";

export const metadata = { title: "Edit evidence" };

/** The form of evidence that exists. */
export default async function EditEvidencePage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const evidence = await orNotFound(getEvidence.execute(await requireActor(), { id }));
  if (!evidence.can.edit) notFound();
  return (
    <>
      <PageHeader
        title={`Edit ${evidence.title}`}
        trail={[
          { href: "/evidence", label: "Evidence" },
          { href: `/evidence/${id}`, label: evidence.ref },
        ]}
        description="Changes are kept in the history. A new file is a new version, on the page of the evidence."
      />
      <PageBody>
        <EvidenceForm
          action={{ method: "PATCH", url: `/api/v1/evidence/${id}` }}
          values={evidence}
          version={evidence.version}
          done="/evidence"
          submit="Save evidence"
          saved="Evidence saved."
          cancel={`/evidence/${id}`}
        />
      </PageBody>
    </>
  );
}
