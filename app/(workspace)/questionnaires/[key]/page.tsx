import type { Metadata } from "next";
import { cache } from "react";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { getTemplate } from "@/lib/domain/assessments/templates/queries";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { Preview } from "./preview";

interface QuestionnairePageProps {
  params: Promise<{ key: string }>;
}

const templateOf = cache(async (key: string) =>
  orNotFound(getTemplate.execute(await requireActor(), { key })),
);

export async function generateMetadata({ params }: QuestionnairePageProps): Promise<Metadata> {
  return { title: (await templateOf((await params).key)).template.title };
}

/** One questionnaire as its reader meets it: tried out, nothing is kept. */
export default async function QuestionnairePage({ params }: QuestionnairePageProps) {
  const { template, titles } = await templateOf((await params).key);
  return (
    <>
      <PageHeader
        title={template.title}
        trail={[{ href: "/questionnaires", label: "Questionnaires" }]}
        description={`Version ${template.version}. ${template.purpose}`}
      />
      <PageBody>
        <Preview template={template} titles={titles} />
      </PageBody>
    </>
  );
}
