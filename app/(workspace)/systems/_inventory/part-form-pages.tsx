import { notFound } from "next/navigation";
import type { ComponentType } from "react";
import type { SearchParams } from "@/app/(workspace)/first-page";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import type { FormSetup } from "@/components/form/form-setup";
import type { Part } from "@/lib/domain/inventory/parts/part";
import { mayAnywhere } from "@/lib/platform/access/actor";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { FormPage } from "./form-page";

interface NewPartProps {
  part: Part;
  Form: ComponentType<FormSetup>;
}

/** The form of a new model, dataset, vendor … */
export async function NewPart({ part: { kind }, Form }: NewPartProps) {
  const { concept, title, words } = kind;
  if (!mayAnywhere(await requireActor(), kind.access.create)) notFound();
  return (
    <FormPage
      title={`New ${words.one}`}
      trail={[{ href: `/${concept}`, label: title }]}
      description="Only the name and the unit are needed. What is not known yet shows as a gap."
    >
      <Form
        action={{ method: "POST", url: `/api/v1/${concept}` }}
        done={`/${concept}`}
        submit={`Add ${words.one}`}
        cancel={`/${concept}`}
      />
    </FormPage>
  );
}

export interface EditParams {
  params: Promise<{ id: string }>;
  searchParams: SearchParams;
}

/** The form of a model, dataset, vendor … that is there already. */
export async function EditPart({ part, Form, params, searchParams }: NewPartProps & EditParams) {
  const { concept, title, words, fields } = part.kind;
  const { id } = await params;
  const record = await orNotFound(part.get.execute(await requireActor(), { id }));
  if (!record.can.edit) notFound();
  const { field } = await searchParams;
  return (
    <FormPage
      title={`Edit ${words.one}`}
      trail={[
        { href: `/${concept}`, label: title },
        { href: `/${concept}/${id}`, label: record.name },
      ]}
      field={typeof field === "string" && Object.hasOwn(fields, field) ? field : undefined}
    >
      <Form
        action={{ method: "PATCH", url: `/api/v1/${concept}/${id}` }}
        values={record}
        version={record.version}
        done={`/${concept}`}
        submit={`Save ${words.one}`}
        saved="Saved."
        cancel={`/${concept}/${id}`}
      />
    </FormPage>
  );
}
