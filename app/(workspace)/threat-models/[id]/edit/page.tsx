import { notFound } from "next/navigation";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { ModelForm } from "../../model-form";
import { modelOf } from "../read-model";

export const metadata = { title: "Edit threat model" };

/** The form of a threat model that exists. */
export default async function EditThreatModelPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const model = await modelOf(id);
  if (!model.can.edit) notFound();
  return (
    <>
      <PageHeader
        title={`Edit ${model.title}`}
        trail={[
          { href: "/threat-models", label: "Threat models" },
          { href: `/threat-models/${id}`, label: model.ref },
        ]}
        description="Changes are kept in the history. What it is made of is changed under Model."
      />
      <PageBody>
        <ModelForm
          action={{ method: "PATCH", url: `/api/v1/threat-models/${id}` }}
          values={model}
          version={model.version}
          done="/threat-models"
          submit="Save threat model"
          saved="Threat model saved."
          cancel={`/threat-models/${id}`}
        />
      </PageBody>
    </>
  );
}
