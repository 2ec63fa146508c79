import { notFound } from "next/navigation";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { getProposal } from "@/lib/domain/intake/queries";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { ProposalForm } from "../../proposal-form";

export const metadata = { title: "Change a proposal" };

/** The form in which a proposal is changed, and what was asked is answered. */
export default async function EditProposalPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const proposal = await orNotFound(getProposal.execute(await requireActor(), { id }));
  if (!proposal.can.edit) notFound();
  return (
    <>
      <PageHeader
        title={`Change ${proposal.ref}`}
        trail={[
          { href: "/proposals", label: "Proposals" },
          { href: `/proposals/${id}`, label: proposal.name },
        ]}
        description={proposal.question ? `You are asked: ${proposal.question}` : undefined}
      />
      <PageBody>
        <ProposalForm
          action={{ method: "PATCH", url: `/api/v1/proposals/${id}` }}
          values={proposal}
          version={proposal.version}
          done="/proposals"
          submit="Save proposal"
          saved="Proposal saved."
          cancel={`/proposals/${id}`}
        />
      </PageBody>
    </>
  );
}
