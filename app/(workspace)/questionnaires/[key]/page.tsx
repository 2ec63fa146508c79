import type { Metadata } from "next";
import { cache } from "react";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { ButtonLink } from "@/components/ui/button-link";
import { questionnairesEdit } from "@/lib/domain/assessments/templates/access";
import { getTemplate } from "@/lib/domain/assessments/templates/queries";
import { mayAnywhere } from "@/lib/platform/access/actor";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { Preview } from "./preview";

interface QuestionnairePageProps {
  params: Promise<{ key: string }>;
  searchParams: Promise<{ version?: string | string[] }>;
}

const templateOf = cache(async (key: string, version: string | undefined) =>
  orNotFound(getTemplate.receive(await requireActor(), { key, ...(version ? { version } : {}) })),
);

const asked = async ({ params, searchParams }: QuestionnairePageProps) =>
  templateOf((await params).key, [(await searchParams).version].flat()[0]);

export async function generateMetadata(props: QuestionnairePageProps): Promise<Metadata> {
  return { title: (await asked(props)).template.title };
}

/** One questionnaire as its reader meets it: tried out, nothing is kept. */
export default async function QuestionnairePage(props: QuestionnairePageProps) {
  const { template, titles } = await asked(props);
  const { key, version } = template;
  const mayCopy = mayAnywhere(await requireActor(), questionnairesEdit);
  return (
    <>
      <PageHeader
        title={template.title}
        trail={[{ href: "/questionnaires", label: "Questionnaires" }]}
        actions={
          <>
            <ButtonLink href={`/api/v1/questionnaires/${key}/file?version=${version}`} download>
              Export YAML
            </ButtonLink>
            {mayCopy ? (
              <ButtonLink href={`/own-questionnaires/new?from=${key}`}>Copy and change</ButtonLink>
            ) : null}
          </>
        }
        description={`Version ${template.version}. ${template.purpose}`}
      />
      <PageBody>
        <Preview template={template} titles={titles} />
      </PageBody>
    </>
  );
}
