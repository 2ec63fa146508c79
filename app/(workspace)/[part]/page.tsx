import type { Metadata } from "next";
import type { SearchParams } from "@/app/(workspace)/first-page";
import { RegisterView } from "@/app/(workspace)/register-view";
import { partPages } from "./part-forms";
import { type PartParams, partOf } from "./part-of";

export async function generateMetadata({ params }: PartParams): Promise<Metadata> {
  return { title: partOf((await params).part).part.kind.title };
}

/** The register of one kind of part: models, datasets, prompts … */
export default async function PartsPage({
  params,
  searchParams,
}: PartParams & { searchParams: SearchParams }) {
  const { part, concept } = partOf((await params).part);
  const { description, empty } = partPages[concept];
  return (
    <RegisterView
      register={part.register}
      searchParams={searchParams}
      noun={part.kind.words}
      description={description}
      empty={empty}
      create={part.kind.access.create}
    />
  );
}
