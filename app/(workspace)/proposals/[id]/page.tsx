import type { Metadata } from "next";
import { cache } from "react";
import type { SearchParams } from "@/app/(workspace)/first-page";
import { lookedBack } from "@/app/(workspace)/looking-back";
import { LookingBackNotice } from "@/app/(workspace)/looking-back-notice";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { AsOfControl } from "@/components/layout/as-of-control";
import { Columns } from "@/components/layout/columns";
import { onDay } from "@/components/layout/on-day";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { OptionBadge } from "@/components/ui/option-badge";
import { getProposal, proposalHistory } from "@/lib/domain/intake/queries";
import { proposalStates } from "@/lib/domain/intake/schema";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { asOfDay } from "@/lib/platform/operation/operation";
import { RecordTalk } from "../../_record/record-talk";
import { AnswersSections } from "./answers-sections";
import { CourseSection } from "./course-section";
import { ProposalActs } from "./proposal-acts";
import { SimilarSection } from "./similar-section";

interface ProposalPageProps {
  params: Promise<{ id: string }>;
  searchParams: SearchParams;
}

const proposalOf = cache(async (id: string, asOf?: string) => {
  const actor = await requireActor();
  return orNotFound(asOfDay(asOf, actor, () => getProposal.execute(actor, { id })));
});

export async function generateMetadata({ params, searchParams }: ProposalPageProps): Promise<Metadata> {
  const { past } = await lookedBack(await requireActor(), await searchParams);
  const { ref, name } = await proposalOf((await params).id, past?.asOf);
  return { title: `${ref} ${name}` };
}

/** One proposal: whether it is AI, what it says, what was decided about it, and what can be done with it. */
export default async function ProposalPage({ params, searchParams }: ProposalPageProps) {
  const [{ id }, asked, actor] = await Promise.all([params, searchParams, requireActor()]);
  const seen = await lookedBack(actor, asked);
  const asOf = seen.past?.asOf;
  const proposal = await proposalOf(id, asOf);
  const { entries } = await asOfDay(asOf, actor, () => proposalHistory.execute(actor, { id }));
  const { ref, name, state, version, unit, proposer, can, owner, technicalOwner } = proposal;
  const triage = {
    owner,
    technicalOwner,
    criticality: proposal.criticality,
    stage: proposal.stage ?? "idea",
    triageNote: proposal.triageNote,
  };
  return (
    <div className={asOf ? "shown-past" : ""}>
      <LookingBackNotice seen={seen} path={`/proposals/${id}`} asked={asked} />
      <PageHeader
        title={name}
        reference={ref}
        trail={[{ href: onDay("/proposals", asOf), label: "Proposals" }]}
        badges={<OptionBadge options={proposalStates} value={state} />}
        meta={
          <>
            <span>{unit.name}</span>
            <span>Proposed by {proposer}</span>
          </>
        }
        actions={
          <>
            <AsOfControl asOf={asOf} />
            <ProposalActs proposal={{ id, ref, version, state }} can={can} triage={triage} />
          </>
        }
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
          <RecordTalk
            subject={{ type: "proposals", id, ref, unitId: unit.id }}
            history={entries}
            asOf={asOf}
          />
        </Columns>
      </PageBody>
    </div>
  );
}
