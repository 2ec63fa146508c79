import type { Metadata } from "next";
import type { SearchParams } from "@/app/(workspace)/first-page";
import { lookedBack } from "@/app/(workspace)/looking-back";
import { LookingBackNotice } from "@/app/(workspace)/looking-back-notice";
import { Columns } from "@/components/layout/columns";
import { PageBody } from "@/components/layout/page-body";
import { Section } from "@/components/layout/section";
import { bomsReconcile } from "@/lib/domain/inventory/boms/access";
import { systemFields } from "@/lib/domain/inventory/systems/schema";
import { risksCreate } from "@/lib/domain/risks/access";
import { may, mayAnywhere } from "@/lib/platform/access/actor";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { EvidenceSection } from "../../_record/evidence-section";
import { PlanSection } from "../../_record/plan-section";
import { RecordTalk } from "../../_record/record-talk";
import { TestsSection } from "../../_record/tests-section";
import { ThreatModelsSection } from "../../_record/threat-models-section";
import { InventoryFacts } from "../_inventory/inventory-facts";
import { systemSections } from "../system-sections";
import { AssessmentsSection } from "./assessments-section";
import { BomsSection } from "./boms-section";
import { ClassificationSection } from "./classification-section";
import { ControlsSection } from "./controls-section";
import { PartsSection } from "./parts-section";
import { readParts, systemOf } from "./read-system";
import { RisksSection } from "./risks-section";
import { SystemAside } from "./system-aside";
import { SystemHeader } from "./system-header";

interface SystemPageProps {
  params: Promise<{ id: string }>;
  searchParams: SearchParams;
}

export async function generateMetadata({ params, searchParams }: SystemPageProps): Promise<Metadata> {
  const { past } = await lookedBack(await requireActor(), await searchParams);
  return { title: (await systemOf((await params).id, past?.asOf)).name };
}

/** One AI system: its facts and gaps, its parts, its risks, its life and its history. */
export default async function SystemPage({ params, searchParams }: SystemPageProps) {
  const { id } = await params;
  const actor = await requireActor();
  const asked = await searchParams;
  const seen = await lookedBack(actor, asked);
  const asOf = seen.past?.asOf;
  const system = await systemOf(id, asOf);
  const { entries, relations, linked, boms, gates } = await readParts(id, asOf);
  const { ref, unit } = system;
  const subject = { type: "systems", id, ref };
  const mayCompare = system.can.edit && may(actor, bomsReconcile, unit.id);
  const editHref = system.can.edit ? `/systems/${id}/edit` : null;
  const addRisk = !asOf && mayAnywhere(actor, risksCreate) ? `/risks/new?systems=${id}` : null;
  return (
    <div className={asOf ? "shown-past" : ""}>
      <LookingBackNotice seen={seen} path={`/systems/${id}`} asked={asked} />
      <SystemHeader system={system} gates={gates} asOf={asOf} />
      <PageBody>
        <Columns aside={<SystemAside {...{ actor, system, asOf, editHref }} />}>
          {systemSections.map(({ title, fields }) => (
            <Section key={title} title={title}>
              <InventoryFacts shape={systemFields} record={system} fields={fields} editHref={editHref} />
            </Section>
          ))}
          <ClassificationSection systemId={id} asOf={asOf} />
          <PartsSection system={system} {...relations} asOf={asOf} />
          <RisksSection systemId={id} {...linked} createHref={addRisk} asOf={asOf} />
          {asOf ? null : <ThreatModelsSection recordId={id} systemUnit={unit.id} />}
          {asOf ? null : <PlanSection systemId={id} />}
          {asOf ? null : <TestsSection recordId={id} systemUnit={unit.id} />}
          <ControlsSection systemId={id} asOf={asOf} />
          <AssessmentsSection system={system} asOf={asOf} />
          <EvidenceSection subject={{ ...subject, unit }} asOf={asOf} />
          {asOf ? null : <BomsSection systemId={id} boms={boms} canCompare={mayCompare} />}
          <RecordTalk subject={{ ...subject, unitId: unit.id }} history={entries} asOf={asOf} />
        </Columns>
      </PageBody>
    </div>
  );
}
