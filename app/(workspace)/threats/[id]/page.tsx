import type { Metadata } from "next";
import { HistorySection } from "@/app/(workspace)/_record/history-section";
import { StagesSection } from "@/app/(workspace)/_record/stages-section";
import { SourcesSection } from "@/components/domain/sources-section";
import { Columns } from "@/components/layout/columns";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { Badge } from "@/components/ui/badge";
import { OptionBadge } from "@/components/ui/option-badge";
import { getThreatHistory } from "@/lib/domain/threat-models/queries/threats";
import { drifts, threatStates } from "@/lib/domain/threat-models/record/schema";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { AcceptanceSection } from "./acceptance-section";
import { BecauseSection } from "./because-section";
import { ControlsSection } from "./controls-section";
import { DecisionSection } from "./decision-section";
import { MovesSection } from "./moves-section";
import { threatOf } from "./read-threat";
import { RisksSection } from "./risks-section";
import { DecideThreat, EditThreat, MergeThreat } from "./threat-acts";
import { WordsSection } from "./words-section";

interface ThreatPageProps {
  params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: ThreatPageProps): Promise<Metadata> {
  const { ref, title } = await threatOf((await params).id);
  return { title: `${ref} ${title}` };
}

/** One threat: why it is said, from which sources, what was decided, and the risks and controls it leads to. */
export default async function ThreatPage({ params }: ThreatPageProps) {
  const { id } = await params;
  const threat = await threatOf(id);
  const { ref, title, state, drift, driftReason, elementIds, names, category, origin, model, can } = threat;
  const { entries } = await getThreatHistory.execute(await requireActor(), { id });
  const on = elementIds.slice(0, 3).map((one) => names[one] ?? one);
  return (
    <>
      <PageHeader
        title={title}
        reference={ref}
        trail={[
          { href: "/threat-models", label: "Threat models" },
          { href: `/threat-models/${model.id}`, label: `${model.ref} ${model.title}` },
          { href: `/threat-models/${model.id}/threats`, label: "Threats" },
        ]}
        badges={
          <>
            <OptionBadge options={threatStates} value={state} />
            {drift ? (
              <Badge tone="warn">{drifts.find(({ value }) => value === drift)?.label ?? drift}</Badge>
            ) : null}
          </>
        }
        meta={[on.join(", "), category, driftReason].filter(Boolean).join(" · ")}
        actions={
          can.decide ? (
            <>
              {origin === "rule" ? null : <EditThreat threat={threat} />}
              <MergeThreat threat={threat} others={threat.others} />
              <DecideThreat threat={threat} accepted={threat.acceptance.accepted !== null} />
            </>
          ) : null
        }
      />
      <PageBody>
        <Columns aside={<DecisionSection threat={threat} />}>
          {origin === "rule" ? <BecauseSection threat={threat} /> : <WordsSection threat={threat} />}
          {threat.sources.length > 0 ? <SourcesSection sources={threat.sources} /> : null}
          {threat.moves.length > 0 ? <MovesSection moves={threat.moves} /> : null}
          <ControlsSection threat={threat} can={can.decide} />
          <RisksSection threat={threat} can={can.decide} />
          <AcceptanceSection threat={threat} />
          <StagesSection of={{ threatId: id }} />
          <HistorySection entries={entries} />
        </Columns>
      </PageBody>
    </>
  );
}
