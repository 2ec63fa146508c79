import type { Metadata } from "next";
import { Columns } from "@/components/layout/columns";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { DateText } from "@/components/ui/date-text";
import { Gap } from "@/components/ui/gap";
import { OptionBadge } from "@/components/ui/option-badge";
import { findingStates, severityOptions } from "@/lib/domain/test-runs/findings/schema";
import { getFindingHistory } from "@/lib/domain/test-runs/queries/finding";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { EvidenceSection } from "../../_record/evidence-section";
import { RecordTalk } from "../../_record/record-talk";
import { BelongsSection } from "./belongs-section";
import { CasesSection } from "./cases-section";
import { EventsSection } from "./events-section";
import { FactsSection } from "./facts-section";
import { AssignFinding, DecideFinding, JudgeFinding } from "./finding-acts";
import { findingOf } from "./read-finding";
import { RisksSection } from "./risks-section";
import { TrendSection } from "./trend-section";
import { WaiverSection } from "./waiver-section";

interface FindingPageProps {
  params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: FindingPageProps): Promise<Metadata> {
  const { ref, title } = await findingOf((await params).id);
  return { title: `${ref} ${title}` };
}

/** One finding: how often it was seen in which run, how severe it is and why, who sees to it, and what it belongs to. */
export default async function FindingPage({ params }: FindingPageProps) {
  const { id } = await params;
  const finding = await findingOf(id);
  const { ref, title, state, severity, owner, dueOn, unit, can } = finding;
  const { entries } = await getFindingHistory.execute(await requireActor(), { id });
  return (
    <>
      <PageHeader
        title={title}
        reference={ref}
        trail={[{ href: "/findings", label: "Findings" }]}
        badges={
          <>
            <OptionBadge options={severityOptions} value={severity} />
            <OptionBadge options={findingStates} value={state} />
          </>
        }
        meta={
          <>
            <span>Owner {owner ? owner.name : <Gap>Nobody</Gap>}</span>
            {dueOn ? (
              <span>
                Due <DateText value={dueOn} due />
              </span>
            ) : null}
            <span>{finding.system.name}</span>
          </>
        }
        actions={
          can.triage ? (
            <>
              <AssignFinding finding={finding} />
              <JudgeFinding finding={finding} />
              <DecideFinding finding={finding} />
            </>
          ) : null
        }
      />
      <PageBody>
        <Columns aside={<FactsSection finding={finding} />}>
          <TrendSection finding={finding} />
          <CasesSection finding={finding} />
          <RisksSection finding={finding} can={can.triage} />
          <BelongsSection finding={finding} />
          <WaiverSection finding={finding} />
          <EventsSection finding={finding} />
          <EvidenceSection subject={{ type: "findings", id, ref, unit }} />
          <RecordTalk subject={{ type: "findings", id, ref, unitId: unit.id }} history={entries} />
        </Columns>
      </PageBody>
    </>
  );
}
