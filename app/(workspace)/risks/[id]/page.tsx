import type { Metadata } from "next";
import type { SearchParams } from "@/app/(workspace)/first-page";
import { lookedBack } from "@/app/(workspace)/looking-back";
import { LookingBackNotice } from "@/app/(workspace)/looking-back-notice";
import { Columns } from "@/components/layout/columns";
import { PageBody } from "@/components/layout/page-body";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { EvidenceSection } from "../../_record/evidence-section";
import { FindingsSection } from "../../_record/findings-section";
import { RecordTalk } from "../../_record/record-talk";
import { ThreatsSection } from "../../_record/threats-section";
import { AcceptanceSection } from "./acceptance-section";
import { ControlsSection } from "./controls-section";
import { FactsSection } from "./facts-section";
import { QuantificationSection } from "./quantification-section";
import { readRecord, riskOf } from "./read-record";
import { ReviewsSection } from "./reviews-section";
import { RiskHeader } from "./risk-header";
import { ScoresSection } from "./scores-section";
import { StorySection } from "./story-section";
import { SystemsSection } from "./systems-section";
import { TreatmentSection } from "./treatment-section";

interface RiskPageProps {
  params: Promise<{ id: string }>;
  searchParams: SearchParams;
}

export async function generateMetadata({ params, searchParams }: RiskPageProps): Promise<Metadata> {
  const { past } = await lookedBack(await requireActor(), await searchParams);
  const { ref, title } = await riskOf((await params).id, past?.asOf);
  return { title: `${ref} ${title}` };
}

/** One risk: what it is, how bad, what is done about it, who signed what, and what happened to it. */
export default async function RiskPage({ params, searchParams }: RiskPageProps) {
  const { id } = await params;
  const asked = await searchParams;
  const seen = await lookedBack(await requireActor(), asked);
  const asOf = seen.past?.asOf;
  const risk = await riskOf(id, asOf);
  const { method, scores, quantifications, reviews, entries, tasks, decisions } = await readRecord(id, asOf);
  return (
    <div className={asOf ? "shown-past" : ""}>
      <LookingBackNotice seen={seen} path={`/risks/${id}`} asked={asked} />
      <RiskHeader
        risk={risk}
        asOf={asOf}
        method={method}
        openTasks={tasks.filter(({ state }) => state === "open").length}
      />
      <PageBody>
        <Columns
          aside={
            <>
              <FactsSection risk={risk} method={method} />
              <SystemsSection systems={risk.systems ?? []} asOf={asOf} />
              <ReviewsSection risk={risk} reviews={reviews} />
            </>
          }
        >
          <StorySection risk={risk} />
          <ScoresSection risk={risk} scores={scores} method={method} />
          {asOf ? null : <ThreatsSection of={{ riskId: id }} />}
          {asOf ? null : <FindingsSection riskId={id} />}
          <ControlsSection risk={risk} asOf={asOf} />
          <QuantificationSection risk={risk} quantifications={quantifications} />
          <TreatmentSection risk={risk} tasks={tasks} />
          <AcceptanceSection risk={risk} decisions={decisions} />
          <EvidenceSection subject={{ type: "risks", id, ref: risk.ref, unit: risk.unit }} asOf={asOf} />
          <RecordTalk
            withoutTasks
            subject={{ type: "risks", id, ref: risk.ref, unitId: risk.unit.id }}
            history={entries}
            asOf={asOf}
          />
        </Columns>
      </PageBody>
    </div>
  );
}
