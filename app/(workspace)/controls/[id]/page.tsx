import type { Metadata } from "next";
import type { SearchParams } from "@/app/(workspace)/first-page";
import { lookedBack } from "@/app/(workspace)/looking-back";
import { LookingBackNotice } from "@/app/(workspace)/looking-back-notice";
import { Columns } from "@/components/layout/columns";
import { PageBody } from "@/components/layout/page-body";
import { getControlHistory } from "@/lib/domain/controls/queries/control";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { asOfDay } from "@/lib/platform/operation/operation";
import { EvidenceSection } from "../../_record/evidence-section";
import { RecordTalk } from "../../_record/record-talk";
import { ThreatsSection } from "../../_record/threats-section";
import { ChecksSection } from "./checks-section";
import { ControlHeader } from "./control-header";
import { EffectivenessSection } from "./effectiveness-section";
import { ExceptionSection } from "./exception-section";
import { FactsSection } from "./facts-section";
import { PlannedSection } from "./planned-section";
import { controlOf } from "./read-control";
import { RisksSection } from "./risks-section";
import { TestsSection } from "./tests-section";
import { TextSection } from "./text-section";

interface ControlPageProps {
  params: Promise<{ id: string }>;
  searchParams: SearchParams;
}

export async function generateMetadata({ params, searchParams }: ControlPageProps): Promise<Metadata> {
  const { past } = await lookedBack(await requireActor(), await searchParams);
  const { ref, title } = await controlOf((await params).id, past?.asOf);
  return { title: `${ref} ${title}` };
}

/** One control: what it is, how it is carried out, whether it works, its tests and evidence, and what happened to it. */
export default async function ControlPage({ params, searchParams }: ControlPageProps) {
  const { id } = await params;
  const actor = await requireActor();
  const asked = await searchParams;
  const seen = await lookedBack(actor, asked);
  const asOf = seen.past?.asOf;
  const control = await controlOf(id, asOf);
  const { ref, unit } = control;
  const { entries } = await asOfDay(asOf, actor, () => getControlHistory.execute(actor, { id }));
  return (
    <div className={asOf ? "shown-past" : ""}>
      <LookingBackNotice seen={seen} path={`/controls/${id}`} asked={asked} />
      <ControlHeader control={control} asOf={asOf} />
      <PageBody>
        <Columns aside={<FactsSection control={control} asOf={asOf} />}>
          <TextSection control={control} />
          <EffectivenessSection control={control} />
          <TestsSection control={control} />
          {asOf ? null : <ChecksSection controlId={id} />}
          {asOf ? null : <PlannedSection controlId={id} />}
          <RisksSection control={control} asOf={asOf} />
          {asOf ? null : <ThreatsSection of={{ controlId: id }} />}
          <EvidenceSection subject={{ type: "controls", id, ref, unit }} asOf={asOf} />
          <ExceptionSection control={control} asOf={asOf} />
          <RecordTalk
            subject={{ type: "controls", id, ref, unitId: unit.id }}
            history={entries}
            asOf={asOf}
          />
        </Columns>
      </PageBody>
    </div>
  );
}
