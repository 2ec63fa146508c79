import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { mayAnywhere } from "@/lib/platform/access/actor";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { FormPage } from "../../systems/_inventory/form-page";
import { PartForm } from "../part-form";
import { type PartParams, partOf } from "../part-of";

export async function generateMetadata({ params }: PartParams): Promise<Metadata> {
  return { title: `New ${partOf((await params).part).part.kind.words.one}` };
}

/** The form of a new part of any kind. */
export default async function NewPartPage({ params }: PartParams) {
  const { part, concept } = partOf((await params).part);
  const { title, words, access } = part.kind;
  if (!mayAnywhere(await requireActor(), access.create)) notFound();
  return (
    <FormPage
      title={`New ${words.one}`}
      trail={[{ href: `/${concept}`, label: title }]}
      description="Only the name and the unit are needed. What is not known yet shows as a gap."
    >
      <PartForm
        concept={concept}
        action={{ method: "POST", url: `/api/v1/${concept}` }}
        done={`/${concept}`}
        submit={`Add ${words.one}`}
        cancel={`/${concept}`}
      />
    </FormPage>
  );
}
