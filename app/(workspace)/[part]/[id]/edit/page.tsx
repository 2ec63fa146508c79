import type { Metadata } from "next";
import { notFound } from "next/navigation";
import type { SearchParams } from "@/app/(workspace)/first-page";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { FormPage } from "../../../systems/_inventory/form-page";
import { PartForm } from "../../part-form";
import { type PartRecordParams, partOf } from "../../part-of";

export async function generateMetadata({ params }: PartRecordParams): Promise<Metadata> {
  return { title: `Edit ${partOf((await params).part).part.kind.words.one}` };
}

/** The form of a part that is there already; a gap leads to its field. */
export default async function EditPartPage({
  params,
  searchParams,
}: PartRecordParams & { searchParams: SearchParams }) {
  const { part: name, id } = await params;
  const { part, concept } = partOf(name);
  const { title, words, fields } = part.kind;
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
      <PartForm
        concept={concept}
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
