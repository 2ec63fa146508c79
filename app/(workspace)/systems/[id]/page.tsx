import type { Metadata } from "next";
import { cache } from "react";
import type { SearchParams } from "@/app/(workspace)/first-page";
import { lookedBack } from "@/app/(workspace)/looking-back";
import { LookingBackNotice } from "@/app/(workspace)/looking-back-notice";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { Columns } from "@/components/layout/columns";
import { PageBody } from "@/components/layout/page-body";
import { Section } from "@/components/layout/section";
import { bomsReconcile } from "@/lib/domain/inventory/boms/access";
import { listBoms } from "@/lib/domain/inventory/boms/queries";
import { systemGates } from "@/lib/domain/inventory/systems/gates/queries";
import { getSystem, systemHistory } from "@/lib/domain/inventory/systems/queries";
import { systemRelations } from "@/lib/domain/inventory/systems/relations";
import { systemFacts, systemFields } from "@/lib/domain/inventory/systems/schema";
import { risksCreate } from "@/lib/domain/risks/access";
import { may, mayAnywhere } from "@/lib/platform/access/actor";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { asOfDay } from "@/lib/platform/operation/operation";
import { EvidenceSection } from "../../_record/evidence-section";
import { RecordTalk } from "../../_record/record-talk";
import { GapsSection } from "../_inventory/gaps-section";
import { InventoryFacts } from "../_inventory/inventory-facts";
import { ReviewsSection } from "../_inventory/reviews-section";
import { systemSections } from "../system-sections";
import { BomsSection } from "./boms-section";
import { linkedRisks } from "./linked-risks";
import { PartsSection } from "./parts-section";
import { RisksSection } from "./risks-section";
import { StageSection } from "./stage-section";
import { SystemHeader } from "./system-header";

interface SystemPageProps {
  params: Promise<{ id: string }>;
  searchParams: SearchParams;
}

const systemOf = cache(async (id: string, asOf?: string) => {
  const actor = await requireActor();
  return orNotFound(asOfDay(asOf, actor, () => getSystem.execute(actor, { id })));
});

export async function generateMetadata({ params, searchParams }: SystemPageProps): Promise<Metadata> {
  const { past } = await lookedBack(await requireActor(), await searchParams);
  return { title: (await systemOf((await params).id, past?.asOf)).name };
}

// The bills of materials and the gate ahead are of today alone.
const none = { boms: [], gates: [] };

/** One AI system: its facts and gaps, its parts, its risks, its life and its history. */
export default async function SystemPage({ params, searchParams }: SystemPageProps) {
  const { id } = await params;
  const actor = await requireActor();
  const asked = await searchParams;
  const seen = await lookedBack(actor, asked);
  const asOf = seen.past?.asOf;
  const system = await systemOf(id, asOf);
  const [{ entries }, relations, linked, { boms }, { gates }] = await asOfDay(asOf, actor, () =>
    Promise.all([
      systemHistory.execute(actor, { id }),
      systemRelations.execute(actor, { id }),
      linkedRisks(actor, id),
      asOf ? none : listBoms.execute(actor, { id }),
      asOf ? none : systemGates.execute(actor, { id }),
    ]),
  );
  const { ref, unit } = system;
  const subject = { type: "systems", id, ref };
  const mayCompare = system.can.edit && may(actor, bomsReconcile, unit.id);
  const editHref = system.can.edit ? `/systems/${id}/edit` : null;
  const addRisk = !asOf && mayAnywhere(actor, risksCreate) ? `/risks/new?systems=${id}` : null;
  const aside = (
    <>
      <GapsSection shape={systemFields} facts={systemFacts} gaps={system.gaps} editHref={editHref} />
      <StageSection stage={system.stage} moves={system.moves} createdAt={system.createdAt} />
      {asOf ? null : <ReviewsSection type="systems" id={id} />}
    </>
  );
  return (
    <div className={asOf ? "shown-past" : ""}>
      <LookingBackNotice seen={seen} path={`/systems/${id}`} asked={asked} />
      <SystemHeader system={system} gates={gates} asOf={asOf} />
      <PageBody>
        <Columns aside={aside}>
          {systemSections.map(({ title, fields }) => (
            <Section key={title} title={title}>
              <InventoryFacts shape={systemFields} record={system} fields={fields} editHref={editHref} />
            </Section>
          ))}
          <PartsSection system={system} {...relations} asOf={asOf} />
          <RisksSection systemId={id} {...linked} createHref={addRisk} asOf={asOf} />
          <EvidenceSection subject={{ ...subject, unit }} asOf={asOf} />
          {asOf ? null : <BomsSection systemId={id} boms={boms} canCompare={mayCompare} />}
          <RecordTalk subject={{ ...subject, unitId: unit.id }} history={entries} asOf={asOf} />
        </Columns>
      </PageBody>
    </div>
  );
}
