import type { Metadata } from "next";
import { PageBody } from "@/components/layout/page-body";
import { getStencils } from "@/lib/domain/threat-models/queries/model";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { ModelFrame } from "../model-frame";
import { modelOf } from "../read-model";
import { AssumptionsSection } from "./assumptions-section";
import { ElementsSection } from "./elements-section";
import { FlowsSection } from "./flows-section";
import { ZonesSection } from "./zones-section";

interface ModelPageProps {
  params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: ModelPageProps): Promise<Metadata> {
  return { title: `Model of ${(await modelOf((await params).id)).ref}` };
}

/** What a threat model is made of, as lists: everything that the diagram shows, changed with forms. */
export default async function ModelListsPage({ params }: ModelPageProps) {
  const { id } = await params;
  const model = await modelOf(id);
  const { types } = await getStencils.execute(await requireActor(), {});
  return (
    <ModelFrame model={model} current="/model">
      <PageBody>
        <div className="grid gap-4">
          <ElementsSection model={model} types={types} />
          <FlowsSection model={model} types={types} />
          <ZonesSection model={model} />
          <AssumptionsSection model={model} />
        </div>
      </PageBody>
    </ModelFrame>
  );
}
