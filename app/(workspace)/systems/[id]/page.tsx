import type { Metadata } from "next";
import { cache } from "react";
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
import { GapsSection } from "../_inventory/gaps-section";
import { HistorySection } from "../_inventory/history-section";
import { InventoryFacts } from "../_inventory/inventory-facts";
import { systemSections } from "../system-sections";
import { BomsSection } from "./boms-section";
import { linkedRisks } from "./linked-risks";
import { PartsSection } from "./parts-section";
import { RisksSection } from "./risks-section";
import { StageSection } from "./stage-section";
import { SystemHeader } from "./system-header";

interface SystemPageProps {
  params: Promise<{ id: string }>;
}

const systemOf = cache(async (id: string) => orNotFound(getSystem.execute(await requireActor(), { id })));

export async function generateMetadata({ params }: SystemPageProps): Promise<Metadata> {
  return { title: (await systemOf((await params).id)).name };
}

/** One AI system: its facts and gaps, its parts, its risks, its life and its history. */
export default async function SystemPage({ params }: SystemPageProps) {
  const { id } = await params;
  const actor = await requireActor();
  const system = await systemOf(id);
  const [{ entries }, relations, linked, { boms }, { gates }] = await Promise.all([
    systemHistory.execute(actor, { id }),
    systemRelations.execute(actor, { id }),
    linkedRisks(actor, id),
    listBoms.execute(actor, { id }),
    systemGates.execute(actor, { id }),
  ]);
  const mayCompare = system.can.edit && may(actor, bomsReconcile, system.unit.id);
  const editHref = system.can.edit ? `/systems/${id}/edit` : null;
  const addRisk = mayAnywhere(actor, risksCreate) ? `/risks/new?systems=${id}` : null;
  const aside = (
    <>
      <GapsSection shape={systemFields} facts={systemFacts} gaps={system.gaps} editHref={editHref} />
      <StageSection stage={system.stage} moves={system.moves} createdAt={system.createdAt} />
    </>
  );
  return (
    <>
      <SystemHeader system={system} gates={gates} />
      <PageBody>
        <Columns aside={aside}>
          {systemSections.map(({ title, fields }) => (
            <Section key={title} title={title}>
              <InventoryFacts shape={systemFields} record={system} fields={fields} editHref={editHref} />
            </Section>
          ))}
          <PartsSection system={system} {...relations} />
          <RisksSection systemId={id} {...linked} createHref={addRisk} />
          <BomsSection systemId={id} boms={boms} canCompare={mayCompare} />
          <HistorySection entries={entries} />
        </Columns>
      </PageBody>
    </>
  );
}
