import type { SearchParams } from "@/app/(workspace)/first-page";
import { RegisterView } from "@/app/(workspace)/register-view";
import { models } from "@/lib/domain/inventory/models/part";

export const metadata = { title: "Models" };

/** The register of models. */
export default function ModelsPage({ searchParams }: { searchParams: SearchParams }) {
  return (
    <RegisterView
      register={models.register}
      searchParams={searchParams}
      noun={models.kind.words}
      description="AI models that systems use, whoever runs them."
      empty="A model is what a system thinks with: a language model behind an API, a classifier you trained, a fine-tuned speech model. Several systems may share one."
      create={models.kind.access.create}
    />
  );
}
