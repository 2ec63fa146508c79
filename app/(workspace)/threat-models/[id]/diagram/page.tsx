import type { Metadata } from "next";
import { cache } from "react";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { ButtonLink } from "@/components/ui/button-link";
import { getModel, getStencils } from "@/lib/domain/threat-models/queries/model";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { DiagramEditor } from "./diagram-editor";

interface DiagramPageProps {
  params: Promise<{ id: string }>;
}

const read = cache(async (id: string) => orNotFound(getModel.execute(await requireActor(), { id })));

export async function generateMetadata({ params }: DiagramPageProps): Promise<Metadata> {
  return { title: `Diagram of ${(await read((await params).id)).ref}` };
}

/** Where the diagram of a threat model is drawn; what is drawn is kept as one goes. */
export default async function DiagramPage({ params }: DiagramPageProps) {
  const { id } = await params;
  const { ref, title, version, drawing, layout, parts, can } = await read(id);
  const { types } = await getStencils.execute(await requireActor(), {});
  return (
    <>
      <PageHeader
        title={`Diagram of ${title}`}
        reference={ref}
        trail={[
          { href: "/threat-models", label: "Threat models" },
          { href: `/threat-models/${id}`, label: title },
        ]}
        actions={<ButtonLink href={`/threat-models/${id}`}>Done</ButtonLink>}
      />
      <PageBody width="full">
        <DiagramEditor
          {...{ id, reference: ref, stencils: types, editable: can.edit }}
          start={{ version, drawing, layout, parts }}
        />
      </PageBody>
    </>
  );
}
