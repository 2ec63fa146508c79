import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { ButtonLink } from "@/components/ui/button-link";
import { OptionBadge } from "@/components/ui/option-badge";
import { classificationStates } from "@/lib/domain/obligations/classifications/schema";
import { classificationOf } from "../read-classification";
import { AnswerDesk } from "./answer-desk";

interface AnswerPageProps {
  params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: AnswerPageProps): Promise<Metadata> {
  return { title: `Classify ${(await classificationOf((await params).id)).system.name}` };
}

/** Answers the decision tree of the EU AI Act for one AI system. */
export default async function ClassifyPage({ params }: AnswerPageProps) {
  const { id, system, state, can, questions, openQuestions, outcomes, riskClass, modelClass } =
    await classificationOf((await params).id);
  if (!can.answer) notFound();
  return (
    <>
      <PageHeader
        title={`Classify ${system.name}`}
        description="Every answer is saved by itself. All that is open is asked, every point of Annex III among it."
        trail={[
          { href: `/systems/${id}`, label: `${system.ref} ${system.name}` },
          { href: `/systems/${id}/classification`, label: "EU AI Act" },
        ]}
        badges={<OptionBadge options={classificationStates} value={state} />}
        actions={<ButtonLink href={`/systems/${id}/classification`}>See the result</ButtonLink>}
      />
      <PageBody>
        <AnswerDesk
          id={id}
          questions={questions}
          open={openQuestions}
          outcomes={[...new Set(outcomes.map(({ outcome }) => outcome))]}
          headline={riskClass ?? modelClass}
        />
      </PageBody>
    </>
  );
}
