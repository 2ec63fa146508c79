import { notFound } from "next/navigation";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { evidenceEdit } from "@/lib/domain/evidence/access";
import { mayAnywhere } from "@/lib/platform/access/actor";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { NewEvidenceForm } from "../evidence-form";

export const metadata = { title: "New evidence" };

/** The form of new evidence; whoever adds it is its owner unless they name another. */
export default async function NewEvidencePage() {
  const actor = await requireActor();
  if (!mayAnywhere(actor, evidenceEdit)) notFound();
  const owner = actor.personId === null ? {} : { owner: { id: actor.personId, name: actor.name } };
  return (
    <>
      <PageHeader
        title="New evidence"
        trail={[{ href: "/evidence", label: "Evidence" }]}
        description="Choose the file and say what it shows. Attach it to records on its own page."
      />
      <PageBody>
        <NewEvidenceForm
          action={{ method: "POST", url: "/api/v1/evidence" }}
          values={owner}
          done="/evidence"
          submit="Add evidence"
          saved="Evidence added."
          cancel="/evidence"
        />
      </PageBody>
    </>
  );
}
