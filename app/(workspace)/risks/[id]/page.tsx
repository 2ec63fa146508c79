import type { Metadata } from "next";
import { HistoryTimeline } from "@/components/domain/history-timeline";
import { Columns } from "@/components/layout/columns";
import { PageBody } from "@/components/layout/page-body";
import { Section } from "@/components/layout/section";
import { AcceptanceSection } from "./acceptance-section";
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
}

export async function generateMetadata({ params }: RiskPageProps): Promise<Metadata> {
  const { ref, title } = await riskOf((await params).id);
  return { title: `${ref} ${title}` };
}

/** One risk: what it is, how bad, what is done about it, who signed what, and what happened to it. */
export default async function RiskPage({ params }: RiskPageProps) {
  const { id } = await params;
  const risk = await riskOf(id);
  const { method, scores, quantifications, reviews, entries, tasks, decisions } = await readRecord(id);
  return (
    <>
      <RiskHeader
        risk={risk}
        method={method}
        openTasks={tasks.filter(({ state }) => state === "open").length}
      />
      <PageBody>
        <Columns
          aside={
            <>
              <FactsSection risk={risk} method={method} />
              <SystemsSection systems={risk.systems ?? []} />
              <ReviewsSection risk={risk} reviews={reviews} />
            </>
          }
        >
          <StorySection risk={risk} />
          <ScoresSection risk={risk} scores={scores} method={method} />
          <QuantificationSection risk={risk} quantifications={quantifications} />
          <TreatmentSection risk={risk} tasks={tasks} />
          <AcceptanceSection risk={risk} decisions={decisions} />
          <Section title="History" id="history">
            <HistoryTimeline entries={entries} />
          </Section>
        </Columns>
      </PageBody>
    </>
  );
}
