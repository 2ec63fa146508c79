import type { Metadata } from "next";
import { cache } from "react";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { Columns } from "@/components/layout/columns";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { OptionBadge } from "@/components/ui/option-badge";
import { getProposal, proposalHistory } from "@/lib/domain/intake/queries";
import { proposalStates } from "@/lib/domain/intake/schema";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { RecordTalk } from "../../_record/record-talk";
import { AnswersSections } from "./answers-sections";
import { CourseSection } from "./course-section";
import { ProposalActs } from "./proposal-acts";
import { SimilarSection } from "./similar-section";

interface ProposalPageProps {
  params: Promise<{ id: string }>;
}

const proposalOf = cache(async (id: string) => orNotFound(getProposal.execute(await requireActor(), { id })));

export async function generateMetadata({ params }: ProposalPageProps): Promise<Metadata> {
  const { ref, name } = await proposalOf((await params).id);
  return { title: `${ref} ${name}` };
}

/** One proposal: whether it is AI, what it says, what was decided about it, and what can be done with it. */
export default async function ProposalPage({ params }: ProposalPageProps) {
  const { id } = await params;
  const proposal = await proposalOf(id);
  const { entries } = await proposalHistory.execute(await requireActor(), { id });
  const { ref, name, state, version, unit, proposer, can, owner, technicalOwner } = proposal;
  const triage = {
    owner,
    technicalOwner,
    criticality: proposal.criticality,
    stage: proposal.stage ?? "idea",
    triageNote: proposal.triageNote,
  };
  return (
    <>
      <PageHeader
        title={name}
        reference={ref}
        trail={[{ href: "/proposals", label: "Proposals" }]}
        badges={<OptionBadge options={proposalStates} value={state} />}
        meta={
          <>
            <span>{unit.name}</span>
            <span>Proposed by {proposer}</span>
          </>
        }
        actions={<ProposalActs proposal={{ id, ref, version, state }} can={can} triage={triage} />}
      />
      <PageBody>
        <Columns
          aside={
            <>
              <CourseSection proposal={proposal} />
              <SimilarSection systems={proposal.similar} />
            </>
          }
        >
          <AnswersSections proposal={proposal} />
          <RecordTalk subject={{ type: "proposals", id, ref, unitId: unit.id }} history={entries} />
        </Columns>
      </PageBody>
    </>
  );
}
