import type { Metadata } from "next";
import { Columns } from "@/components/layout/columns";
import { PageBody } from "@/components/layout/page-body";
import { getModelHistory } from "@/lib/domain/threat-models/queries/model";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { RecordTalk } from "../../_record/record-talk";
import { SignOffSection } from "../../_record/sign-off-section";
import { DiagramSection } from "./diagram-section";
import { FactsSection } from "./facts-section";
import { ModelFrame } from "./model-frame";
import { modelOf } from "./read-model";
import { StandSection } from "./stand-section";

interface ModelPageProps {
  params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: ModelPageProps): Promise<Metadata> {
  const { ref, title } = await modelOf((await params).id);
  return { title: `${ref} ${title}` };
}

/** One threat model: how far its threats are decided, its drawing, its sign-off, and what happened to it. */
export default async function ThreatModelPage({ params }: ModelPageProps) {
  const { id } = await params;
  const model = await modelOf(id);
  const { entries } = await getModelHistory.execute(await requireActor(), { id });
  return (
    <ModelFrame model={model} current="">
      <PageBody>
        <Columns aside={<FactsSection model={model} />}>
          <StandSection id={id} />
          <DiagramSection model={model} />
          <SignOffSection
            record={model}
            concept="threat-models"
            description="Signed is exactly what the drawing and its threats say; what changes afterwards makes it stale."
            seals="The drawing and every threat with its decision are sealed and frozen as a version."
            saved="Signed off and frozen as a version."
          />
          <RecordTalk
            subject={{ type: "threat-models", id, ref: model.ref, unitId: model.unit.id }}
            history={entries}
          />
        </Columns>
      </PageBody>
    </ModelFrame>
  );
}
