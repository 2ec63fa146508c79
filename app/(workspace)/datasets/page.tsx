import type { SearchParams } from "@/app/(workspace)/first-page";
import { RegisterView } from "@/app/(workspace)/register-view";
import { datasets } from "@/lib/domain/inventory/datasets/part";

export const metadata = { title: "Datasets" };

/** The register of datasets. */
export default function DatasetsPage({ searchParams }: { searchParams: SearchParams }) {
  return (
    <RegisterView
      register={datasets.register}
      searchParams={searchParams}
      noun={datasets.kind.words}
      description="Data that trains, tunes, grounds or tests AI systems."
      empty="A dataset is data that trains, tunes, grounds or tests a system. Its origin, licence and lawful basis belong here once, for all systems that use it."
      create={datasets.kind.access.create}
    />
  );
}
